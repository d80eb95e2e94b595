using Diorama.StockScenes;
using Diorama.Core.Randomness;
using Diorama.Gallery.Lamps;
using Diorama.Rendering.Media;

namespace Diorama.Gallery.Air;

/// <summary>Fog that thins with height fills a valley at dawn.</summary>
public static class ValleyFog {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("valley", width, height);
        set.Scene.Environment =
            new() { SunSky = new() { SunDirection = SunAndSky.Direction(9, 112), Turbidity = 3, GroundAlbedo = new(0.1f) } };
        set.Scene.Fog = new Fog { Density = 0.03f, Albedo = new(0.99f), Anisotropy = 0.55f, BaseHeight = 0, ScaleHeight = 5 };
        set.Put(Primitives.HeightField(new(700, 700), 280, 280, (x, y) => Ground(x, y + 250)),
            new() { BaseColor = new(0.1f, 0.13f, 0.05f), Roughness = 1, Specular = 0 }, new(0, 250, 0));
        var (wood, leaves) = Plants.Tree("tree", 9, 14, Keyed.Start(0).With("valley").Generator());
        var bark = new Material { BaseColor = new(0.12f, 0.09f, 0.06f), Roughness = 1 };
        var leaf = new Material { Model = MaterialModel.Leaf, BaseColor = new(0.08f, 0.15f, 0.04f), Translucency = new(0.2f, 0.3f, 0.04f),
            Roughness = 0.6f, DoubleSided = true };
        for (int k = 0; k < 60; k++) {
            var random = Keyed.Start(0).With("trees").With(k).Generator();
            float y = 28 + 260 * random.NextFloat() * random.NextFloat(), x = (random.NextFloat() - 0.5f) * (30 + 1.1f * y);
            var tree = set.Add("tree", new(x, y, Ground(x, y) - 0.2f), SceneSetup.Turn(Vector3.UnitZ, 360 * random.NextFloat()));
            tree.Scale = new(0.8f + 0.5f * random.NextFloat());
            tree.Parts.Add(new(wood, bark));
            tree.Parts.Add(new(leaves, leaf));
        }
        set.Look(new(0, -4, 15.5f), new(0, 80, 7.5f), 34);
        return set;
    }

    private static float Ground(float x, float y) =>
        5 * MathF.Sin(0.045f * x + 0.4f) * MathF.Sin(0.038f * y) + 2.5f * MathF.Sin(0.09f * x + 0.06f * y)
        + 22 * MathF.Pow(Math.Clamp((y - 120) / 400, 0, 1), 1.5f) * (1 + 0.6f * MathF.Sin(0.02f * x + 1));
}
