using Diorama.StockScenes;
using Diorama.Core.Randomness;

namespace Diorama.Gallery.Surfaces;

/// <summary>Thin leaves against the sun: light that comes through them is greener than what they reflect.</summary>
public static class Leaves {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("leaves", width, height);
        set.Scene.Environment = new() { Scale = new(0.025f, 0.035f, 0.04f) };
        set.Shine(new() { Kind = LightKind.Directional, Intensity = 9, Color = new(1, 0.92f, 0.75f), AngularDiameter = 0.01f },
            new(-0.7f, 3, 1.5f), Vector3.Zero);
        var leaf = new Material {
            Model = MaterialModel.Leaf, DoubleSided = true, BaseColor = new(0.09f, 0.17f, 0.04f), Roughness = 0.45f,
            // The share of what is not reflected that leaves on the other side.
            Translucency = new(0.28f, 0.5f, 0.05f),
        };
        var clay = new Material { BaseColor = new(0.42f, 0.17f, 0.09f), Roughness = 0.8f };
        var random = Keyed.Start(0).With("leaves").Generator();
        set.Put(Plants.Foliage("bush", 16, 11, 1.05f, 0.3f, random), leaf, new(0, 0, 0.32f));
        set.Put(Primitives.Lathe([new(0, 0), new(0.19f, 0), new(0.27f, 0.3f), new(0.3f, 0.3f), new(0.3f, 0.36f), new(0.26f, 0.36f),
            new(0.25f, 0.31f), new(0, 0.31f)], 96, 0.3f), clay);
        set.Put(Primitives.Quad(new(12, 12)), Studio.Paper(0.12f, 0.1f, 0.09f));
        set.Look(new(0.25f, -2.4f, 0.55f), new(0, 0, 0.92f), 29);
        return set;
    }
}
