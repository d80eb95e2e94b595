using Diorama.Core.Randomness;

namespace Diorama.Gallery.Lamps;

/// <summary>A hundred lanterns of many colours between columns; the light tree picks those that matter to each point.</summary>
public static class HundredLamps {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("lamps", width, height);
        var stone = new Material { BaseColor = new(0.55f, 0.53f, 0.5f), Roughness = 0.8f };
        set.Put(Primitives.Quad(new(40, 40)), new() { BaseColor = new(0.3f, 0.3f, 0.32f), Roughness = 0.25f }, new(0, 8, 0));
        set.Put(Primitives.Quad(new(40, 12)), stone, new(0, 15, 6), SceneSetup.Turn(Vector3.UnitX, 90));
        var column = Primitives.Lathe([
            new(0, 0), new(0.5f, 0), new(0.5f, 0.15f), new(0.38f, 0.28f), new(0.33f, 0.4f), new(0.29f, 4), new(0.38f, 4.12f),
            new(0.48f, 4.2f), new(0.48f, 4.4f), new(0, 4.4f)], 64, 0.5f);
        for (int k = 0; k < 12; k++) set.Put(column, stone, new((k % 2 * 2 - 1) * 2.4f, -1 + 2.6f * (k / 2), 0));
        var lantern = Primitives.Icosphere(1, 3);
        for (int k = 0; k < 100; k++) {
            var random = Keyed.Start(0).With("lanterns").With(k).Generator();
            float hue = random.NextFloat() * 6;
            Vector3 tint = new(Wave(hue), Wave(hue + 2), Wave(hue + 4));
            Vector3 at = new((random.NextFloat() - 0.5f) * 7.5f, -1.6f + 16 * random.NextFloat(), 0.25f + 3.6f * random.NextFloat());
            float radius = 0.13f + 0.09f * random.NextFloat();
            // Those that would stand in a column float beside it.
            if (MathF.Abs(MathF.Abs(at.X) - 2.4f) < 0.55f) at.X *= 0.6f;
            set.Put(lantern, new() { BaseColor = default, Emission = tint * (0.16f / (radius * radius)) }, at, null, radius);
        }
        set.Look(new(0.5f, -6.5f, 1.75f), new(0, 4, 1.75f), 38);
        return set;
    }

    /// <summary>A pastel from its hue, 0 to 6.</summary>
    private static float Wave(float x) => 0.12f + 0.88f * Math.Clamp(MathF.Abs((x % 6 + 6) % 6 - 3) - 1, 0, 1);
}
