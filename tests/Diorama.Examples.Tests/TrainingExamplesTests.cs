using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Diorama.Core.Files;
using Diorama.Core.Randomness;

namespace Diorama.Examples.Tests;

/// <summary>The toy trainings: short, good at what they do, and the same whatever ends them on the way.</summary>
public sealed class TrainingExamplesTests : IDisposable {
    private readonly ScratchFolder whole = new("whole"), parts = new("parts");

    public void Dispose() {
        whole.Dispose();
        parts.Dispose();
    }

    [Theory]
    [InlineData("FitAShape", "shape", 400)]
    [InlineData("ClassifyShapes", "classifier", 300)]
    public void KilledFiveTimes_ItEndsWithTheSameBytes(string name, string file, int steps) {
        string program = Path.Combine(Checkout.Root, "artifacts/bin", name, "release", name);
        string said = Checkout.Run(whole.Path, program);
        KeyedGenerator random = Keyed.Start(5).With(name).Generator();
        int[] ends = [.. Enumerable.Range(0, 5).Select(_ => 1 + random.NextInt(steps * 7 / 10)).Order()];
        for (int i = 0; i < ends.Length; i++) {
            // The last one is asked to end, as Slurm does; the others are not asked.
            Assert.True(EndedAt(program, Path.Combine(parts.Path, file + ".jsonl"), ends[i], i == 4 ? "-TERM" : "-KILL"),
                $"the program came to its end before step {ends[i]}");
        }
        Assert.Equal(said, Checkout.Run(parts.Path, program));
        byte[] expected = File.ReadAllBytes(Path.Combine(whole.Path, file + ".safetensors"));
        Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(parts.Path, file + ".safetensors"))));
        Assert.True(File.Exists(Path.Combine(parts.Path, file + ".png")));
        Assert.Empty(Directory.GetFiles(parts.Path, "*.checkpoint*"));
    }

    /// <summary>Starts the program, ends it once the log has come to a step, and returns whether that ended it.</summary>
    private bool EndedAt(string program, string log, int step, string signal) {
        using Process process = Process.Start(new ProcessStartInfo(program) {
            WorkingDirectory = parts.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Checkout.Await(process, () => LastStep(log) >= step - 50);
        if (process.HasExited) return false;
        Checkout.Run(parts.Path, "kill", signal, process.Id.ToString(CultureInfo.InvariantCulture));
        process.WaitForExit();
        return process.ExitCode != 0;
    }

    private static long LastStep(string log) {
        if (!File.Exists(log)) return 0;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        string? line = reader.ReadToEnd().Split('\n').LastOrDefault(l => l.EndsWith('}'));
        return line is null ? 0 : JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt64();
    }

    [Fact]
    public void Trainings_AreShort_AndLearn() {
        foreach (string name in (string[])["FitAShape", "ClassifyShapes"]) {
            string[] lines = File.ReadAllLines(Path.Combine(Checkout.Root, "examples", name, "Program.cs"));
            Assert.InRange(lines.Count(l => l.Length > 0 && !l.StartsWith("using Diorama", StringComparison.Ordinal)), 15, 40);
            Assert.Contains(name, File.ReadAllText(Path.Combine(Checkout.Root, "docs/learning.md")), StringComparison.Ordinal);
        }
        string shape = Checkout.Run(whole.Path, Path.Combine(Checkout.Root, "artifacts/bin/FitAShape/release/FitAShape"));
        Assert.InRange(double.Parse(shape.Split(' ')[0], CultureInfo.InvariantCulture), 0, 12);
        string shapes = Checkout.Run(whole.Path, Path.Combine(Checkout.Root, "artifacts/bin/ClassifyShapes/release/ClassifyShapes"));
        Assert.InRange(double.Parse(shapes.Split(' ')[0], CultureInfo.InvariantCulture), 75, 100);
    }
}
