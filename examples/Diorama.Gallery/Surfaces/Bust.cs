namespace Diorama.Gallery.Surfaces;

/// <summary>A bust of skin-like material with a lamp behind it: light wanders below the surface, so thin parts glow red.</summary>
public static class Bust {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("skin", width, height);
        set.Scene.Environment = new() { Map = Studio.Panorama(256), Scale = new(0.16f) };
        set.Put(Primitives.Quad(new(12, 6)), Studio.Paper(0.05f, 0.055f, 0.07f), new(0, 2.5f, 0.5f), SceneSetup.Turn(Vector3.UnitX, 90));
        var skin = new Material {
            Model = MaterialModel.Subsurface, BaseColor = new(0.75f, 0.46f, 0.34f), Roughness = 0.42f, Ior = 1.4f,
            // Red goes far, blue does not; the bust is of life size.
            MeanFreePath = new Vector3(3.6f, 1.3f, 0.7f) * 1e-3f,
        };
        set.Put(Head(), skin, new(0, 0, 0.34f), SceneSetup.Turn(Vector3.UnitZ, 22));
        set.Shine(new() { Kind = LightKind.Rectangle, Size = new(0.6f, 0.4f), Intensity = 130, Color = new(1, 0.9f, 0.75f) },
            new(0.55f, 0.85f, 1.15f), new(0, 0, 0.36f));
        set.Shine(new() { Kind = LightKind.Rectangle, Size = new(0.7f, 0.7f), Intensity = 1.7f, Color = new(0.85f, 0.92f, 1) },
            new(-1, -1.1f, 0.8f), new(0, 0, 0.3f));
        set.Look(new(0.05f, -1.5f, 0.37f), new(0, 0, 0.33f), 11.5f);
        return set;
    }

    /// <summary>A head as bumps on an ellipsoid, seen from −Y; radius as a function of direction, about 24 cm tall, with a neck.</summary>
    private static Mesh Head() {
        Mesh ball = Primitives.Icosphere(1, 7);
        var positions = Array.ConvertAll(ball.Positions, d => d * Radius(Vector3.Normalize(d)));
        return new() { Name = "head", Positions = positions, Indices = ball.Indices,
            Normals = MeshNormals.Smooth(positions, ball.Indices) };
    }

    private static float Radius(Vector3 d) {
        // The skull: narrower than deep, and the jaw narrower than the brow.
        Vector3 axes = new(0.076f - 0.012f * MathF.Max(0, -d.Z), 0.097f, 0.122f);
        float r = 1 / (d / axes).Length();
        float Bump(float x, float y, float z, float width, float height, float size) {
            Vector3 c = Vector3.Normalize(new(x, y, z)), off = d - c;
            float side = off.X / width, up = off.Z / height;
            return Vector3.Dot(d, c) <= 0 ? 0 : size * MathF.Exp(-side * side - up * up);
        }
        r += Bump(0, -1, -0.17f, 0.16f, 0.16f, 0.019f) + Bump(0, -1, 0.02f, 0.09f, 0.2f, 0.011f);
        r += Bump(0, -1, 0.3f, 0.5f, 0.12f, 0.006f) + Bump(0, -1, -0.82f, 0.28f, 0.2f, 0.012f);
        foreach (float side in (ReadOnlySpan<float>)[-1, 1]) {
            r += Bump(side * 0.33f, -1, 0.12f, 0.17f, 0.09f, -0.009f) + Bump(side * 0.33f, -1, 0.11f, 0.1f, 0.055f, 0.006f);
            r += Bump(side * 0.48f, -1, -0.14f, 0.24f, 0.18f, 0.006f);
            // The ear is a thin leaf: narrow across the head's depth, tall.
            Vector3 c = Vector3.Normalize(new(side, 0.12f, 0));
            Vector3 off = d - c;
            if (Vector3.Dot(d, c) > 0.5f)
                r += 0.03f * MathF.Exp(-MathF.Pow((off.Y - 0.25f * off.Z) / 0.075f, 4) - MathF.Pow(off.Z / 0.27f, 4))
                    * (1 - 0.55f * MathF.Exp(-(off.Z * off.Z) / 0.012f - MathF.Pow((off.Y + 0.05f) / 0.05f, 2)));
        }
        r += Bump(0, -1, -0.47f, 0.2f, 0.035f, 0.006f) + Bump(0, -1, -0.58f, 0.17f, 0.04f, 0.007f)
            - Bump(0, -1, -0.525f, 0.19f, 0.018f, 0.004f);
        // The neck leaves downwards and a little back.
        float neck = Vector3.Dot(d, Vector3.Normalize(new(0, 0.22f, -1)));
        return neck > 0.86f ? r + 0.16f * (neck - 0.86f) / 0.14f * (neck - 0.86f) / 0.14f : r;
    }
}
