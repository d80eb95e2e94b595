using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.StockScenes;

/// <summary>A house of 9 × 6 m with a tiled gable roof and a low annexe; its front looks along −Y.</summary>
internal static class House {
    private const float Width = 9, Depth = 6, Eaves = 3.1f, Ridge = 5.5f;

    public static void Build(Stage stage, Vector3 at) {
        var house = stage.Object("house", at);
        var plaster = stage.Lambert("plaster", 0.7f, 0.62f, 0.5f);
        var stone = stage.Lambert("stone grey", 0.34f, 0.34f, 0.33f);
        stage.Put(house, Outdoors.Named("house walls", Gabled()), plaster, 0, 0, 0);
        stage.Put(house, Outdoors.Named("plinth", Primitives.RoundedBox(new(Width + 0.08f, Depth + 0.08f, 0.8f), 0.02f, 3)), stone, 0, 0,
            0);
        stage.Put(house, Outdoors.Named("chimney", Primitives.RoundedBox(new(0.6f, 0.6f, 2), 0.02f, 3)),
            stage.Lambert("brick", 0.38f, 0.15f, 0.1f), 2.4f, 0.9f, 5.3f);
        stage.Put(house, Outdoors.Named("annexe", Primitives.RoundedBox(new(3.6f, 4.6f, 2.7f), 0.02f, 3)),
            stage.Lambert("cladding", 0.33f, 0.22f, 0.14f), 6.5f, 0.5f, 1.3f);
        stage.Put(house, Outdoors.Named("annexe roof", Primitives.RoundedBox(new(4.0f, 5.1f, 0.16f), 0.03f, 3)),
            stage.Metal("zinc", 0.55f, 0.57f, 0.6f, 0.4f), 6.55f, 0.45f, 2.73f);
        stage.Put(house, Outdoors.Named("gate", Primitives.RoundedBox(new(2.6f, 0.08f, 2.1f), 0.02f, 3)),
            stage.Lambert("gate paint", 0.14f, 0.22f, 0.24f), 6.55f, -1.82f, 1.1f);
        foreach (float x in new[] { -3.2f, -1.2f, 3.2f }) Window(stage, house, new(x, -Depth / 2, 1.75f), new(1.2f, 1.35f));
        Window(stage, house, new(6.4f, -1.8f, 2.35f), new(1.6f, 0.3f));
        stage.Put(house, Outdoors.Named("door", Primitives.RoundedBox(new(1.05f, 0.1f, 2.15f), 0.02f, 3)),
            stage.Gloss("door paint", 0.05f, 0.13f, 0.2f, 0.3f), 1.2f, -3.02f, 1.25f);
        stage.Put(house, Outdoors.Named("door step", Primitives.RoundedBox(new(2.2f, 1.1f, 0.18f), 0.03f, 4)), stone, 1.2f, -3.45f, 0.09f);
        stage.Put(house, Outdoors.Named("door handle", Primitives.Icosphere(0.04f, 4)), stage.Metal("brass", 0.83f, 0.63f, 0.32f, 0.25f),
            0.78f, -3.1f, 1.2f);
        Roof(stage, house);
    }

    /// <summary>The walls, a prism under the roof included; flat shaded.</summary>
    private static Mesh Gabled() {
        const float x = Width / 2, y = Depth / 2;
        var b = new MeshBuilder();
        void Face(params ReadOnlySpan<Vector3> corners) {
            var n = Vector3.Normalize(Vector3.Cross(corners[1] - corners[0], corners[2] - corners[0]));
            int first = b.VertexCount;
            foreach (var p in corners) b.Vertex(p, n, new(p.X + p.Y, -p.Z));
            for (int k = 2; k < corners.Length; k++) b.Triangle(first, first + k - 1, first + k);
        }
        Face(new(-x, -y, 0), new(x, -y, 0), new(x, -y, Eaves), new(-x, -y, Eaves));
        Face(new(x, y, 0), new(-x, y, 0), new(-x, y, Eaves), new(x, y, Eaves));
        Face(new(x, -y, 0), new(x, y, 0), new(x, y, Eaves), new(x, 0, Ridge), new(x, -y, Eaves));
        Face(new(-x, y, 0), new(-x, -y, 0), new(-x, -y, Eaves), new(-x, 0, Ridge), new(-x, y, Eaves));
        return b.Build("");
    }

