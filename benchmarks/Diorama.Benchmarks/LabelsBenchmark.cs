using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Benchmarks.Scenes;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Benchmarks;

/// <summary>
/// <c>diorama bench labels</c>: seconds for the labels of a 640×480 frame of the furnished room on two threads, and what a
/// thousand instances cost more than ten.
/// </summary>
public static class LabelsBenchmark {
    private const int Width = 640, Height = 480, Threads = 2;
    private const double FrameInterval = 1 / 30.0;

    /// <summary>Progress goes to standard error; the last line on standard output is one JSON object.</summary>
    public static int Run(bool quick) {
        int repeats = quick ? 5 : 21;
        var room = LabelRoom.Million(Width, Height);
        Animate(room.Scene);
        Console.Error.WriteLine($"{room.Name}: {room.TriangleCount:N0} triangles");
        double basic, all;
        using (var frames = FlowNeighbours.Prepare(room.Scene, CameraOf(room), FrameInterval, FrameInterval)) {
            basic = Median(frames, LabelSet.Basic, repeats);
            Console.Error.WriteLine($"basic labels {1000 * basic:0} ms");
            all = Median(frames, LabelSet.All, repeats);
            Console.Error.WriteLine($"all labels {1000 * all:0} ms");
        }
        var ratios = new JsonObject();
        double worst = 0;
        double[] few = InRoom(10, repeats), many = InRoom(1000, repeats);
        foreach (var (name, i) in new[] { ("basic", 0), ("all", 1) }) {
            ratios[name] = Math.Round(many[i] / few[i], 3);
            worst = Math.Max(worst, many[i] / few[i]);
        }
        var report = new JsonObject {
            ["labels_seconds"] = Math.Round(basic, 4), ["all_labels_seconds"] = Math.Round(all, 4),
            ["instances_cost_ratio"] = Math.Round(worst, 3), ["ratios"] = ratios,
            ["quick"] = quick, ["width"] = Width, ["height"] = Height, ["threads"] = Threads, ["triangles"] = room.TriangleCount,
        };
        Console.WriteLine(report.ToJsonString());
        return 0;
    }

    private static double[] InRoom(int instances, int repeats) {
        var room = LabelRoom.Balls(instances, Width, Height);
        using var frames = FlowNeighbours.Prepare(room.Scene, CameraOf(room), 0, FrameInterval);
        double[] seconds = [Median(frames, LabelSet.Basic, repeats), Median(frames, LabelSet.All, repeats)];
        Console.Error.WriteLine($"{instances} instances: basic {1000 * seconds[0]:0} ms, all {1000 * seconds[1]:0} ms");
        return seconds;
    }

    private static double Median(FlowNeighbours frames, LabelSet labels, int repeats) {
        var options = new LabelOptions { Labels = labels, Threads = Threads, Next = frames.Next, Previous = frames.Previous };
        for (int i = 0; i < 3; i++) LabelPass.Run(frames.Scene, frames.Camera, options);
        var seconds = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = Stopwatch.GetTimestamp();
            LabelPass.Run(frames.Scene, frames.Camera, options);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        return seconds[repeats / 2];
    }

    private static Node CameraOf(BenchmarkScene scene) => scene.Scene.Nodes.Single(n => n.Name == BenchmarkScene.CameraNode);

    /// <summary>A camera that travels and a chair that is pushed, so that flow has something to follow.</summary>
    private static void Animate(Scene scene) {
        var animation = new Animation { Name = "push" };
        void Move(string name, Vector3 by) {
            Node node = scene.Nodes.Single(n => n.Name == name);
            Vector3 a = node.Translation, b = a + by;
            animation.Channels.Add(new() {
                Node = node, Target = AnimationTarget.Translation, Interpolation = Interpolation.Linear,
                Times = [0, 1], Values = [a.X, a.Y, a.Z, b.X, b.Y, b.Z],
            });
        }
        Move(BenchmarkScene.CameraNode, new(-0.4f, 0.2f, 0));
        Move("armchair", new(0.5f, 0.1f, 0));
        scene.Animations.Add(animation);
    }
}
