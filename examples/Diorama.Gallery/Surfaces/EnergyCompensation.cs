namespace Diorama.Gallery.Surfaces;

/// <summary>Metals in an even white furnace: light that a rough surface scatters more than once is not lost.</summary>
public static class EnergyCompensation {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("energy", width, height);
        set.Scene.Environment = new() { Scale = new(0.55f) };
        Vector3[] metals = [new(0.95f, 0.93f, 0.88f), new(1, 0.77f, 0.34f), new(0.95f, 0.64f, 0.54f)];
        for (int row = 0; row < metals.Length; row++) {
            for (int k = 0; k < 5; k++) {
                set.Put(Studio.Ball, new() { BaseColor = metals[row], Metallic = 1, Roughness = 0.2f + 0.2f * k },
                    new((k - 2) * 1.35f, 0, (1 - row) * 1.3f));
            }
        }
        set.Look(new(0, -12, 0), Vector3.Zero, 21);
        return set;
    }
}
