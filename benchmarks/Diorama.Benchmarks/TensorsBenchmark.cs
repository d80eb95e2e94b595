using System.Diagnostics;
using System.Text.Json.Nodes;
using Diorama.Benchmarks.Learning;
using Diorama.Tensors;

namespace Diorama.Benchmarks;

/// <summary>
/// <c>diorama bench tensors</c>: training steps beside python3-torch in the same run, in turns, with the same number of threads.
/// </summary>
public static class TensorsBenchmark {
    private const double SecondsPerRound = 0.4, QuickSecondsPerRound = 0.12;

    /// <summary>Progress goes to standard error; the last line on standard output is one JSON object.</summary>
    /// <param name="quick">Few, short rounds: a check, not a figure to quote.</param>
    /// <param name="threads">Of both; 0 is as many as the machine has cores.</param>
    /// <param name="only">One workload alone.</param>
    public static int Run(bool quick, int threads = 0, string? only = null) {
        Torch.Threads = threads > 0 ? threads : Environment.ProcessorCount;
        Torch.Seed(1);
        using var python = new PythonTorch(Torch.Threads);
        Console.Error.WriteLine($"libtorch {Torch.Version}, python3-torch {python.Version}, {Torch.Threads} threads");
        double peak = SgemmPeak();
        Console.Error.WriteLine($"sgemm {peak / 1e9:0} GFLOP/s");
        var report = new JsonObject();
        double worst = 0, speedup = double.MaxValue;
        foreach (var workload in Workload.All().Where(w => only is null || w.Name == only)) {
            var (ours, theirs, ratio) = InTurns(workload, python, quick);
            worst = Math.Max(worst, ratio);
            if (workload.DispatchBound) speedup = Math.Min(speedup, 1 / ratio);
            var row = new JsonObject { ["ours_us"] = Math.Round(1e6 * ours, 1), ["python_us"] = Math.Round(1e6 * theirs, 1),
                ["ratio"] = Math.Round(ratio, 3) };
            if (workload.Flops > 0) row["of_sgemm_peak"] = Math.Round(workload.Flops / ours / peak, 3);
            report[workload.Name] = row;
            Console.Error.WriteLine($"{workload.Name}: {1e6 * ours:N0} µs a step, Python {1e6 * theirs:N0} µs");
        }
        Console.WriteLine(new JsonObject {
            ["worst_ratio"] = Math.Round(worst, 3), ["dispatch_speedup"] = speedup < double.MaxValue ? Math.Round(speedup, 3) : null,
            ["sgemm_gflops"] = Math.Round(peak / 1e9, 1), ["workloads"] = report, ["threads"] = Torch.Threads, ["quick"] = quick,
        }.ToJsonString());
        return 0;
    }

    /// <summary>
    /// Seconds of one step, of both, and their ratio: medians over rounds in turns, so that whatever else the machine does slows both.
    /// </summary>
    private static (double Ours, double Theirs, double Ratio) InTurns(Workload workload, PythonTorch python, bool quick) {
        // Twice over what the runtime takes to optimise code that runs often.
        int warmUp = workload.DispatchBound ? 3000 : 3;
        Seconds(workload, warmUp);
        python.Run(workload.Name, warmUp);
        int steps = Math.Max(1, (int)((quick ? QuickSecondsPerRound : SecondsPerRound) / (Seconds(workload, 2) / 2)));
        int rounds = quick ? 7 : 21;
        double[] ours = new double[rounds], theirs = new double[rounds], ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ours[i] = Seconds(workload, steps) / steps;
            theirs[i] = python.Run(workload.Name, steps) / steps;
            ratios[i] = ours[i] / theirs[i];
        }
        Array.Sort(ours);
        Array.Sort(theirs);
        Array.Sort(ratios);
        return (ours[rounds / 2], theirs[rounds / 2], ratios[rounds / 2]);
    }

    private static double Seconds(Workload workload, int steps) {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++) workload.Step();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Floating-point operations per second of a product of 1024² matrices, the best of several.</summary>
    private static double SgemmPeak() {
        using var scope = new TensorScope();
        Tensor a = Tensor.Randn([1024, 1024]), b = Tensor.Randn([1024, 1024]);
        double best = double.MaxValue;
        for (int i = 0; i < 20; i++) {
            long start = Stopwatch.GetTimestamp();
            using var product = a.Mm(b);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return 2.0 * 1024 * 1024 * 1024 / best;
    }
}
