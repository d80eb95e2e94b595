namespace Diorama.Gallery.Surfaces;

/// <summary>Metal and plastic from mirror to matt.</summary>
public static class Roughness {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("roughness", width, height);
        Studio.Light(set);
        Studio.Sweep(set, Studio.Paper(0.45f, 0.46f, 0.48f));
        for (int k = 0; k < 6; k++) {
            float roughness = k / 5f, x = (k - 2.5f) * 1.12f;
            set.Put(Studio.Ball, new() { BaseColor = new(1, 0.77f, 0.34f), Metallic = 1, Roughness = roughness }, new(x, 0.85f, 0.5f));
            set.Put(Studio.Ball, new() { BaseColor = new(0.55f, 0.03f, 0.03f), Roughness = roughness }, new(x, -0.6f, 0.5f));
        }
        set.Look(new(0, -9, 4.2f), new(0, 0.1f, 0.42f), 27);
        return set;
    }
}
