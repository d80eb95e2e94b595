namespace Diorama.Gallery.Surfaces;

/// <summary>Emissive tubes of one colour and four strengths, each twice the one before, over a wet floor.</summary>
public static class Neon {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("neon", width, height);
        var plaster = new Material { BaseColor = new(0.35f, 0.36f, 0.4f), Roughness = 0.9f };
        set.Put(Primitives.Quad(new(20, 20)), new() { BaseColor = new(0.06f, 0.06f, 0.07f), Roughness = 0.12f });
        set.Put(Primitives.Quad(new(20, 8)), plaster, new(0, 0.5f, 4), SceneSetup.Turn(Vector3.UnitX, 90));
        for (int k = 0; k < 4; k++) {
            var glow = new Material {
                BaseColor = new(0.02f),
                // glTF: emissive factor times KHR_materials_emissive_strength.
                Emission = new Vector3(1, 0.16f, 0.36f) * (1.6f * MathF.Pow(2, k)),
            };
            set.Put(Primitives.Torus(0.42f, 0.035f, 96, 24), glow, new((k - 1.5f) * 1.25f, 0.3f, 0.75f),
                SceneSetup.Turn(Vector3.UnitX, 90));
        }
        set.Look(new(0, -5.2f, 1.1f), new(0, 0, 0.62f), 34);
        return set;
    }
}
