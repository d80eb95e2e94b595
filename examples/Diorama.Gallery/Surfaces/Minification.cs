namespace Diorama.Gallery.Surfaces;

/// <summary>A chequered plain to the horizon: ray cones choose the mip level, so the far squares turn to grey and not to noise.</summary>
public static class Minification {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("minification", width, height);
        set.Scene.Environment = new() { SunSky = new() { SunDirection = new(-0.5f, -0.2f, 0.55f), Turbidity = 2.5f, Scale = 0.03f } };
        const float plain = 4000, square = 0.5f;
        var checks = Paint.Color("checks", 256, (u, v) => (u < 0.5f) == (v < 0.5f) ? new(0.8f, 0.78f, 0.74f) : new(0.06f, 0.07f, 0.09f));
        set.Put(Primitives.Quad(new(plain)), new() {
            Roughness = 1, Specular = 0, BaseColorTexture = new() { Texture = checks, Scale = new(plain / (2 * square)) },
        });
        for (int k = 0; k < 5; k++) {
            set.Put(Studio.Ball, new() { BaseColor = new(0.8f), Metallic = 1, Roughness = 0 },
                new(-1.1f + 1.5f * k, 1.5f + 2.8f * k, 0.5f));
        }
        set.Look(new(0, -3.2f, 1.15f), new(0.35f, 2, 0.78f), 36);
        return set;
    }
}
