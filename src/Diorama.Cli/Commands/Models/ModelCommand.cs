using System.CommandLine;
using System.Text.Json.Nodes;
using Diorama.Cli.Options;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Learning.Training;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama model</c>: the learned systems, which are trained and measured by commands of one shape.</summary>
internal static class ModelCommand {
    private static readonly Argument<string> Name =
        new Argument<string>("NAME") { Description = $"One of {string.Join(", ", LearnedSystem.All.Select(s => s.Name))}." }
            .ReadBy(name => Find(name));

    public static Command Create() {
        var list = new Command("list", """
            List the learned systems and the weights that come with Diorama.

            Examples:
              diorama model list
            """) { CommonOptions.Json };
        list.SetAction(parsed => List(parsed.GetValue(CommonOptions.Json)));
        var show = new Command("show", """
            Say what a system does, which sizes it has, and where its weights come from.

            Examples:
              diorama model show camera-noise
            """) { Name };
        show.SetAction(parsed => Show(Find(parsed.GetValue(Name)!)));
        var train = new Command("train", """
            Train a system. The same command goes on after an interruption, with the same weights in the end.

            Examples:
              diorama model train camera-noise
              diorama model train camera-noise --minutes 2 -o noise.safetensors
            """);
        var evaluate = new Command("evaluate", """
            Measure a system on held-out data, beside the systems that its paper compares with.

            Examples:
              diorama model evaluate camera-noise --quick --json
            """);
        var export = new Command("export", """
            Write a network of a system as ONNX, for other programs.

            Examples:
              diorama model export camera-noise --onnx upscale.onnx
            """);
        foreach (LearnedSystem system in LearnedSystem.All) {
            export.Add(system.Export());
            train.Add(system.Train());
            evaluate.Add(system.Evaluate());
        }
        return new Command("model", "Train, measure and list the learned systems.") { list, show, train, evaluate, export };
    }

    private static LearnedSystem Find(string name) => LearnedSystem.All.FirstOrDefault(s => s.Name == name)
        ?? throw NearestNames.Unknown("learned system", name, LearnedSystem.All.Select(s => s.Name));

    private static int List(bool json) {
        if (json) {
            Console.WriteLine(new JsonArray([.. LearnedSystem.All.Select(s => new JsonObject {
                ["name"] = s.Name, ["task"] = s.Task, ["paper"] = s.Paper,
                ["sizes"] = new JsonArray([.. s.Sizes.Select(z => (JsonNode)z.Name)]),
                ["weights"] = new JsonArray([.. ShippedWeights.Of(s.Name).Select(w => (JsonNode)Path.GetFileName(w))]),
            })]).ToJsonString());
            return 0;
        }
        foreach (LearnedSystem system in LearnedSystem.All) {
            Console.WriteLine($"{system.Name}: {system.Task}");
            Console.WriteLine($"  {system.Paper}");
            Console.WriteLine($"  sizes {string.Join(", ", system.Sizes.Select(s => s.Name))}; weights "
                + $"{string.Join(", ", ShippedWeights.Of(system.Name).Select(Path.GetFileNameWithoutExtension))}");
        }
        return 0;
    }

    private static int Show(LearnedSystem system) {
        Console.WriteLine($"{system.Name}: {system.Task}");
        Console.WriteLine(system.Paper);
        Console.WriteLine($"{system.Page} tells more.");
        Console.WriteLine();
        Console.WriteLine("Sizes:");
        foreach ((string name, string what) in system.Sizes) Console.WriteLine($"  {name,-8} {what}");
        foreach (string path in ShippedWeights.Of(system.Name)) {
            Console.WriteLine();
            Console.WriteLine($"{Path.GetFileName(path)}, {new FileInfo(path).Length / 1024.0:0} KiB:");
            string facts = Path.ChangeExtension(path, ".json");
            if (!File.Exists(facts) || JsonNode.Parse(WholeFile.Read(facts)) is not JsonObject said) continue;
            foreach ((string key, JsonNode? value) in said) Console.WriteLine($"  {key,-12} {value?.ToString().Replace('\n', ',')}");
        }
        return 0;
    }
}
