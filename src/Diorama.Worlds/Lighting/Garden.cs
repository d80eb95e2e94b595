using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Rooms;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Lighting;

/// <summary>What is seen through windows where the sky shows no ground: grass or paving around the house and a hedge that hides the horizon.</summary>
internal static class Garden {
    /// <summary>From the outer rooms to the hedge, metres. Small, so that a house still is most of its scene.</summary>
    private const float Depth = 7, HedgeDepth = 0.8f;

    public static void Add(Scene scene, FloorPlan plan, Keyed key) {
        Vector2 min = new(float.PositiveInfinity), max = -min;
        foreach (Room room in plan.Rooms) (min, max) = (Vector2.Min(min, room.Bounds.Min), Vector2.Max(max, room.Bounds.Max));
        (min, max) = (min - new Vector2(Depth), max + new Vector2(Depth));
        KeyedGenerator random = key.Generator();
        bool lawn = random.NextFloat() < 0.65f;
        Material ground = lawn ? SurfaceMaterials.Grass(key) : SurfaceMaterials.Paving(key);
        var level = new FaceBuilder();
        level.Rectangle(new(0, 0, RoomShell.GroundHeight), Vector3.UnitX, Vector3.UnitY, min, max);
        Place(scene, "ground", lawn ? "terrain" : "pavement", level.Build("ground"), ground);

        float height = 1.3f + 0.9f * random.NextFloat();
        var hedge = new MeshBuilder();
        Vector2[] corners = [min, new(max.X, min.Y), max, new(min.X, max.Y)];
        for (int i = 0; i < 4; i++) Side(hedge, corners[i], corners[(i + 1) % 4], height, (uint)key.With(i).State);
        Place(scene, "hedge", "vegetation", hedge.Build("hedge"), SurfaceMaterials.Grass(key.With("hedge")));
    }

    /// <summary>A clipped face and top, uneven by a few centimetres.</summary>
    private static void Side(MeshBuilder into, Vector2 from, Vector2 to, float height, uint seed) {
        const float Step = 0.25f;
        Vector2 along = Vector2.Normalize(to - from), inward = new(-along.Y, along.X);
        int columns = (int)MathF.Ceiling(Vector2.Distance(from, to) / Step), rows = (int)MathF.Ceiling((height - RoomShell.GroundHeight) / Step) + 3;
        int first = into.VertexCount;
        for (int j = 0; j <= rows; j++) {
            for (int i = 0; i <= columns; i++) {
                float u = i * Step, v = j * Step, up = MathF.Min(v, height - RoomShell.GroundHeight), over = MathF.Min(v - up, HedgeDepth);
                float bump = 0.12f * (TileNoise.Clouds(new(u * 1.7f, v * 1.7f), 4096, 4096, 3, seed) - 0.5f);
                Vector2 p = from + along * u + inward * (bump - over);
                Vector3 normal = Vector3.Normalize(new Vector3(inward, 0) * (over > 0 ? 0.3f : 1) + Vector3.UnitZ * (over > 0 ? 1 : 0.1f) + 1.5f * bump * new Vector3(along, 0));
                into.Vertex(new(p, RoomShell.GroundHeight + up + (over > 0 ? bump : 0)), normal, new(u, -v));
            }
        }
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < columns; i++) {
                int a = first + j * (columns + 1) + i, b = a + columns + 1;
                // Seen from the house the wall of leaves runs to the left.
                into.Quad(a + 1, a, b, b + 1);
            }
        }
    }

    private static void Place(Scene scene, string name, string kind, Mesh mesh, Material material) {
        var node = new Node { Name = name, Class = kind };
        node.Parts.Add(new(mesh, material));
        scene.Nodes.Add(node);
    }
}
