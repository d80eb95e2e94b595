using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Xunit.Abstractions;
using YamlDotNet.RepresentationModel;

namespace Diorama.Cli.Tests;

/// <summary>The job files of docs/cluster, as far as their systems can be started here.</summary>
[SupportedOSPlatform("linux")]
public sealed class ClusterTests(ITestOutputHelper output) : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private static string Root {
        get {
            string root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "Diorama.slnx"))) root = Path.GetDirectoryName(root)!;
            return root;
        }
    }

    /// <summary>One name for the program, whose process stays the one that was started.</summary>
    private string Wrapper() {
        string wrapper = program["diorama"];
        File.WriteAllText(wrapper, $"#!/bin/sh\nexec '{DioramaProgram.Host}' '{DioramaProgram.Assembly}' \"$@\"\n");
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return wrapper;
    }

    private (int Code, string Said) Run(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment) {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = program.Folder };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.Result);
    }

    /// <summary>A run of three parts that nobody has begun, and the same made by one process.</summary>
    private void Plan() {
        string[] small = ["cube", "--frames", "6", "--part-frames", "2", "--no-install", "--width", "48", "--height", "32", "--samples",
            "0", "--labels", "instance,depth_z"];
        foreach (string[] command in (string[][])[["plan", .. small, "-o", "run"], ["generate", .. small, "-o", "whole"]]) {
            DioramaProgram.Result result = program.Run(command);
            Assert.True(result.Code == 0, result.Errors);
        }
    }

    private void ExpectMergedAsWhole() {
        (int code, string differences) = Run("diff", ["-r", "--exclude=status", "whole", "run"]);
        Assert.True(code == 0, differences);
    }

    [Fact]
    public void KubernetesJob_ParsesAndItsCommandMakesTheShardOfItsIndex() {
        var yaml = new YamlStream();
        using (StreamReader text = File.OpenText(Path.Combine(Root, "docs/cluster/kubernetes-job.yaml"))) yaml.Load(text);
        var job = (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
        Assert.Equal(("batch/v1", "Job", "Indexed"), (Text(job["apiVersion"]), Text(job["kind"]), Text(job["spec"]["completionMode"])));
        YamlNode pod = job["spec"]["template"]["spec"], container = Assert.Single((YamlSequenceNode)pod["containers"]);
        // What the API demands of a Job with a policy per index, and of volumes.
        Assert.Equal("Never", Text(pod["restartPolicy"]));
        Assert.Equal(Items(pod["volumes"]).Select(v => Text(v["name"])), Items(container["volumeMounts"]).Select(m => Text(m["name"])));
        var variables = Items(container["env"]).ToDictionary(v => Text(v["name"]), v => Text(v["value"]));
        Assert.Equal(Text(job["spec"]["completions"]), variables["DIORAMA_SHARDS"]);
        Assert.True(Items(container["command"]).Select(Text).SkipWhile(a => a != "--grace-seconds").Skip(1).Select(int.Parse)
            .First() < int.Parse(Text(pod["terminationGracePeriodSeconds"]), CultureInfo.InvariantCulture));

        // Three pods in place of 64, started in no order, each with what Kubernetes gives to it.
        Plan();
        string[] command = [.. Items(container["command"]).Select(Text)];
        Assert.Equal(("diorama", "/data/run"), (command[0], command[2]));
        string wrapper = Wrapper();
        foreach (int index in new[] { 2, 0, 1 }) {
            (int code, string said) = Run(wrapper, [command[1], program["run"], .. command[3..]],
                ("JOB_COMPLETION_INDEX", index.ToString(CultureInfo.InvariantCulture)), ("DIORAMA_SHARDS", "3"));
            Assert.True(code == 0, said);
            Assert.Contains($"shard {index}/3 (Kubernetes indexed job)", said);
            Assert.True(Directory.Exists(program[$"run/parts/part-{index:000000}"]));
        }
        Assert.Equal(0, program.Run("merge", "run").Code);
        ExpectMergedAsWhole();
        // What never passes by trying again fails its index at once.
        (int wrong, _) = Run(wrapper, [command[1], program["nothing"], .. command[3..]], ("JOB_COMPLETION_INDEX", "0"),
            ("DIORAMA_SHARDS", "3"));
        YamlNode rule = Items(job["spec"]["podFailurePolicy"]["rules"]).Single(r => Text(r["action"]) == "FailIndex");
        Assert.Contains(wrong.ToString(CultureInfo.InvariantCulture), Items(rule["onExitCodes"]["values"]).Select(Text));

        static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
        static IEnumerable<YamlNode> Items(YamlNode node) => (YamlSequenceNode)node;
    }

    /// <summary>Ray itself is not in Debian: its tasks are called here one after the other, in this process's Python.</summary>
    [Fact]
    [Trait("Category", "Assets")]
    public void RayScript_CompilesAndItsTasksMakeTheRun() {
        const string python = "/usr/bin/python3";
        string folder = Path.Combine(Root, "docs/cluster");
        Plan();
        (int code, string said) = Run(python, ["-B", "-c", $"""
            import sys
            sys.path.insert(0, '{folder}')
            import ray_shards
            compile(open(ray_shards.__file__).read(), ray_shards.__file__, 'exec')
            assert ray_shards.finish('run', [0, 75, 0]) == 1
            codes = [ray_shards.make_shard('run', i, 3, 1) for i in (1, 2, 0, 1)]
            assert codes == [0, 0, 0, 0], codes
            sys.exit(ray_shards.finish('run', codes))
            """], ("DIORAMA", Wrapper()));
        Assert.True(code == 0, said);
        ExpectMergedAsWhole();
    }

    [RootFact]
    [Trait("Category", "Slow")]
    [Trait("Category", "Assets")]
    public void SlurmArray_WithAKilledTask_GivesTheFilesOfOneProcess() {
        (int code, string said) = Run(Path.Combine(Root, "tests/cluster/run"), [Wrapper()]);
        output.WriteLine(said);
        Assert.True(code == 0, said);
        Assert.Contains("merged: identical to the run of one process", said);
    }
}
