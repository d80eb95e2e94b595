using System.Numerics;

namespace Diorama.StockScenes;

/// <summary>A dining room at night with exactly sixty lamps of many sizes and powers, some hidden behind furniture and shades.</summary>
public static class LampRoom {
    public static StockScene Build(int width, int height) {
        var stage = new Stage("lamps");
        RoomShell.Build(stage, new(5.2f, 4.6f, 2.7f), null);
        var furniture = new Furniture(stage, 64);
        var oak = stage.Lambert("oak", 0.42f, 0.27f, 0.14f);
        var walnut = stage.Gloss("walnut polished", 0.2f, 0.11f, 0.06f, 0.28f);
        furniture.Table("dining table", new(2.1f, 2.3f, 0), 0, new(1.9f, 0.95f), 0.75f, walnut);
        var pad = stage.Lambert("pad", 0.16f, 0.22f, 0.36f);
        for (int k = 0; k < 3; k++) {
            furniture.Chair(new(1.45f + 0.65f * k, 2.98f, 0), 0.06f * (k - 1), oak, pad);
            furniture.Chair(new(1.45f + 0.65f * k, 1.62f, 0), MathF.PI - 0.05f * k, oak, pad);
        }
        furniture.Chair(new(0.8f, 2.3f, 0), MathF.PI / 2, oak, pad);
        furniture.FruitBowl(new(2.05f, 2.32f, 0.75f));
        furniture.Bookshelf(new(4.2f, 4.44f, 0), 0, 1.2f, 2.05f, 6, oak);
        furniture.Table("sideboard", new(1.5f, 4.3f, 0), 0, new(1.6f, 0.42f), 0.82f, walnut);
        furniture.Armchair(new(0.75f, 3.75f, 0), 0.7f, stage.Lambert("armchair cloth", 0.5f, 0.22f, 0.15f));
        furniture.Picture(new(1.5f, 4.58f, 1.68f), 0, new(0.95f, 0.7f), "centre");
        furniture.Picture(new(0.02f, 1.6f, 1.6f), MathF.PI / 2, new(0.7f, 0.9f), "side");
        FurnishedRoom.Plant(stage, new(3.1f, 4.15f, 0), 0.95f, 16, 12);
        FurnishedRoom.Rug(stage, new(2.1f, 2.3f, 0), new(2.9f, 2.1f), 50_000);
        Lamps(stage, furniture);
        stage.Camera(new(4.95f, 0.3f, 1.62f), new(1.8f, 3.1f, 1.0f), 1.02f, width, height);
        return new(stage.Scene.Name, stage.Scene);
    }

    private static void Lamps(Stage stage, Furniture furniture) {
        var lamps = new LampShop(stage);
        for (int k = 0; k < 4; k++) lamps.Pendant(new(1.35f + 0.5f * k, 2.3f, 1.62f + 0.1f * (k % 2)), 16 + 9 * k);
        for (int k = 0; k < 8; k++) lamps.Downlight(new(0.8f + 1.2f * (k % 4), k < 4 ? 0.9f : 3.8f, 2.7f), 22 + 7 * (k * 3 % 5));
        lamps.Standing(new(0.45f, 4.2f, 0), 1.45f, 42);
        lamps.Standing(new(3.35f, 4.4f, 0), 1.6f, 30);
        lamps.Table(new(0.95f, 4.32f, 0.82f), 28);
        lamps.Table(new(2.1f, 4.32f, 0.82f), 22);
        lamps.Tube(new(1.5f, 4.52f, 0.5f), 1.3f, 0, 35);
        lamps.Tube(new(4.2f, 4.57f, 2.25f), 1.0f, 0, 26);
        lamps.Tube(new(0.06f, 2.4f, 2.55f), 2.2f, MathF.PI / 2, 9);
        lamps.Tube(new(2.1f, 2.3f, 0.66f), 1.1f, 0, 5);
        for (int k = 0; k < 4; k++) lamps.Sconce(new(0, 0.7f + 0.95f * k, 1.95f), 24 + 6 * k);
        for (int k = 0; k < 4; k++) lamps.Candle(new(1.5f + 0.13f * k + 0.6f * (k / 2), 2.3f + 0.1f * (k % 2), 0.75f),
            0.09f + 0.03f * (k % 3));
        lamps.Garland(new(0.25f, 4.57f, 2.5f), new(3.4f, 4.57f, 2.5f), 20, 0.3f);
        lamps.Garland(new(3.5f, 4.57f, 2.45f), new(5.1f, 4.57f, 2.55f), 8, 0.2f);
        lamps.Globe(new(2.6f, 4.3f, 0.12f), 0.11f, 6);
        lamps.Globe(new(4.75f, 3.7f, 0.16f), 0.15f, 4);
        lamps.Globe(new(4.9f, 2.2f, 0.1f), 0.09f, 14);
        lamps.Globe(new(0.3f, 0.35f, 0.14f), 0.13f, 8);
        furniture.Vase(stage.Object("vase", new(1.5f, 4.3f, 0.82f)), Vector3.Zero, 1,
            stage.Gloss("glaze blue", 0.05f, 0.16f, 0.32f, 0.12f));
    }
}
