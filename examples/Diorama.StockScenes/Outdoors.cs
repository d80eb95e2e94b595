using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.StockScenes;

/// <summary>A house with a garden under sun and blue sky: terrain, grass, trees with leaves of real shape, a car, a fence.</summary>
public static class Outdoors {
    private const float Brightness = 0.04f;
    private static readonly Vector3 ToSun = Vector3.Normalize(new(0.55f, -0.62f, 0.6f));

    public static StockScene Build(int width, int height) {
        var stage = new Stage("outdoors");
        Ground(stage);
        House.Build(stage, new(-1.5f, 4.5f, 0));
        Car(stage, new(5.2f, -0.6f, 0), 1.9f);
        Fence(stage);
        Trees(stage);
        Garden(stage);
        stage.Sun(ToSun, Sky.SunIrradiance(ToSun, Brightness), 0.00935f);
        stage.Scene.Environment = Sky.Clear(ToSun, Brightness, 512);
        stage.Camera(new(7.6f, -11.8f, 1.9f), new(0.7f, 1.5f, 1.75f), 0.82f, width, height);
        return new(stage.Scene.Name, stage.Scene);
    }

    /// <summary>Flat around the house, hills beyond.</summary>
    private static float Height(float x, float y) {
        float r = MathF.Sqrt(x * x + y * y), far = Math.Clamp((r - 13) / 22, 0, 1);
        far = far * far * (3 - 2 * far);
        float bumps = 0.03f * MathF.Sin(1.1f * x + 0.7f * y) * MathF.Sin(0.9f * y - 0.4f * x);
        return bumps + far * (2.2f + 1.6f * MathF.Sin(0.13f * x + 0.8f) * MathF.Sin(0.11f * y + 0.3f));
    }

