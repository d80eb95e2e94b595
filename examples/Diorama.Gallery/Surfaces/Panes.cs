namespace Diorama.Gallery.Surfaces;

/// <summary>Thin-walled glass: light passes straight through, and so do shadow rays.</summary>
public static class Panes {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("panes", width, height);
        Studio.Light(set, 0.7f);
        Studio.Sweep(set, Studio.Paper(0.6f, 0.6f, 0.58f));
        set.Shine(new() { Kind = LightKind.Directional, Intensity = 2.2f, Color = new(1, 0.95f, 0.85f), AngularDiameter = 0.02f },
            new(2, -3, 4), Vector3.Zero);
        Material Pane(Vector3 tint, float roughness) => new() {
            BaseColor = tint, Roughness = roughness, Transmission = 1, Thickness = 0, DoubleSided = true,
        };
        Material[] panes = [Pane(new(0.97f), 0), Pane(new(0.75f, 0.35f, 0.12f), 0), Pane(new(0.95f), 0.45f)];
        var block = new Material { BaseColor = new(0.1f, 0.22f, 0.5f), Roughness = 0.4f };
        var steel = new Material { BaseColor = new(0.6f), Metallic = 1, Roughness = 0.35f };
        for (int k = 0; k < 3; k++) {
            float x = (k - 1) * 1.5f;
            Node stand = set.Add("pane", new(x, -0.35f, 0.78f), SceneSetup.Turn(Vector3.UnitZ, 14));
            set.Put(Primitives.Quad(new(1.15f, 1.4f)), panes[k], turn: SceneSetup.Turn(Vector3.UnitX, 90), parent: stand);
            for (int side = -1; side <= 1; side += 2) {
                set.Put(Primitives.RoundedBox(new(0.05f, 0.05f, 1.5f), 0.008f, 3), steel, new(side * 0.6f, 0, 0), parent: stand);
                set.Put(Primitives.RoundedBox(new(1.25f, 0.05f, 0.05f), 0.008f, 3), steel, new(0, 0, side * 0.725f), parent: stand);
            }
            set.Put(Primitives.Cone(0.3f, 1.0f, 64), block, new(x - 0.15f, 0.2f, 0.5f));
            set.Put(Studio.Ball, new() { BaseColor = new(0.75f, 0.5f, 0.08f), Roughness = 0.3f }, new(x + 0.3f, 0.3f, 0.25f),
                null, 0.5f);
        }
        set.Look(new(0.3f, -6.5f, 1.9f), new(0, 0, 0.66f), 29);
        return set;
    }
}
