using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core;

namespace Diorama.Benchmarks.Pictures;

/// <summary>One Blender process that holds a scene and renders it on demand; see benchmarks/cycles.py.</summary>
internal sealed class Cycles : IDisposable {
    private const string Marker = "CYCLES ";
    private readonly Process process;

    /// <summary>Fetched from Debian when it is missing: Blender, and what its glTF importer needs.</summary>
    private static readonly string[] Packages = ["blender", "python3-numpy"];

    public static string Script => Path.Combine(AppContext.BaseDirectory, "cycles.py");

    public string Version { get; }

    /// <param name="job">Path of the scene description that cycles.py reads.</param>
    public Cycles(string job) {
        var start = new ProcessStartInfo("blender", ["-b", "--factory-startup", "-P", Script, "--", job]) {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        process = Process.Start(start) ?? throw new BadInputException("blender could not be started");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        Version = (string?)Answer()["version"] ?? "";
    }

    /// <summary>Renders to an EXR of scene radiance and returns the seconds it took, scene export and BVH included.</summary>
    public double Render(int width, int height, int samples, int seed, string output) {
        var order = new JsonObject { ["width"] = width, ["height"] = height, ["samples"] = samples, ["seed"] = seed, ["output"] = output };
        process.StandardInput.WriteLine(order.ToJsonString());
        process.StandardInput.Flush();
        return (double)Answer()["seconds"]!;
    }

    private JsonObject Answer() {
        while (process.StandardOutput.ReadLine() is { } line) {
            if (!line.StartsWith(Marker, StringComparison.Ordinal)) continue;
            var answer = JsonSerializer.Deserialize<JsonObject>(line.AsSpan(Marker.Length))!;
            if (answer["error"] is { } error) throw new BadInputException($"{error}");
            return answer;
        }
        throw new BadInputException("blender ended before it had rendered the scene");
    }

    public void Dispose() {
        process.StandardInput.Close();
        if (!process.WaitForExit(10_000)) process.Kill(true);
        process.Dispose();
    }

    /// <summary>Installs Blender from Debian when it is missing and this user may; else says what to do in one sentence.</summary>
    public static void Ensure() {
        if (Present()) return;
        string command = $"apt-get install -y --no-install-recommends {string.Join(' ', Packages)}";
        string advice = $"the comparison with Cycles needs Blender: run `sudo {command}` first";
        if (!File.Exists("/usr/bin/apt-get") || !Environment.IsPrivilegedProcess) throw new BadInputException(advice);
        Console.Error.WriteLine($"Blender is not installed: {command}");
        using var apt = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"(apt-get update -qq && {command}) 1>&2"]) {
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        });
        apt?.WaitForExit();
        if (!Present()) throw new BadInputException(advice);
    }

    private static bool Present() {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(f => File.Exists(Path.Combine(f, "blender"))) && Directory.Exists("/usr/lib/python3/dist-packages/numpy");
    }
}
