using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.StockScenes;

/// <summary>
/// A living room of 5.2 × 4.2 × 2.7 m and about a million triangles, lit by one ceiling panel and, through a window, by the sky.
/// </summary>
public static class FurnishedRoom {
    public static StockScene Build(int width, int height) {
        var stage = new Stage("room");
        Furnish(stage, 1);
        Panel(stage);
        stage.Scene.Environment = Sky.Clear(new(0.6f, 0.35f, 0.72f), 0.2f, 256);
        stage.Camera(new(5.0f, 0.3f, 1.5f), new(1.75f, 3.45f, 0.95f), 0.98f, width, height);
        return new(stage.Scene.Name, stage.Scene);
    }

    /// <summary>All but light and camera; <paramref name="detail"/> scales the number of triangles.</summary>
    internal static void Furnish(Stage stage, float detail) {
        RoomShell.Build(stage, new(5.2f, 4.2f, 2.7f), (new(1.25f, 0.85f), new(2.95f, 2.3f)), (3, 2));
        int fineness = (int)(72 * MathF.Sqrt(detail));
        var furniture = new Furniture(stage, fineness);
        var oak = stage.Lambert("oak", 0.42f, 0.27f, 0.14f);
        var walnut = stage.Gloss("walnut polished", 0.16f, 0.085f, 0.045f, 0.3f);
        furniture.Sofa(new(2.0f, 3.68f, 0), 0, stage.Lambert("sofa cloth", 0.21f, 0.25f, 0.31f),
            stage.Lambert("pillow ochre", 0.66f, 0.4f, 0.1f), stage.Lambert("pillow rust", 0.5f, 0.16f, 0.08f));
        furniture.Armchair(new(0.85f, 1.95f, 0), 1.85f, stage.Lambert("armchair cloth", 0.52f, 0.46f, 0.37f));
        furniture.Table("coffee table", new(2.15f, 2.45f, 0), 0.02f, new(1.15f, 0.62f), 0.42f, walnut);
        furniture.FruitBowl(new(2.3f, 2.5f, 0.42f));
        furniture.Bookshelf(new(3.95f, 4.03f, 0), 0, 1.15f, 2.05f, 6, oak);
        furniture.Picture(new(1.45f, 4.18f, 1.72f), 0, new(0.6f, 0.8f), "left");
        furniture.Picture(new(2.5f, 4.18f, 1.72f), 0, new(0.95f, 0.68f), "right");
        furniture.Chair(new(3.55f, 2.05f, 0), 2.0f, oak, stage.Lambert("pad", 0.15f, 0.3f, 0.28f));

        var vase = stage.Object("vase", new(1.85f, 2.42f, 0.42f));
        furniture.Vase(vase, Vector3.Zero, 0.9f, stage.Gloss("glaze blue", 0.05f, 0.16f, 0.32f, 0.12f));
        stage.Put(vase, Plants.Foliage("bouquet", 9, 7, 0.3f, 0.09f, stage.Random("bouquet")),
            stage.Lambert("leaf light", 0.2f, 0.36f, 0.09f, true), 0, 0, 0.18f);
        Plant(stage, new(0.5f, 3.72f, 0), 1.35f, (int)(26 * detail), (int)(20 * MathF.Sqrt(detail)));
        Plant(stage, new(4.75f, 3.3f, 0), 0.8f, (int)(18 * detail), (int)(12 * MathF.Sqrt(detail)));
        Rug(stage, new(2.15f, 2.5f, 0), new(2.6f, 1.8f), (int)(95_000 * detail));
        Curtains(stage, detail);
        FloorLamp(stage, new(3.2f, 3.85f, 0));
    }

    private static void Panel(Stage stage) {
        var lamp = stage.Object("ceiling lamp", new(2.5f, 2.2f, 2.7f));
        var frame = stage.Metal("aluminium", 0.9f, 0.9f, 0.91f, 0.35f);
        for (int side = -1; side <= 1; side += 2) {
            stage.Put(lamp, Primitives.RoundedBox(new(0.03f, 0.66f, 0.06f), 0.006f, 3), frame, side * 0.615f, 0, -0.03f);
            stage.Put(lamp, Primitives.RoundedBox(new(1.26f, 0.03f, 0.06f), 0.006f, 3), frame, 0, side * 0.315f, -0.03f);
        }
        // The frame and the ceiling close the space behind the panel.
        stage.Put(lamp, Primitives.Quad(new(1.21f, 0.61f)), stage.Glow("panel", new(17, 15.5f, 13)), new(0, 0, -0.045f), new(1, 0, 0, 0));
    }

