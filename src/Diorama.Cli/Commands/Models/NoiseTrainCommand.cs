using System.CommandLine;
using System.Globalization;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Models.CameraNoise;
using Diorama.Tensors;
using Diorama.Tensors.Files;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama noise train MODEL</c>: trains one model of camera noise and saves its weights.</summary>
internal static class NoiseTrainCommand {
    private static readonly Argument<string> Model =
        new Argument<string>("MODEL") { Description = $"One of {string.Join(", ", NoiseModelKind.All.Select(k => k.Name))}." }
            .ReadBy(name => NoiseModelKind.Find(name));
    private static readonly Option<string> Out = OutputOption.Required(
        "File of weights, safetensors; a log of training as JSON lines is written beside it.", "--out");
    private static readonly Option<ulong> Seed = CommonOptions.Seed("Seed of the initial weights and of the order of the patches.");
    private static readonly Option<int?> Steps = NumberOption.Optional("--steps", "Steps of training; those of the model by default.", 1,
        1_000_000_000);
    private static readonly Option<int?> Batch = NumberOption.Optional("--batch", "Patches in a step.", 1, 1_000_000);
    private static readonly Option<double?> Rate = NumberOption.Optional("--rate", "Learning rate at first.", 0.0, 1000);
    private static readonly Option<int> Threads = NumberOption.Of("--threads",
        "Threads of libtorch; 0 is one for each core. Other numbers give other last bits.", 1, 0, CommonOptions.MaxThreads);

    public static Command Create() {
        var command = new Command("train", """
            Train a model of camera noise and keep the weights of the best validation.

            Examples:
              diorama noise train paper -o paper.safetensors
              diorama noise train spatial-any --cameras wide -o any.safetensors
              diorama noise train noise-flow --data real --real ~/real-noise --seed 1 -o real.safetensors
            """) { Model, Out, Seed, NoiseData.Data, NoiseData.Cameras, NoiseData.Real, Steps, Batch, Rate, Threads,
            CommonOptions.Force, CommonOptions.NoInstall };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        NoiseModelKind kind = NoiseModelKind.Find(parsed.GetValue(Model)!);
        string path = parsed.GetValue(Out)!, log = Path.ChangeExtension(path, ".jsonl");
        if (File.Exists(path) && !parsed.GetValue(CommonOptions.Force))
            throw new BadInputException($"{path} exists; --force overwrites it.");
        if (parsed.GetValue(NoiseData.Data) == "both")
            throw new UsageException("A model is trained on one kind of pairs; --data simulated or --data real was expected.");
        Torch.Threads = parsed.GetValue(Threads) is > 0 and int threads ? threads : Environment.ProcessorCount;
        NoiseSet set = NoiseData.Sets(parsed, CommonOptions.Library(parsed))[0];
        kind = kind.For(set);
        kind = kind with { Training = kind.Training with {
            Steps = parsed.GetValue(Steps) ?? kind.Training.Steps, Batch = parsed.GetValue(Batch) ?? kind.Training.Batch,
            LearningRate = parsed.GetValue(Rate) ?? kind.Training.LearningRate,
        } };
        ulong seed = parsed.GetValue(Seed);
        ProgressLine.Run($"train {kind.Name}", progress => {
            var (model, result) = NoiseTrainer.Train(() => kind.Make(set.Grid), set, kind.Training with { Seed = seed, Log = log },
                progress, cancellation);
            Weights.Save(path, model, TrainedModels.Facts(kind, set, seed, result));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {kind.Title} of {set.Name} noise, {model.ParameterCount} parameters, validation {result.Validation:F4} nats "
                    + $"per number at step {result.BestStep}, {result.Seconds:F0} s"));
        });
        return 0;
    }
}
