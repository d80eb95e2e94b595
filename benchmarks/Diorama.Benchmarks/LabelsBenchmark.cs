using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.StockScenes;
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
        int repeats = quick ? 7 : 31;
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
        using (var few = InRoom(10))
        using (var many = InRoom(1000)) {
            foreach (var (name, labels) in new[] { ("basic", LabelSet.Basic), ("all", LabelSet.All) }) {
                ratios[name] = Math.Round(Ratio(few, many, labels, repeats), 3);
                Console.Error.WriteLine($"1000 instances against 10, {name} labels: {ratios[name]}");
            }
        }
        var report = new JsonObject {
            ["labels_seconds"] = Math.Round(basic, 4), ["all_labels_seconds"] = Math.Round(all, 4),
            ["instances_cost_ratio"] = ratios.Max(r => (double)r.Value!), ["ratios"] = ratios,
            ["quick"] = quick, ["width"] = Width, ["height"] = Height, ["threads"] = Threads, ["triangles"] = room.TriangleCount,
        };
        Console.WriteLine(report.ToJsonString());
        return 0;
    }

    private static FlowNeighbours InRoom(int instances) {
        var room = LabelRoom.Balls(instances, Width, Height);
        return FlowNeighbours.Prepare(room.Scene, CameraOf(room), 0, FrameInterval);
    }

    private static double Median(FlowNeighbours frames, LabelSet labels, int repeats) {
        for (int i = 0; i < 3; i++) Seconds(frames, labels);
        return Middle(repeats, () => Seconds(frames, labels));
    }

    /// <summary>Both in turns, so that whatever else the machine does slows both.</summary>
    private static double Ratio(FlowNeighbours few, FlowNeighbours many, LabelSet labels, int repeats) {
        for (int i = 0; i < 3; i++) Seconds(few, labels);
        for (int i = 0; i < 3; i++) Seconds(many, labels);
        return Middle(repeats, () => 1 / Seconds(few, labels) * Seconds(many, labels));
    }

    private static double Middle(int repeats, Func<double> measure) {
        var values = new double[repeats];
        for (int i = 0; i < repeats; i++) values[i] = measure();
        Array.Sort(values);
        return values[repeats / 2];
    }

    private static double Seconds(FlowNeighbours frames, LabelSet labels) {
        var options = new LabelOptions { Labels = labels, Threads = Threads, Next = frames.Next, Previous = frames.Previous };
        long start = Stopwatch.GetTimestamp();
        LabelPass.Run(frames.Scene, frames.Camera, options);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Node CameraOf(StockScene scene) => scene.Scene.Nodes.Single(n => n.Name == StockScene.CameraNode);

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
        Move(StockScene.CameraNode, new(-0.4f, 0.2f, 0));
        Move("armchair", new(0.5f, 0.1f, 0));
        scene.Animations.Add(animation);
    }
}