    private static void Window(Stage stage, Node house, Vector3 at, Vector2 size) {
        var white = stage.Lambert("fence paint", 0.74f, 0.73f, 0.69f);
        stage.Put(house, Outdoors.Named("pane", Primitives.Box(new(size.X, 0.04f, size.Y))),
            stage.Gloss("dark glass", 0.012f, 0.014f, 0.016f, 0.08f), at);
        for (int k = -1; k <= 1; k++) {
            stage.Put(house, Outdoors.Named("window bar", Primitives.RoundedBox(new(0.07f, 0.09f, size.Y + 0.07f), 0.01f, 3)), white,
                at + new Vector3(k * size.X / 2, -0.01f, 0));
            if (k != 0 || size.Y > 0.5f)
                stage.Put(house, Outdoors.Named("window rail", Primitives.RoundedBox(new(size.X + 0.07f, 0.08f, 0.06f), 0.01f, 3)), white,
                    at + new Vector3(0, -0.01f, k * size.Y / 2));
        }
        stage.Put(house, Outdoors.Named("sill", Primitives.RoundedBox(new(size.X + 0.3f, 0.2f, 0.05f), 0.015f, 3)), white,
            at + new Vector3(0, -0.07f, -size.Y / 2 - 0.06f));
    }

    /// <summary>Two slopes of curved tiles over boards.</summary>
    private static void Roof(Stage stage, Node house) {
        const float overhang = 0.45f;
        float slope = MathF.Atan2(Ridge - Eaves, Depth / 2),
            run = MathF.Sqrt((Ridge - Eaves) * (Ridge - Eaves) + Depth * Depth / 4) + overhang;
        var random = stage.Random("roof");
        Material[] clay = [stage.Lambert("tile red", 0.42f, 0.13f, 0.07f), stage.Lambert("tile brown", 0.33f, 0.11f, 0.065f),
            stage.Lambert("tile orange", 0.48f, 0.18f, 0.09f)];
        var tile = Soft.Sheet("tile", 12, 6,
            (u, v) => new((u - 0.5f) * 0.3f, (v - 0.5f) * 0.42f, 0.045f * MathF.Sin(MathF.PI * 2 * u) + 0.05f * (1 - v)));
        foreach (var c in clay) c.DoubleSided = true;
        for (int side = -1; side <= 1; side += 2) {
            var turn = Quaternion.Concatenate(Quaternion.CreateFromAxisAngle(Vector3.UnitX, slope),
                Quaternion.CreateFromAxisAngle(Vector3.UnitZ, side < 0 ? 0 : MathF.PI));
            Vector3 Down(float along, float x, float above) => new Vector3(0, 0, Ridge + 0.06f)
                + Vector3.Transform(new(x, -along, above), turn);
            stage.Put(house, Outdoors.Named("roof boards", Primitives.Box(new(Width + 0.7f, run, 0.06f))),
                stage.Lambert("oak", 0.42f, 0.27f, 0.14f), Down(run / 2, 0, 0), turn);
            int rows = (int)(run / 0.34f);
            for (int row = 0; row <= rows; row++) {
                for (int k = 0; k < 32; k++) {
                    stage.Put(house, tile, clay[random.NextInt(3)], Down(run - 0.18f - row * 0.34f, (k - 15.5f) * 0.3f, 0.075f), turn);
                }
            }
        }
        var ridge = Outdoors.Named("ridge tile", Primitives.Cylinder(0.13f, 0.5f, 32));
        for (int k = 0; k < 20; k++) {
            stage.Put(house, ridge, clay[k % 3], new(-4.75f + 0.5f * k, 0, Ridge + 0.13f),
                Quaternion.CreateFromAxisAngle(Vector3.UnitY, MathF.PI / 2));
        }
    }
}
