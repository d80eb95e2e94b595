using System.Diagnostics;
using System.Text.Json.Nodes;
using Diorama.Core.Processors;

namespace Diorama.Cli.Tests;

/// <summary>DIORAMA_ISA, as whole runs see it.</summary>
public sealed class InstructionSetTests : IDisposable {
    private const string Recipe = """
        recipe: 1
        name: cube
        frames: 2
        world: {kind: studio, object: cube}
        light: {sky: sun}
        camera: {width: 48, height: 36}
        render: {samples: 1}
        """;

    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private (int Code, string Errors) Run(string? limit, params string[] arguments) {
        var start = new ProcessStartInfo(DioramaProgram.Host, [DioramaProgram.Assembly, .. arguments]) { RedirectStandardOutput = true,
            RedirectStandardError = true, WorkingDirectory = program.Folder };
        foreach (string name in Enum.GetValues<InstructionSet>().SelectMany(s => InstructionSets.VariablesOf(s).Keys))
            start.Environment.Remove(name);
        if (limit is not null) start.Environment[InstructionSets.Variable] = limit;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors.Result);
    }

    private Dictionary<string, byte[]> Files(string run) => Directory.GetFiles(program[run], "*", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/status/", StringComparison.Ordinal)).ToDictionary(f => Path.GetRelativePath(program[run], f),
        File.ReadAllBytes);

    [Theory]
    [InlineData(InstructionSet.Sse42)]
    [InlineData(InstructionSet.Avx2)]
    [InlineData(InstructionSet.Avx512)]
    public void Setup_SetsTheSameVariables(InstructionSet set) {
        string setup = Path.Combine(AppContext.BaseDirectory, "../../../../setup.sh");
        var start = new ProcessStartInfo("env", ["-i", $"{InstructionSets.Variable}={InstructionSets.NameOf(set)}", "bash", "-c",
            $"source '{setup}'; env"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n');
        string[] names = [.. Enum.GetValues<InstructionSet>().SelectMany(s => InstructionSets.VariablesOf(s).Keys).Distinct()];
        Assert.Equal(InstructionSets.VariablesOf(set).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}"),
            lines.Where(l => names.Contains(l.Split('=')[0])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void UnknownSet_IsWrongUsage() {
        var (code, errors) = Run("mmx", "--version");
        Assert.Equal((64, "DIORAMA_ISA: 'mmx' is not a set of instructions, expected sse4.2, avx2, avx512.\n"), (code, errors));
    }

    [Fact]
    public void Limit_IsKeptByThePlan_AndByWhoeverWorksOnIt() {
        File.WriteAllText(program["cube.yaml"], Recipe);
        Assert.Equal(0, Run("sse4.2", "generate", "cube.yaml", "-o", "one").Code);
        Assert.Equal("sse4.2", (string)JsonNode.Parse(File.ReadAllText(program["one/plan.json"]))!["instructions"]!);
        // Planned with the limit, made by a process that was started without it, and by workers.
        Assert.Equal(0, Run("sse4.2", "plan", "cube.yaml", "-o", "two").Code);
        Assert.Equal(0, Run(null, "generate", "two", "--workers", "2").Code);
        Dictionary<string, byte[]> one = Files("one"), two = Files("two");
        Assert.Equal(one.Keys.Order(), two.Keys.Order());
        foreach (var (name, bytes) in one) Assert.True(bytes.AsSpan().SequenceEqual(two[name]), name);
        var part = JsonNode.Parse(one[one.Keys.Single(k => k.EndsWith("part.json", StringComparison.Ordinal))])!;
        Assert.StartsWith("sse4.2 ", (string)part["instruction_set"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_Boxes_AndCounts_AreEqualBetweenLimits() {
        File.WriteAllText(program["cube.yaml"], Recipe);
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(s => s <= InstructionSets.Best)) {
            Assert.Equal(0, Run(InstructionSets.NameOf(set), "generate", "cube.yaml", "-o", set.ToString()).Code);
        }
        Dictionary<string, byte[]> first = Files(nameof(InstructionSet.Sse42)), best = Files(InstructionSets.Best.ToString());
        foreach (string name in first.Keys.Where(k => k.StartsWith("coco/", StringComparison.Ordinal)
            && k.EndsWith(".json", StringComparison.Ordinal) || k.Contains("instance", StringComparison.Ordinal))) {
            Assert.True(first[name].AsSpan().SequenceEqual(best[name]), name);
        }
        Assert.Contains(first.Keys, k => k.EndsWith(".json", StringComparison.Ordinal) && k.StartsWith("coco/", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_ForWhatNoMachineHas_IsRefused() {
        File.WriteAllText(program["cube.yaml"], Recipe);
        Assert.Equal(0, Run("sse4.2", "plan", "cube.yaml", "-o", "run").Code);
        string changed = File.ReadAllText(program["run/plan.json"]).Replace("\"sse4.2\"", "\"avx9\"", StringComparison.Ordinal);
        File.WriteAllText(program["run/plan.json"], changed);
        File.WriteAllText(program["run/plan.sha256"],
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(changed)))
                + "  plan.json\n");
        var (code, errors) = Run(null, "generate", "run");
        Assert.Equal(65, code);
        Assert.Contains("plan.json: 'avx9' is not a set of instructions", errors, StringComparison.Ordinal);
    }
}
