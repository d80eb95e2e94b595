using Diorama.Core.Randomness;

namespace Diorama.Gallery.Surfaces;

/// <summary>Three balls of hair, blond, red and black: round B-spline curves with the fibre model of Chiang et al. 2016.</summary>
public static class Hair {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("hair", width, height);
        Studio.Light(set);
        Studio.Sweep(set, Studio.Paper(0.42f, 0.43f, 0.45f));
        Vector3[] colors = [new(0.72f, 0.52f, 0.28f), new(0.42f, 0.13f, 0.05f), new(0.035f, 0.028f, 0.025f)];
        for (int k = 0; k < 3; k++) {
            // Base colour is that of a dense head of hair; the model works out what one fibre absorbs.
            var hair = new Material { Model = MaterialModel.Hair, BaseColor = colors[k], Ior = 1.55f, HairLongitudinalRoughness = 0.28f,
                HairAzimuthalRoughness = 0.3f };
            Vector3 at = new((k - 1) * 1.5f, 0, 0.66f);
            var node = set.Add("hair", at);
            node.Curves.Add(new(Strands(16_000, 0.42f, 0.36f, Keyed.Start((ulong)k).With("hair").Generator()), hair));
            set.Put(Primitives.UvSphere(0.42f, 64, 32), new() { BaseColor = colors[k] * 0.5f, Roughness = 1 }, at);
        }
        set.Look(new(0, -6.4f, 1.9f), new(0, 0, 0.62f), 27);
        return set;
    }

    /// <summary>Strands that grow from a ball, combed around the vertical, and droop.</summary>
    private static Curves Strands(int count, float radius, float length, KeyedGenerator random) {
        const int points = 7;
        var control = new Vector4[count * points];
        var starts = new int[count + 1];
        for (int s = 0; s < count; s++) {
            float z = 1 - 2 * random.NextFloat(), turn = 2 * MathF.PI * random.NextFloat(), r = MathF.Sqrt(1 - z * z);
            Vector3 outwards = new(r * MathF.Cos(turn), r * MathF.Sin(turn), z), comb = new(-outwards.Y, outwards.X, 0);
            Vector3 stray = new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat()) - new Vector3(0.5f);
            Vector3 p = outwards * (radius * 0.97f), along =
                Vector3.Normalize(0.55f * outwards + 0.6f * comb + new Vector3(0, 0, 0.1f) + 0.3f * stray);
            float step = length * (0.75f + 0.4f * random.NextFloat()) / (points - 3);
            for (int k = 0; k < points; k++) {
                control[s * points + k] = new(p, 0.0011f * (1 - 0.6f * k / (points - 1)));
                p += along * step;
                along = Vector3.Normalize(along + 0.12f * comb - new Vector3(0, 0, 0.28f) + 0.1f * stray);
                // Never back into the ball.
                float height = p.Length();
                if (height < radius * 1.03f) p *= radius * 1.03f / height;
            }
            starts[s + 1] = (s + 1) * points;
        }
        return new() { Name = "strands", ControlPoints = control, StrandStarts = starts };
    }
}
