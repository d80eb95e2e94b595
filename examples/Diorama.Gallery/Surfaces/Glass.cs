namespace Diorama.Gallery.Surfaces;

/// <summary>Solid glass: clear, ground ever rougher, and the colour that its volume takes out of light.</summary>
public static class Glass {
    private static Material Solid(float roughness, Vector3 color, float distance) => new() {
        Roughness = roughness, Transmission = 1, Ior = 1.5f,
        // Any thickness says that the surface bounds a solid; how far light goes inside is traced.
        Thickness = 1, AttenuationColor = color, AttenuationDistance = distance,
    };

    /// <summary>The same ball with roughness 0, 0.1, 0.2 and 0.4.</summary>
    public static SceneSetup Rough(int width, int height) {
        var set = new SceneSetup("glass", width, height);
        Studio.Light(set);
        var tiles = Paint.Color("tiles", 256,
            (u, v) => new Vector3((u < 0.5f) == (v < 0.5f) ? 0.75f : 0.13f) * new Vector3(1, 0.97f, 0.92f));
        Studio.Sweep(set, Studio.Paper(0.5f, 0.55f, 0.6f), 4);
        set.Put(Primitives.Quad(new(16, 12)), new() {
            Roughness = 0.6f, BaseColorTexture = new() { Texture = tiles, Scale = new(16 / 0.9f, 12 / 0.9f) },
        }, new(0, -2, 0.002f));
        for (int k = 0; k < 4; k++) {
            set.Put(Studio.Ball, Solid(k == 3 ? 0.4f : 0.1f * k, Vector3.One, float.PositiveInfinity), new((k - 1.5f) * 1.2f, 0, 0.51f));
        }
        set.Look(new(0, -6.5f, 2.1f), new(0, 0, 0.42f), 28);
        return set;
    }

    /// <summary>One glass cast in blocks of 5 to 80 cm.</summary>
    public static SceneSetup Absorption(int width, int height) {
        var set = new SceneSetup("absorption", width, height);
        Studio.Light(set);
        Studio.Sweep(set, Studio.Paper(0.85f, 0.85f, 0.83f), 2.2f);
        var green = Solid(0, new(0.12f, 0.55f, 0.42f), 0.3f);
        for (int k = 0; k < 5; k++) {
            float depth = 0.05f * MathF.Pow(2, k);
            set.Put(Primitives.RoundedBox(new(0.7f, depth, 1.1f), 0.02f, 4), green, new((k - 2) * 0.95f, depth / 2, 0.56f));
        }
        set.Look(new(0.9f, -6, 2.0f), new(0.05f, 0.2f, 0.52f), 29);
        return set;
    }
}
