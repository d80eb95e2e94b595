using Diorama.Rendering.Media;

namespace Diorama.Gallery.Air;

/// <summary>Three spot lights in even fog on a stage.</summary>
public static class SpotBeams {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("beams", width, height);
        set.Scene.Fog = new Fog { Density = 0.07f, Albedo = new(0.8f), Anisotropy = 0.35f };
        set.Put(Primitives.Quad(new(30, 24)), new() { BaseColor = new(0.16f, 0.13f, 0.11f), Roughness = 0.35f });
        set.Put(Primitives.Quad(new(30, 12)), new() { BaseColor = new(0.12f, 0.04f, 0.05f), Roughness = 0.9f }, new(0, 4, 6),
            SceneSetup.Turn(Vector3.UnitX, 90));
        var bronze = new Material { BaseColor = new(0.72f, 0.5f, 0.3f), Metallic = 1, Roughness = 0.35f };
        set.Put(Primitives.Torus(0.8f, 0.28f, 128, 48), bronze, new(0, 0.3f, 1.5f), SceneSetup.Turn(new(1, 0, 0.3f), 80));
        set.Put(Primitives.RoundedBox(new(1.3f, 1.3f, 0.45f), 0.04f, 4), new() { BaseColor = new(0.5f), Roughness = 0.6f },
            new(0, 0.3f, 0.225f));
        Vector3[] colors = [new(1, 0.25f, 0.12f), new(0.95f, 0.9f, 0.75f), new(0.15f, 0.35f, 1)];
        for (int k = 0; k < 3; k++) {
            set.Shine(new() { Kind = LightKind.Spot, Color = colors[k], Intensity = k == 1 ? 350 : 600, InnerConeAngle = 0.13f,
                OuterConeAngle = 0.16f },
                new((k - 1) * 4, 1.6f, 6.5f), new((1 - k) * 0.5f, 0.3f, 0.9f));
        }
        set.Look(new(0, -8.5f, 1.7f), new(0, 0, 2.35f), 38);
        return set;
    }
}
