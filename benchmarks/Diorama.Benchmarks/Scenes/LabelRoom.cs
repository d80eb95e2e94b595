using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.Benchmarks.Scenes;

/// <summary>Scenes on which the label pass is timed; they need no light.</summary>
public static class LabelRoom {
    /// <summary>The furnished room with one million triangles.</summary>
    public static BenchmarkScene Million(int width, int height) {
        var stage = new Stage("million");
        FurnishedRoom.Furnish(stage, 0.72f);
        stage.Camera(new(5.0f, 0.3f, 1.5f), new(1.75f, 3.45f, 0.95f), 0.98f, width, height);
        return new(stage.Scene.Name, stage.Scene);
    }

    /// <summary>
    /// One million triangles in <paramref name="instances"/> balls (10 or 1,000), each turned and sized in its own way, which
    /// together cover about as much of the picture.
    /// </summary>
    public static BenchmarkScene Balls(int instances, int width, int height) {
        var stage = new Stage("balls");
        RoomShell.Build(stage, new(5.2f, 4.6f, 2.7f), null);
        var random = stage.Random($"balls {instances}");
        int stacks = (int)MathF.Round(MathF.Sqrt(1e6f / instances / 4)) + 1;
        var mesh = Primitives.UvSphere(1, 2 * stacks, stacks);
        mesh.Name = "ball mesh";
        var paint = new Rendering.Materials.Material[8];
        for (int k = 0; k < paint.Length; k++) paint[k] = stage.Lambert($"ball {k}", 0.2f + 0.08f * k, 0.5f, 0.8f - 0.07f * k);
        // A grid of n × n × n cells; with ten balls, the lowest cells of a coarse grid.
        int cells = (int)MathF.Ceiling(MathF.Cbrt(instances) - 1e-3f);
        Vector3 low = new(0.4f, 1.2f, 0.3f), span = new(4.2f, 3.2f, 2.2f);
        float radius = 0.5f * MathF.Sqrt(10f / instances);
        for (int k = 0; k < instances; k++) {
            Vector3 cell = new(k % cells + random.NextFloat(), k / cells % cells + random.NextFloat(), k / (cells * cells) + random.NextFloat());
            var ball = stage.Object("ball", low + span * cell / cells, 2 * MathF.PI * random.NextFloat());
            var part = stage.Put(ball, mesh, paint[k % paint.Length], Vector3.Zero, Quaternion.CreateFromYawPitchRoll(k, 2 * k, 3 * k));
            part.Scale = new Vector3(0.8f + 0.4f * random.NextFloat(), 1, 0.8f + 0.4f * random.NextFloat()) * radius;
        }
        stage.Camera(new(4.95f, 0.3f, 1.62f), new(1.8f, 3.1f, 1.0f), 1.02f, width, height);
        return new($"balls {instances}", stage.Scene);
    }
}
