using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.StockScenes;

/// <summary>
/// A room [0, x]×[0, y]×[0, z] with floor boards, skirting and solid walls that overlap outside, so that no light leaks in.
/// </summary>
internal static class RoomShell {
    private const float Wall = 0.25f;

    /// <param name="stage">Receives the room.</param>
    /// <param name="size">Inner size, metres.</param>
    /// <param name="window">Opening in the wall x = 0: (y, z) of its lower and upper corner; null for none.</param>
    /// <param name="panes">Panes across and up.</param>
    public static void Build(Stage stage, Vector3 size, (Vector2 Low, Vector2 High)? window, (int Across, int Up) panes = default) {
        var shell = stage.Object("wall", Vector3.Zero);
        var paint = stage.Lambert("wall paint", 0.72f, 0.69f, 0.63f);
        var accent = stage.Lambert("accent paint", 0.36f, 0.46f, 0.44f);
        var white = stage.Lambert("ceiling paint", 0.82f, 0.82f, 0.8f);
        void Solid(Vector3 low, Vector3 high, Rendering.Materials.Material material, string name = "wall block") {
            var box = Primitives.Box(high - low);
            box.Name = name;
            stage.Put(shell, box, material, (low + high) / 2);
        }
        float X = size.X, Y = size.Y, Z = size.Z;
        Solid(new(-Wall, -Wall, Z), new(X + Wall, Y + Wall, Z + Wall), white, "ceiling");
        Solid(new(-Wall, -Wall, -Wall), new(X + Wall, Y + Wall, -0.021f), paint, "slab");
        Solid(new(X, -Wall, -Wall), new(X + Wall, Y + Wall, Z + Wall), paint);
        Solid(new(-Wall, -Wall, -Wall), new(X + Wall, 0, Z + Wall), paint);
        Solid(new(-Wall, Y, -Wall), new(X + Wall, Y + Wall, Z + Wall), accent);
        if (window is not { } opening) {
            Solid(new(-Wall, -Wall, -Wall), new(0, Y + Wall, Z + Wall), paint);
        } else {
            var (low, high) = opening;
            Solid(new(-Wall, -Wall, -Wall), new(0, low.X, Z + Wall), paint);
            Solid(new(-Wall, high.X, -Wall), new(0, Y + Wall, Z + Wall), paint);
            Solid(new(-Wall, low.X, -Wall), new(0, high.X, low.Y), paint);
            Solid(new(-Wall, low.X, high.Y), new(0, high.X, Z + Wall), paint);
            Window(stage, low, high, panes);
        }

        var trim = stage.Gloss("skirting", 0.75f, 0.74f, 0.71f, 0.3f);
        void Skirting(Vector3 length, Vector3 at) => stage.Put(shell, Named("skirting", Primitives.RoundedBox(length, 0.005f, 3)), trim,
            at);
        Skirting(new(X, 0.018f, 0.09f), new(X / 2, Y - 0.009f, 0.045f));
        Skirting(new(X, 0.018f, 0.09f), new(X / 2, 0.009f, 0.045f));
        Skirting(new(0.018f, Y, 0.09f), new(0.009f, Y / 2, 0.045f));
        Skirting(new(0.018f, Y, 0.09f), new(X - 0.009f, Y / 2, 0.045f));
        Boards(stage, X, Y);
    }

    private static void Window(Stage stage, Vector2 low, Vector2 high, (int Across, int Up) panes) {
        var window = stage.Object("window", Vector3.Zero);
        var trim = stage.Lambert("window frame", 0.8f, 0.8f, 0.77f);
        Vector2 middle = (low + high) / 2, span = high - low;
        const float x = -0.16f;
        void Bar(float y, float z, float sy, float sz, float depth = 0.06f) =>
            stage.Put(window, Named("window bar", Primitives.RoundedBox(new(depth, sy, sz), 0.006f, 3)), trim, x, y, z);
        for (int k = 0; k <= panes.Across; k++) {
            bool edge = k == 0 || k == panes.Across;
            float y = low.X + span.X * k / panes.Across + (k == 0 ? 0.03f : k == panes.Across ? -0.03f : 0);
            Bar(y, middle.Y, edge ? 0.06f : 0.035f, span.Y);
        }
        for (int k = 0; k <= panes.Up; k++) {
            bool edge = k == 0 || k == panes.Up;
            float z = low.Y + span.Y * k / panes.Up + (k == 0 ? 0.03f : k == panes.Up ? -0.03f : 0);
            Bar(middle.X, z, span.X, edge ? 0.06f : 0.035f, 0.05f);
        }
        stage.Put(window, Named("window sill", Primitives.RoundedBox(new(0.28f, span.X + 0.12f, 0.03f), 0.01f, 4)), trim, -0.02f, middle.X,
            low.Y + 0.005f);
    }

    private static void Boards(Stage stage, float sizeX, float sizeY) {
        var floor = stage.Object("floor", Vector3.Zero);
        var random = stage.Random("boards");
        const float length = 1.45f, width = 0.15f;
        var board = Named("board", Primitives.RoundedBox(new(length - 0.002f, width - 0.002f, 0.02f), 0.002f, 2));
        var tones = new Rendering.Materials.Material[7];
        for (int k = 0; k < tones.Length; k++) {
            float tone = 0.75f + 0.08f * k;
            tones[k] = k % 2 == 0 ? stage.Gloss($"floor oak {k}", 0.36f * tone, 0.215f * tone, 0.11f * tone, 0.32f)
                : stage.Lambert($"floor oak {k}", 0.36f * tone, 0.21f * tone, 0.105f * tone);
        }
        int row = 0;
        for (float y = width / 2; y < sizeY + width; y += width, row++) {
            // Boards run on under the walls; the shift of every row is one of a few, as carpenters lay them.
            for (float x = -length * (0.15f + 0.23f * (row * 2 % 5)) / 1.4f; x < sizeX + length / 2; x += length) {
                stage.Put(floor, board, tones[random.NextInt(tones.Length)], x, y - width / 2, -0.01f);
            }
        }
    }

    private static Mesh Named(string name, Mesh mesh) {
        mesh.Name = name;
        return mesh;
    }
}