    internal static void Plant(Stage stage, Vector3 at, float height, int stems, int leaves) {
        var plant = stage.Object("plant", at);
        float pot = 0.2f * height + 0.08f;
        stage.Put(plant, Primitives.Lathe([
            new(0, 0), new(0.55f * pot, 0), new(0.78f * pot, 0.9f * pot), new(0.84f * pot, 0.9f * pot), new(0.84f * pot, pot),
            new(0.74f * pot, pot), new(0.72f * pot, 0.86f * pot), new(0, 0.86f * pot)], 96, 0.3f),
            stage.Lambert("terracotta", 0.48f, 0.2f, 0.11f), 0, 0, 0);
        stage.Put(plant, Plants.Foliage("foliage", stems, leaves, height, 0.16f * height + 0.05f, stage.Random($"foliage {at}")),
            stage.Lambert("leaf dark", 0.07f, 0.2f, 0.055f, true), 0, 0, 0.85f * pot);
    }

    internal static void Rug(Stage stage, Vector3 at, Vector2 size, int blades) {
        var rug = stage.Object("rug", at, 0.03f);
        stage.Put(rug, Primitives.RoundedBox(new(size.X + 0.01f, size.Y + 0.01f, 0.012f), 0.005f, 2),
            stage.Lambert("rug base", 0.5f, 0.45f, 0.36f), 0, 0, 0.006f);
        // A centre field and a darker border of two strips and two ends.
        var field = stage.Lambert("rug wool", 0.68f, 0.62f, 0.5f, true);
        var border = stage.Lambert("rug border", 0.3f, 0.13f, 0.1f, true);
        Vector2 inner = size - new Vector2(0.36f);
        float share = inner.X * inner.Y / (size.X * size.Y), rest = (1 - share) / (2 * (size.X + inner.Y));
        stage.Put(rug, Soft.Blades("rug field", inner, (int)(blades * share), 0.022f, 0.007f, stage.Random("rug field")), field, 0, 0,
            0.011f);
        for (int side = -1; side <= 1; side += 2) {
            stage.Put(rug, Soft.Blades("rug border", new(size.X, 0.18f), (int)(blades * rest * size.X), 0.02f, 0.007f,
                stage.Random($"rug x {side}")), border, 0, side * (size.Y - 0.18f) / 2, 0.011f);
            stage.Put(rug, Soft.Blades("rug border", new(0.18f, inner.Y), (int)(blades * rest * inner.Y), 0.02f, 0.007f,
                stage.Random($"rug y {side}")), border, side * (size.X - 0.18f) / 2, 0, 0.011f);
        }
    }

    private static void Curtains(Stage stage, float detail) {
        var curtains = stage.Object("curtain", new(0.1f, 0, 2.46f));
        var linen = stage.Lambert("linen", 0.66f, 0.58f, 0.46f, true);
        int nu = (int)(300 * MathF.Sqrt(detail)), nv = (int)(160 * MathF.Sqrt(detail));
        var cloth = Soft.Curtain(0.5f, 2.42f, 7, nu, nv);
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI / 2);
        stage.Put(curtains, cloth, linen, new(0, 0.78f, 0), turn);
        stage.Put(curtains, cloth, linen, new(0, 2.92f, 0), turn);
        stage.Put(curtains, Primitives.Cylinder(0.012f, 2.85f, 48), stage.Metal("steel", 0.56f, 0.57f, 0.58f, 0.3f), new(0, 2.1f, 0.012f),
            Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI / 2));
    }

    /// <summary>An unlit lamp: foot and stem of metal, shade of cloth.</summary>
    internal static void FloorLamp(Stage stage, Vector3 at) {
        var lamp = stage.Object("floor lamp", at);
        var steel = stage.Metal("steel", 0.56f, 0.57f, 0.58f, 0.3f);
        stage.Put(lamp, Primitives.Lathe([new(0, 0), new(0.15f, 0), new(0.15f, 0.012f), new(0.03f, 0.028f), new(0.011f, 0.05f),
            new(0.011f, 1.42f), new(0, 1.42f)], 96), steel, 0, 0, 0);
        stage.Put(lamp, Primitives.Lathe([new(0.21f, 1.3f), new(0.15f, 1.6f), new(0.148f, 1.6f), new(0.208f, 1.3f), new(0.21f, 1.3f)], 128),
            stage.Lambert("shade", 0.8f, 0.74f, 0.62f), 0, 0, 0);
    }
}
