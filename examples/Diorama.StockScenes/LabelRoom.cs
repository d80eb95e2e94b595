using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.StockScenes;

/// <summary>Scenes on which the label pass is timed; they need no light.</summary>
public static class LabelRoom {
    private const int AllBalls = 1000;

    /// <summary>The furnished room with one million triangles.</summary>
    public static StockScene Million(int width, int height) {
        var stage = new Stage("million");
        FurnishedRoom.Furnish(stage, 0.72f);
        stage.Camera(new(5.0f, 0.3f, 1.5f), new(1.75f, 3.45f, 0.95f), 0.98f, width, height);
        return new(stage.Scene.Name, stage.Scene);
    }

    /// <summary>
    /// A room of 6 × 5 × 2.7 m in which a thousand balls of a thousand triangles float. The same million triangles are ten objects
    /// or a thousand: whatever the one costs more than the other is the price of instances.
    /// </summary>
    /// <param name="instances">Objects that share the balls evenly: a divisor of 1000.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static StockScene Balls(int instances, int width, int height) {
        if (instances < 1 || AllBalls % instances != 0)
            throw new ArgumentException($"{AllBalls} balls cannot be shared by {instances} objects", nameof(instances));
        var stage = new Stage("label room");
        RoomShell.Build(stage, new(6, 5, 2.7f), null);
        var material = stage.Lambert("ball", 0.5f, 0.4f, 0.3f);
        var sphere = Primitives.UvSphere(1, 32, 17);
        var random = stage.Random("balls");
        int each = AllBalls / instances;
        for (int i = 0; i < instances; i++) {
            var placed = new (Vector3 Centre, float Radius)[each];
            for (int k = 0; k < each; k++) {
                placed[k] = (new(0.3f + 5.4f * random.NextFloat(), 0.8f + 3.9f * random.NextFloat(), 0.2f + 2.3f * random.NextFloat()),
                    0.04f + 0.1f * random.NextFloat());
            }
            stage.Put(stage.Object("ball", Vector3.Zero), Cluster(sphere, placed), material, 0, 0, 0);
        }
        stage.Camera(new(5.7f, 0.3f, 1.5f), new(2.6f, 3.2f, 1.2f), 0.95f, width, height);
        return new(stage.Scene.Name, stage.Scene);
    }

    private static Mesh Cluster(Mesh sphere, ReadOnlySpan<(Vector3 Centre, float Radius)> placed) {
        int vertices = sphere.VertexCount, corners = sphere.Indices.Length;
        var positions = new Vector3[vertices * placed.Length];
        var normals = new Vector3[positions.Length];
        var uvs = new Vector2[positions.Length];
        var indices = new int[corners * placed.Length];
        for (int b = 0; b < placed.Length; b++) {
            for (int i = 0; i < vertices; i++) positions[b * vertices + i] = placed[b].Centre + placed[b].Radius * sphere.Positions[i];
            sphere.Normals!.CopyTo(normals, b * vertices);
            sphere.TexCoords[0].CopyTo(uvs, b * vertices);
            for (int i = 0; i < corners; i++) indices[b * corners + i] = b * vertices + sphere.Indices[i];
        }
        return new() { Name = "balls", Positions = positions, Normals = normals, TexCoords = [uvs], Indices = indices };
    }
}
