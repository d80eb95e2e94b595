namespace Diorama.Gallery.Surfaces;

/// <summary>Cut-out (alpha mask) and blended surfaces in the sun, with the shadows that they cast.</summary>
public static class Alpha {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("alpha", width, height);
        Studio.Light(set, 0.4f);
        Studio.Sweep(set, Studio.Paper(0.72f, 0.7f, 0.66f), 3.5f);
        set.Shine(new() { Kind = LightKind.Directional, Intensity = 1.9f, Color = new(1, 0.93f, 0.82f), AngularDiameter = 0.01f },
            new(-1.5f, -2, 3), Vector3.Zero);
        var lattice = new Material {
            Roughness = 0.5f, DoubleSided = true, AlphaMode = AlphaMode.Mask, AlphaCutoff = 0.5f,
            BaseColorTexture = new() { Texture = Paint.ColorAlpha("lattice", 512, 512, Lattice) },
        };
        var film = new Material {
            Roughness = 0.4f, DoubleSided = true, AlphaMode = AlphaMode.Blend,
            BaseColorTexture = new() { Texture = Paint.ColorAlpha("film", 64, 64, (u, v) => new(0.05f, 0.35f, 0.5f, 1 - v)) },
        };
        var upright = SceneSetup.Turn(Vector3.UnitX, 90);
        set.Put(Primitives.Quad(new(1.7f, 1.7f)), lattice, new(-1.0f, 0.6f, 0.86f), SceneSetup.Turn(Vector3.UnitZ, 12) * upright);
        set.Put(Primitives.Quad(new(1.2f, 1.7f)), film, new(0.95f, 0.7f, 0.86f), SceneSetup.Turn(Vector3.UnitZ, -10) * upright);
        set.Put(Studio.Ball, new() { BaseColor = new(0.75f, 0.2f, 0.05f), Roughness = 0.3f }, new(1.1f, 1.35f, 0.5f));
        set.Look(new(0.1f, -5.6f, 2.6f), new(0.05f, 0.25f, 0.62f), 31);
        return set;
    }

    /// <summary>Rings that overlap, in a frame.</summary>
    private static Vector4 Lattice(float u, float v) {
        float edge = MathF.Min(MathF.Min(u, 1 - u), MathF.Min(v, 1 - v)), nearest = 1;
        float x = u * 5, y = v * 5;
        for (int j = -1; j <= 1; j++) {
            for (int i = -1; i <= 1; i++) {
                var centre = new Vector2(MathF.Floor(x) + i + 0.5f, MathF.Floor(y) + j + 0.5f);
                nearest = MathF.Min(nearest, MathF.Abs(Vector2.Distance(new(x, y), centre) - 0.62f));
            }
        }
        // A ramp across the rim of one texel lets the cutoff fall between texels.
        float cover = MathF.Max(0.5f + (0.075f - nearest) * 50, 0.5f + (0.03f - edge) * 200);
        return new(0.25f, 0.3f, 0.12f, Math.Clamp(cover, 0, 1));
    }
}