    private static void Ground(Stage stage) {
        var ground = stage.Object("ground", Vector3.Zero);
        stage.Put(ground, Named("terrain", Primitives.HeightField(new(110, 110), 380, 380, Height)),
            stage.Lambert("soil", 0.13f, 0.17f, 0.06f), 0, 0, 0);
        var lawn = stage.Lambert("grass", 0.14f, 0.26f, 0.06f, true);
        stage.Put(ground, Soft.Blades("lawn near", new(16, 9), 60_000, 0.07f, 0.012f, stage.Random("near"),
            p => Height(p.X + 3, p.Y - 7.5f)), lawn, 3, -7.5f, 0);
        stage.Put(ground, Soft.Blades("lawn far", new(22, 7), 40_000, 0.08f, 0.02f, stage.Random("far"), p => Height(p.X, p.Y + 0.2f)),
            lawn, 0, 0.2f, 0);

        var path = stage.Object("path", Vector3.Zero);
        var random = stage.Random("path");
        Material[] stones = [stage.Lambert("stone pale", 0.46f, 0.43f, 0.39f), stage.Lambert("stone grey", 0.34f, 0.34f, 0.33f),
            stage.Lambert("stone warm", 0.45f, 0.37f, 0.29f)];
        var slab = Named("slab", Primitives.RoundedBox(new(0.9f, 0.52f, 0.09f), 0.02f, 4));
        for (int k = 0; k < 18; k++) {
            float y = 1.1f - 0.62f * k, x = -0.2f + 0.9f * MathF.Sin(0.22f * k) * 0.7f;
            stage.Put(path, slab, stones[random.NextInt(3)], new(x, y, Height(x, y) + 0.035f),
                Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.16f * (random.NextFloat() - 0.5f)));
        }
        stage.Put(path, Named("drive", Primitives.RoundedBox(new(3.4f, 9.5f, 0.14f), 0.03f, 3)),
            stage.Lambert("gravel", 0.36f, 0.34f, 0.31f), 5.1f, 0.6f, 0);
    }

    private static void Car(Stage stage, Vector3 at, float turn) {
        var car = stage.Object("car", at + new Vector3(0, 0, 0.07f), turn);
        var red = stage.Gloss("car paint", 0.45f, 0.03f, 0.025f, 0.16f);
        var glass = stage.Gloss("dark glass", 0.012f, 0.014f, 0.016f, 0.08f);
        var rubber = stage.Lambert("rubber", 0.025f, 0.025f, 0.025f);
        var chrome = stage.Metal("chrome", 0.75f, 0.75f, 0.76f, 0.22f);
        stage.Put(car, Soft.Cushion("car body", new(4.1f, 1.74f, 0.66f), 0.11f, 96, 0), red, 0, 0, 0.6f);
        stage.Put(car, Soft.Cushion("car cabin", new(2.35f, 1.5f, 0.9f), 0.26f, 96, 1), glass, -0.2f, 0, 0.98f);
        stage.Put(car, Soft.Cushion("car roof", new(1.5f, 1.16f, 0.14f), 0.3f, 64, 2), red, -0.22f, 0, 1.385f);
        var tyre = Named("tyre", Primitives.Torus(0.24f, 0.088f, 64, 24));
        var hub = Named("hub", Primitives.Lathe([new(0, -0.06f), new(0.2f, -0.06f), new(0.2f, 0.06f), new(0.16f, 0.05f), new(0.06f, 0.07f),
            new(0, 0.08f)], 48));
        for (int k = 0; k < 4; k++) {
            float side = k % 2 == 0 ? -1 : 1, x = k < 2 ? 1.28f : -1.28f;
            var upright = Quaternion.CreateFromAxisAngle(Vector3.UnitX, -side * MathF.PI / 2);
            stage.Put(car, tyre, rubber, new(x, side * 0.8f, 0.328f), upright);
            stage.Put(car, hub, chrome, new(x, side * 0.8f, 0.328f), upright);
        }
        for (int end = -1; end <= 1; end += 2) {
            stage.Put(car, Named("bumper", Primitives.RoundedBox(new(0.16f, 1.62f, 0.13f), 0.06f, 6)), chrome, end * 2.0f, 0, 0.42f);
            for (int side = -1; side <= 1; side += 2) {
                stage.Put(car, Named("headlight", Primitives.Icosphere(0.1f, 3)), end > 0 ? chrome : red, end * 1.96f, side * 0.6f, 0.68f);
            }
        }
    }

    private static void Fence(Stage stage) {
        var fence = stage.Object("fence", Vector3.Zero);
        var white = stage.Lambert("fence paint", 0.74f, 0.73f, 0.69f);
        var picket = Named("picket", Primitives.RoundedBox(new(0.075f, 0.02f, 0.85f), 0.008f, 3));
        var rail = Named("rail", Primitives.RoundedBox(new(1.58f, 0.03f, 0.06f), 0.006f, 2));
        for (int k = 0; k < 60; k++) {
            if (k is > 42 and < 46) continue;
            float x = -9.5f + 0.155f * k, y = -2.6f;
            stage.Put(fence, picket, white, x, y, Height(x, y) + 0.45f);
            if (k % 10 == 5 && k < 40) {
                stage.Put(fence, rail, white, x + 0.1f, y + 0.025f, Height(x, y) + 0.25f);
                stage.Put(fence, rail, white, x + 0.1f, y + 0.025f, Height(x, y) + 0.65f);
            }
        }
    }

    private static void Trees(Stage stage) {
        var bark = stage.Lambert("bark", 0.17f, 0.12f, 0.08f);
        Material[] greens = [stage.Lambert("leaf oak", 0.1f, 0.2f, 0.045f, true), stage.Lambert("leaf birch", 0.2f, 0.28f, 0.06f, true),
            stage.Lambert("leaf maple", 0.3f, 0.15f, 0.04f, true)];
        var kinds = new (Mesh Wood, Mesh Leaves)[3];
        for (int k = 0; k < 3; k++) kinds[k] = Plants.Tree($"tree {k}", 6.5f + k, 22, stage.Random($"tree {k}"));
        (float X, float Y, int Kind, float Scale)[] places = [
            (-8.2f, -0.8f, 0, 1), (3.6f, 11.5f, 1, 1.25f), (-6.5f, 12.5f, 2, 1.2f), (10.5f, 7.5f, 0, 1.1f), (-13.5f, 6, 1, 1.2f),
            (-17, -1.5f, 2, 1), (15, 14, 2, 1.3f), (-1, 16.5f, 0, 1.35f), (-22, 11, 0, 1.3f), (8.5f, 18, 1, 1.4f), (-13, 19, 1, 1.35f)];
        for (int k = 0; k < places.Length; k++) {
            var (x, y, kind, scale) = places[k];
            var tree = stage.Object("tree", new(x, y, Height(x, y) - 0.05f), 1.9f * k);
            stage.Put(tree, kinds[kind].Wood, bark, Vector3.Zero, null, scale);
            stage.Put(tree, kinds[kind].Leaves, greens[kind], Vector3.Zero, null, scale);
        }
    }

    private static void Garden(Stage stage) {
        var green = stage.Lambert("hedge", 0.07f, 0.16f, 0.045f, true);
        var bush = Plants.Foliage("bush", 70, 24, 0.9f, 0.11f, stage.Random("bush"));
        foreach (float x in new[] { -5.6f, -4.3f, -3.0f, 1.2f, 2.3f }) {
            var node = stage.Object("bush", new(x, 0.75f, Height(x, 0.75f)), 2.3f * x);
            stage.Put(node, bush, green, Vector3.Zero, null, 0.85f + 0.06f * MathF.Sin(5 * x));
        }
        var clay = stage.Lambert("terracotta", 0.48f, 0.2f, 0.11f);
        for (int k = 0; k < 2; k++) {
            var pot = stage.Object("pot", new(k == 0 ? -1.25f : 0.65f, 0.95f, 0.16f));
            stage.Put(pot, Named("flower pot", Primitives.Lathe([new(0, 0), new(0.15f, 0), new(0.22f, 0.32f), new(0.24f, 0.32f),
                new(0.24f, 0.38f), new(0.2f, 0.38f), new(0.19f, 0.33f), new(0, 0.33f)], 64)), clay, 0, 0, 0);
            stage.Put(pot, Primitives.Icosphere(0.27f, 5), green, 0, 0, 0.6f);
        }
        var ball = stage.Object("ball", new(4.0f, -6.3f, 0.16f));
        stage.Put(ball, Named("ball", Primitives.Icosphere(0.15f, 5)), stage.Gloss("ball paint", 0.75f, 0.42f, 0.04f, 0.25f), 0, 0, 0);
        var post = stage.Object("letterbox", new(2.7f, -4.4f, 0));
        stage.Put(post, Named("post", Primitives.RoundedBox(new(0.09f, 0.09f, 1.05f), 0.01f, 3)), stage.Lambert("oak", 0.42f, 0.27f, 0.14f),
            0, 0, 0.5f);
        stage.Put(post, Named("letterbox", Primitives.RoundedBox(new(0.24f, 0.46f, 0.26f), 0.09f, 8)),
            stage.Metal("tin", 0.6f, 0.62f, 0.64f, 0.3f), 0, 0, 1.15f);
    }

    internal static Mesh Named(string name, Mesh mesh) {
        mesh.Name = name;
        return mesh;
    }
}
