using Diorama.Rendering.Media;

namespace Diorama.Gallery.Air;

/// <summary>Sunlight through the skylights of a dusty hall.</summary>
public static class SunShafts {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("shafts", width, height);
        var stone = new Material { BaseColor = new(0.3f, 0.26f, 0.22f), Roughness = 0.9f };
        var floor = new Material { BaseColor = new(0.25f, 0.2f, 0.16f), Roughness = 0.4f };
        void Block(Vector3 low, Vector3 high, Material material) => set.Put(Primitives.Box(high - low), material, (low + high) / 2);
        Block(new(-4.5f, -8, -0.5f), new(4.5f, 17, 0), floor);
        Block(new(4, -8, 0), new(4.5f, 17, 6), stone);
        Block(new(-4.5f, 16.5f, 0), new(4.5f, 17, 6), stone);
        Block(new(-4.5f, -8, 0), new(4.5f, -7.5f, 6), stone);
        Block(new(-4.5f, -8, 0), new(-4, 17, 6), stone);
        // The ceiling leaves three skylights open.
        Block(new(-4.5f, -8, 6), new(4.5f, 5.3f, 6.5f), stone);
        Block(new(-4.5f, 6.7f, 6), new(4.5f, 17, 6.5f), stone);
        for (int k = 0; k < 4; k++) Block(new(k == 0 ? -4.5f : 2.2f * k - 4.7f, 5.3f, 6), new(k == 3 ? 4.5f : 2.2f * k - 3.1f, 6.7f, 6.5f),
            stone);
        for (int k = 0; k < 5; k++) {
            for (int side = -1; side <= 1; side += 2) set.Put(Primitives.Cylinder(0.28f, 6, 48), stone, new(side * 3.75f, 3.2f * k - 1, 3));
        }
        set.Put(Primitives.RoundedBox(new(1.1f, 1.1f, 0.9f), 0.05f, 4), stone, new(1.15f, 4.1f, 0.45f));
        set.Put(Primitives.UvSphere(0.55f, 96, 48), new() { BaseColor = new(0.75f, 0.55f, 0.3f), Metallic = 1, Roughness = 0.3f },
            new(1.15f, 4.1f, 1.45f));
        set.Scene.Environment = new() { SunSky = new() { SunDirection = new(-0.36f, 0.34f, 0.87f), Turbidity = 3, Scale = 0.5f } };
        // Even in and around the hall and thinner above it: fog without an end would swallow the sun.
        set.Scene.Fog = new Fog { Density = 0.06f, Albedo = new(0.85f), Anisotropy = 0.3f, BaseHeight = 6, ScaleHeight = 0.5f };
        set.Look(new(-0.4f, -5.4f, 1.5f), new(0.1f, 5, 2.75f), 42);
        return set;
    }
}
