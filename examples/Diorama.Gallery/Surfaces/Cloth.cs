using Diorama.StockScenes;

namespace Diorama.Gallery.Surfaces;

/// <summary>The same dark cloth without sheen, with that of velvet, and with that of felt.</summary>
public static class Cloth {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("cloth", width, height);
        Studio.Light(set);
        Studio.Sweep(set, Studio.Paper(0.4f, 0.38f, 0.36f));
        Material Velvet(Vector3 sheen, float roughness) => new() {
            BaseColor = new(0.02f, 0.05f, 0.16f), Roughness = 1, Specular = 0.3f, DoubleSided = true, SheenColor = sheen,
            SheenRoughness = roughness,
        };
        Material[] cloths = [Velvet(default, 0), Velvet(new(0.55f, 0.65f, 0.9f), 0.3f), Velvet(new(0.55f, 0.65f, 0.9f), 0.7f)];
        for (int k = 0; k < 3; k++) set.Put(Draped(), cloths[k], new((k - 1) * 1.75f, 0, 0), SceneSetup.Turn(Vector3.UnitZ, 40 * k));
        set.Look(new(0, -6.5f, 2.3f), new(0, 0, 0.55f), 29);
        return set;
    }

    /// <summary>A round cloth over a ball: it follows the ball's upper half, then falls in folds.</summary>
    private static Mesh Draped() => Soft.Sheet("cloth", 360, 160, (u, v) => {
        const float radius = 0.46f, height = 1.05f;
        float around = 2 * MathF.PI * u, along = (1 - v) * 1.42f;
        float angle = MathF.Min(along / radius, 1.35f), hang = MathF.Max(0, along - 1.35f * radius);
        float fold = hang * hang / (0.25f + hang) * (0.2f * MathF.Sin(9 * around) + 0.07f * MathF.Sin(5 * around + 2)) + 0.1f * hang;
        float r = radius * MathF.Sin(angle) + fold;
        return new(r * MathF.Cos(around), r * MathF.Sin(around), height - radius * (1 - MathF.Cos(angle)) - hang * 0.97f);
    });
}
