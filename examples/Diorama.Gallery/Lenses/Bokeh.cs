using Diorama.Core.Colors;
using Diorama.Core.Randomness;

namespace Diorama.Gallery.Lenses;

/// <summary>A fast lens with six blades: a sharp glass in front of street lights that become hexagons.</summary>
public static class Bokeh {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("bokeh", width, height);
        set.Scene.Environment = new() { Map = Studio.Panorama(256), Scale = new(0.05f) };
        set.Put(Primitives.RoundedBox(new(2.4f, 1.1f, 0.06f), 0.02f, 4),
            new() { BaseColor = new(0.16f, 0.09f, 0.05f), Roughness = 0.3f }, new(0, 0.1f, -0.03f));
        set.Put(Primitives.UvSphere(0.075f, 96, 48), new() { BaseColor = new(0.92f, 0.9f, 0.86f), Metallic = 1, Roughness = 0.03f },
            new(0.12f, 0, 0.075f));
        set.Put(Vase(), new() { BaseColor = new(0.05f, 0.22f, 0.3f), Roughness = 0.15f }, new(-0.13f, 0.02f, 0));
        set.Shine(new() { Kind = LightKind.Rectangle, Size = new(0.5f, 0.4f), Intensity = 5, Color = Blackbody.Color(4500) },
            new(-0.7f, -0.5f, 0.9f), new(0, 0, 0.05f));
        var bulb = Primitives.Icosphere(1, 2);
        for (int k = 0; k < 70; k++) {
            var random = Keyed.Start(0).With("street").With(k).Generator();
            float far = 7 + 11 * random.NextFloat(), x = (random.NextFloat() - 0.5f) * far * 0.75f,
                z = far * (-0.02f + 0.36f * random.NextFloat()) - 0.9f;
            Vector3 tint = k % 5 == 0 ? new(1, 0.1f, 0.05f) : k % 7 == 0 ? new(0.1f, 0.8f, 0.4f)
                : Blackbody.Color(1900 + 2500 * random.NextFloat());
            set.Put(bulb, new() { BaseColor = default, Emission = tint * 30 }, new(x, far, z), null,
                0.012f * far * (0.2f + 0.15f * random.NextFloat()));
        }
        Camera camera = set.Look(new(0, -0.95f, 0.24f), new(0, 0, 0.125f), 24);
        camera.FocusDistance = 0.94f;
        camera.ApertureRadius = 0.026f;
        camera.ApertureBlades = 6;
        camera.ApertureRotation = 0.2f;
        return set;
    }

    private static Mesh Vase() {
        var profile = new List<Vector2> { new(0, 0) };
        for (int k = 0; k <= 48; k++) profile.Add(new(0.038f + 0.02f * MathF.Sin(4.6f * k / 48 - 0.3f), 0.2f * k / 48));
        for (int k = 48; k >= 2; k -= 2) profile.Add(new(0.035f + 0.02f * MathF.Sin(4.6f * k / 48 - 0.3f), 0.2f * k / 48 + 0.0005f));
        profile.Add(new(0, 0.009f));
        return Primitives.Lathe([.. profile], 96, 0.9f);
    }
}
