using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Learning.Detectors;
using Diorama.Learning.Metrics;
using Diorama.Learning.Pretrained;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Benchmarks;

/// <summary><c>diorama bench detect</c>: what detectors find in photographs, and how fast image features are.</summary>
public static class DetectBenchmark {
    private const double SmallestOverlap = 0.5;
    private const float Score = 0.3f, SmallestArea = 32 * 32;
    private const int QuickPhotos = 40, Rounds = 15, FeatureSize = 224;

    /// <summary>Progress goes to standard error; the last line on standard output is one JSON object.</summary>
    /// <param name="photos">
    /// Folder with <c>images/</c> and <c>instances.json</c>: images with id and file_name, annotations with image_id, category, bbox and
    /// iscrowd; null measures no recall.
    /// </param>
    /// <param name="quick">The first 40 photos by name alone.</param>
    public static int Run(string? photos, bool quick) {
        var library = AssetLibrary.Open(new() { Report = Console.Error.WriteLine });
        double features = FeaturesMilliseconds(FeatureNetwork.Open(library.PackFolder(AllPacks.Features)));
        JsonObject? recall = photos is null ? null : Recall(photos, library.PackFolder(AllPacks.Detectors), quick);
        Console.WriteLine(new JsonObject {
            ["recall_photos"] = recall, ["features_milliseconds"] = Math.Round(features, 1), ["quick"] = quick,
        }.ToJsonString());
        return 0;
    }

    /// <summary>The median of the milliseconds of all four stages of one image on one core.</summary>
    private static double FeaturesMilliseconds(FeatureNetwork network) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        int threads = Torch.Threads;
        Torch.Threads = 1;
        Tensor image = Tensor.Rand([1, 3, FeatureSize, FeatureSize]);
        double[] milliseconds = new double[Rounds];
        for (int i = 0; i < Rounds; i++) {
            using var inner = new TensorScope();
            long start = Stopwatch.GetTimestamp();
            network.Stages(image);
            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Torch.Threads = threads;
        Array.Sort(milliseconds);
        return milliseconds[Rounds / 2];
    }

    /// <summary>The share of the large objects that have a box of their class on them, all together and by class.</summary>
    /// <exception cref="BadInputException"><c>instances.json</c> is missing, lacks a member or has an unknown class.</exception>
    private static JsonObject Recall(string folder, string pack, bool quick) {
        string file = Path.Combine(folder, "instances.json");
        try {
            return Recall(folder, JsonPlace.Read(file).Element, pack, quick);
        } catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException) {
            throw new BadInputException($"{file} is not as expected, images and annotations with boxes of COCO's classes: {e.Message}", e);
        }
    }

    private static JsonObject Recall(string folder, JsonElement root, string pack, bool quick) {
        var truth = root.GetProperty("annotations").EnumerateArray()
            .Where(a => a.GetProperty("iscrowd").GetInt32() == 0)
            .Select(a => (Image: a.GetProperty("image_id").GetInt64(), Class: a.GetProperty("category").GetString()!,
                Box: a.GetProperty("bbox").EnumerateArray().Select(v => v.GetSingle()).ToArray()))
            .Where(a => a.Box[2] * a.Box[3] >= SmallestArea)
            .ToLookup(a => a.Image, a => (Class: ClassOf(a.Class),
                Box: new Vector4(a.Box[0], a.Box[1], a.Box[0] + a.Box[2], a.Box[1] + a.Box[3])));
        var images = root.GetProperty("images").EnumerateArray()
            .Select(i => (Id: i.GetProperty("id").GetInt64(), File: i.GetProperty("file_name").GetString()!))
            .OrderBy(i => i.File, StringComparer.Ordinal).Take(quick ? QuickPhotos : int.MaxValue).ToArray();
        int threads = System.Environment.ProcessorCount;
        using var centerNet = CenterNet.Open(pack, threads);
        using var nanoDet = NanoDet.Open(pack, threads);
        var detectors = new (string Name, Func<Image<Rgb8>, IReadOnlyList<FoundObject>> Find)[] {
            ("centernet", p => centerNet.Find(p, Score)), ("nanodet", p => nanoDet.Find(p, Score)),
        };
        int[,] found = new int[detectors.Length, CocoClasses.Names.Length];
        int[] all = new int[CocoClasses.Names.Length];
        for (int n = 0; n < images.Length; n++) {
            Image<Rgb8> picture = ImageFile.ReadRgb8(Path.Combine(folder, "images", images[n].File));
            foreach ((int kind, _) in truth[images[n].Id]) all[kind]++;
            for (int d = 0; d < detectors.Length; d++) {
                List<FoundObject> left = [.. detectors[d].Find(picture)];
                foreach ((int kind, Vector4 box) in truth[images[n].Id]) {
                    int best = left.FindIndex(f => f.Class == kind && Overlap.OfBoxes(f.Box, box) >= SmallestOverlap);
                    if (best < 0) continue;
                    left.RemoveAt(best);
                    found[d, kind]++;
                }
            }
            if ((n + 1) % 20 == 0 || n + 1 == images.Length) Console.Error.WriteLine($"{n + 1} of {images.Length} photos");
        }
        Console.Error.WriteLine($"{"class",-16} {"objects",7} {string.Join(' ', detectors.Select(d => $"{d.Name,10}"))}");
        for (int kind = 0; kind < all.Length; kind++) {
            if (all[kind] == 0) continue;
            Console.Error.WriteLine($"{CocoClasses.Names[kind],-16} {all[kind],7} "
                + string.Join(' ', detectors.Select((_, d) => $"{(double)found[d, kind] / all[kind],10:0.00}")));
        }
        return new(detectors.Select((detector, d) => KeyValuePair.Create<string, JsonNode?>(detector.Name,
            Math.Round(Enumerable.Range(0, all.Length).Sum(k => found[d, k]) / (double)all.Sum(), 4)))) { ["objects"] = all.Sum() };
    }

    private static int ClassOf(string name) => CocoClasses.Names.IndexOf(name) is var kind and >= 0 ? kind
        : throw new FormatException($"the class '{name}' is none of the 80");
}
