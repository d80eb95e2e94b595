using Diorama.StockScenes;
using Diorama.Core.Colors;

namespace Diorama.Gallery.Lamps;

/// <summary>The analytic sun and sky over a house with trees.</summary>
public static class SunAndSky {
    /// <summary>Angles in degrees; the sun's azimuth is counter-clockwise from +X.</summary>
    public static SceneSetup Build(int width, int height, float elevation, float azimuth, float turbidity) {
        var stage = new Stage("garden");
        House.Build(stage, new(-1.5f, 4.5f, 0));
        stage.Put(stage.Object("ground", Vector3.Zero), Primitives.HeightField(new(160, 160), 160, 160, Ground),
            stage.Lambert("meadow", 0.12f, 0.17f, 0.05f), 0, 0, 0);
        var bark = stage.Lambert("bark", 0.17f, 0.12f, 0.08f);
        var leaf = new Material { Name = "leaf", Model = MaterialModel.Leaf, BaseColor = new(0.1f, 0.2f, 0.05f),
            Translucency = new(0.25f, 0.4f, 0.05f), Roughness = 0.5f, DoubleSided = true };
        var (wood, leaves) = Plants.Tree("tree", 6.5f, 18, stage.Random("tree"));
        (float X, float Y, float Scale)[] places = [(-8.5f, 0.5f, 1), (4.5f, 12, 1.3f), (-8, 13, 1.2f), (11.5f, 8, 1.1f), (-16, 9, 1.3f),
            (18, 17, 1.4f)];
        for (int k = 0; k < places.Length; k++) {
            var (x, y, scale) = places[k];
            var tree = stage.Object("tree", new(x, y, Ground(x, y)), 1.7f * k);
            stage.Put(tree, wood, bark, Vector3.Zero, null, scale);
            stage.Put(tree, leaves, leaf, Vector3.Zero, null, scale);
        }
        stage.Scene.Environment =
            new() { SunSky = new() { SunDirection = Direction(elevation, azimuth), Turbidity = turbidity,
            GroundAlbedo = new(0.12f, 0.15f, 0.06f) } };
        var set = new SceneSetup(stage.Scene, width, height);
        set.Look(new(9.5f, -13.5f, 2), new(0, 2, 3.4f), 46);
        return set;
    }

    private static float Ground(float x, float y) {
        float far = Math.Clamp((MathF.Sqrt(x * x + y * y) - 14) / 40, 0, 1);
        return far * far * (5 + 4 * MathF.Sin(0.1f * x) * MathF.Sin(0.08f * y + 1));
    }

    internal static Vector3 Direction(float elevation, float azimuth) {
        (float sinE, float cosE) = MathF.SinCos(elevation * MathF.PI / 180);
        (float sinA, float cosA) = MathF.SinCos(azimuth * MathF.PI / 180);
        return new(cosE * cosA, cosE * sinA, sinE);
    }

    internal static Image<Rgb8> TimesOfDay(PictureRenderer room) =>
        Sheet(room, (52, -60, 2.5f), (18, -20, 2.5f), (4, 165, 2.5f), (-4, 150, 2.5f));

    internal static Image<Rgb8> Hazes(PictureRenderer room) => Sheet(room, (14, 128, 2), (14, 128, 4), (14, 128, 6), (14, 128, 10));

    private static Image<Rgb8> Sheet(PictureRenderer room, params ReadOnlySpan<(float Elevation, float Azimuth, float Turbidity)> skies) {
        var (width, height) = room.Cell(2, 2);
        var prints = new List<Image<Rgb8>>();
        foreach (var (elevation, azimuth, turbidity) in skies) prints.Add(
            room.PrintMetered(Build(width, height, elevation, azimuth, turbidity), elevation < 15 ? -1 : 0));
        return PictureRenderer.Sheet(2, prints);
    }
}
