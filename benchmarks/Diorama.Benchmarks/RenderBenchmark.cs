using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Diorama.Benchmarks.Pictures;
using Diorama.StockScenes;
using Diorama.Core.Images;

namespace Diorama.Benchmarks;

/// <summary>
/// <c>diorama bench render</c>: our path tracer beside Blender's Cycles on three scenes that both read from the same GLB. Both render
/// in turns, on the same threads, without a denoiser; each is measured against its own converged picture.
/// </summary>
public static class RenderBenchmark {
    /// <summary>How much is rendered.</summary>
    private sealed record Plan(int Width, int Height, int LowSamples, int HighSamples, int ReferenceSamples, int ReferenceBatch,
        int Rounds) {
        public static Plan Full { get; } = new(640, 480, 16, 64, 4096, 128, 2);
        public static Plan Quick { get; } = new(160, 120, 16, 64, 1024, 512, 2);
    }

    /// <summary>
    /// Progress goes to standard error; the last line on standard output is one JSON object. <paramref name="folder"/> keeps scenes,
    /// pictures and references; <paramref name="only"/> names one scene to measure alone.
    /// </summary>
    public static int Run(bool quick, string? folder = null, string? only = null) {
        Cycles.Ensure();
        var plan = quick ? Plan.Quick : Plan.Full;
        folder = Path.GetFullPath(folder ?? Path.Combine(AppContext.BaseDirectory, "../../../bench/render", quick ? "quick" : "full"));
        var scenes = StockScene.All(plan.Width, plan.Height).Where(s => only == null || s.Name == only).ToArray();
        var results = scenes.Select(s => Measure(s, plan, folder)).ToArray();

        var report = new JsonObject {
            ["speedup_at_equal_error"] = results.Min(r => (double)r["speedup_at_equal_error"]!),
            ["mean_difference"] = results.Max(r => (double)r["mean_difference"]!),
            ["quick"] = quick, ["width"] = plan.Width, ["height"] = plan.Height, ["threads"] = Environment.ProcessorCount,
            ["reference_samples"] = plan.ReferenceSamples,
            ["scenes"] = new JsonObject(results.OrderBy(r => (double)r["speedup_at_equal_error"]!)
                .Select(r => KeyValuePair.Create((string)r["scene"]!, (JsonNode?)r))),
        };
        Console.WriteLine(report.ToJsonString());
        return 0;
    }

    private static JsonObject Measure(StockScene scene, Plan plan, string folder) {
        int threads = Environment.ProcessorCount;
        var files = new SharedScene(scene, folder, threads);
        Say(scene, $"{scene.TriangleCount:N0} triangles, loading in both renderers");
        using var cycles = new Cycles(files.Job);
        var ours = new OurRenderer(files, plan.Width, plan.Height, threads);
        string shot = Path.Combine(folder, $"{scene.Name}-cycles-shot.exr");
        double ByCycles(int samples, int seed, out Image<Vector3> image) {
            double seconds = cycles.Render(plan.Width, plan.Height, samples, seed, shot);
            image = ImageFile.ReadVector3(shot);
            return seconds;
        }
        // The first pictures pay for code that is compiled or paged in; nobody counts them. Ours also tells whether light transport
        // still is what made a kept reference.
        ours.Render(4, 99, out var first);
        ByCycles(1, 99, out _);

        var references = new References(Path.Combine(folder, "references"), Path.Combine(AppContext.BaseDirectory, "references"));
        string settings = $"{files.Hash} {plan.Width}x{plan.Height} {plan.ReferenceSamples} ";
        var ourReference = references.Get($"{scene.Name}-ours", settings + Fingerprint(first), plan.ReferenceSamples, plan.ReferenceBatch,
            seed => { ours.Render(plan.ReferenceBatch, seed, out var image); return image; },
            done => Say(scene, $"our reference, {done} of {plan.ReferenceSamples} samples"));
        var cyclesReference = references.Get($"{scene.Name}-cycles", settings + cycles.Version + File.ReadAllText(Cycles.Script),
            plan.ReferenceSamples, plan.ReferenceBatch, seed => { ByCycles(plan.ReferenceBatch, seed, out var image); return image; },
            done => Say(scene, $"Cycles' reference, {done} of {plan.ReferenceSamples} samples"));
        Look(folder, scene.Name, ourReference, cyclesReference);

        Series our = new(plan.LowSamples, plan.HighSamples, ourReference), theirs = new(plan.LowSamples, plan.HighSamples, cyclesReference);
        for (int round = 0; round < plan.Rounds; round++) {
            foreach (bool high in (ReadOnlySpan<bool>)[false, true]) {
                int samples = high ? plan.HighSamples : plan.LowSamples;
                our.Add(high, ours.Render(samples, round, out var image), image);
                theirs.Add(high, ByCycles(samples, round, out image), image);
            }
            Say(scene, $"round {round + 1} of {plan.Rounds}: ours {our.Seconds:0.0} s, error {our.Error:0.0000}; Cycles "
                + $"{theirs.Seconds:0.0} s, error {theirs.Error:0.0000}");
        }
        return Report(scene, our, theirs, ourReference, cyclesReference);
    }

