using System.Diagnostics;
using System.Globalization;
using Diorama.Core;

namespace Diorama.Benchmarks.Learning;

/// <summary>One process of Debian's python3-torch that runs a workload on demand; see benchmarks/workloads.py.</summary>
internal sealed class PythonTorch : IDisposable {
    /// <summary>Debian's own: another one on PATH does not have its packages.</summary>
    private const string Python = "/usr/bin/python3";
    private const string OpenBlas = "/usr/lib/x86_64-linux-gnu/openblas-openmp";
    private readonly Process process;

    public string Version { get; }

    public PythonTorch(int threads) {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/torch")) {
            throw new BadInputException(
                "the comparison needs Debian's PyTorch: run `sudo apt-get install -y --no-install-recommends python3-torch` first");
        }
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "workloads.py"),
            threads.ToString(CultureInfo.InvariantCulture)]) {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        // The same matrix products as ours: with OpenBLAS's own threads Python would be slower (docs/tensors.md).
        if (Directory.Exists(OpenBlas)) start.Environment["LD_LIBRARY_PATH"] = OpenBlas;
        process = Process.Start(start) ?? throw new BadInputException($"{Python} could not be started");
        Version = Answer();
    }

    /// <summary>Seconds for a number of steps.</summary>
    public double Run(string workload, int steps) {
        process.StandardInput.WriteLine($"{workload} {steps}");
        process.StandardInput.Flush();
        return double.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    private string Answer() {
        while (process.StandardOutput.ReadLine() is { } line) {
            if (line.StartsWith("TIME ", StringComparison.Ordinal)) return line[5..];
        }
        throw new BadInputException("python3-torch ended before it had answered");
    }

    public void Dispose() {
        process.StandardInput.Close();
        if (!process.WaitForExit(10_000)) process.Kill(true);
        process.Dispose();
    }
}
