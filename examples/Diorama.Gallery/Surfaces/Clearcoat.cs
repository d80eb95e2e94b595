namespace Diorama.Gallery.Surfaces;

/// <summary>Lacquer over a rough metallic paint: none, clear, worn, and clear over hammered metal.</summary>
public static class Clearcoat {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("clearcoat", width, height);
        Studio.Light(set);
        Studio.Sweep(set, Studio.Paper(0.3f, 0.31f, 0.33f));
        Material Lacquered(float coat, float roughness) => new() {
            BaseColor = new(0.5f, 0.02f, 0.06f), Metallic = 0.7f, Roughness = 0.5f, Clearcoat = coat, ClearcoatRoughness = roughness,
        };
        var hammered = Lacquered(1, 0);
        // The normal map shapes the metal; without one of its own the lacquer stays smooth.
        hammered.NormalTexture =
            new() { Texture = Paint.Normals("dents", 512, (u, v) => 0.012f * MathF.Min(1, 1.6f * Paint.Cells(u, v, 16, 5))),
            Scale = new(2, 1) };
        Material[] balls = [Lacquered(0, 0), Lacquered(1, 0), Lacquered(1, 0.3f), hammered];
        for (int k = 0; k < 4; k++) set.Put(SceneSetup.WithTangents(Studio.Ball), balls[k], new((k - 1.5f) * 1.15f, 0, 0.5f));
        set.Look(new(0, -6.5f, 1.9f), new(0, 0, 0.47f), 27);
        return set;
    }
}