    /// <summary>
    /// Two ratios of time at equal error: of rendering alone, and of everything that is waited for, down to the error
    /// that ours has at the high sample count. The smaller one is the result.
    /// </summary>
    private static JsonObject Report(StockScene scene, Series our, Series theirs, Image<Vector3> ourReference,
        Image<Vector3> cyclesReference) {
        double sampling = theirs.SecondsPerSample * theirs.Error / (our.SecondsPerSample * our.Error);
        double whole = theirs.SecondsToReach(our.Error) / our.Seconds;
        double trimmed = theirs.SecondsPerSample * theirs.TrimmedError / (our.SecondsPerSample * our.TrimmedError);
        double exposure = Math.Abs(ImageError.Mean(ourReference) / ImageError.Mean(cyclesReference) - 1);
        return new() {
            ["scene"] = scene.Name,
            ["speedup_at_equal_error"] = Round(Math.Min(sampling, whole)),
            ["mean_difference"] = Round(ImageError.BlockDifference(ourReference, cyclesReference)),
            ["mean_brightness_difference"] = Round(exposure),
            ["speedup_without_set_up"] = Round(sampling), ["speedup_with_set_up"] = Round(whole), ["speedup_trimmed"] = Round(trimmed),
            ["triangles"] = scene.TriangleCount, ["samples"] = our.Samples,
            ["ours"] = Describe(our), ["cycles"] = Describe(theirs),
        };

        static JsonObject Describe(Series s) => new() {
            ["seconds"] = Round(s.Seconds), ["set_up_seconds"] = Round(s.FixedSeconds), ["seconds_per_sample"] = Round(s.SecondsPerSample),
            ["relative_mse"] = Round(s.Error), ["relative_mse_trimmed"] = Round(s.TrimmedError),
            ["relative_mse_at_a_quarter"] = Round(s.LowError),
        };
    }

    private static string Fingerprint(Image<Vector3> image) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(image.Pixels.AsSpan())));

    /// <summary>Four significant digits.</summary>
    private static double Round(double x) => x == 0 || !double.IsFinite(x) ? 0
        : Math.Round(x, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(x))), 0, 15));

    /// <summary>Pictures for a person: both references, and where they differ.</summary>
    private static void Look(string folder, string name, Image<Vector3> ours, Image<Vector3> theirs) {
        float exposure = 0.35f / (float)ImageError.Mean(theirs);
        ImageFile.WritePng(Path.Combine(folder, $"{name}-ours.png"), ours, exposure);
        ImageFile.WritePng(Path.Combine(folder, $"{name}-cycles.png"), theirs, exposure);
        ImageFile.WritePng(Path.Combine(folder, $"{name}-difference.png"), ImageError.DifferencePicture(ours, theirs));
    }

    private static void Say(StockScene scene, string what) => Console.Error.WriteLine($"{scene.Name}: {what}");
}
