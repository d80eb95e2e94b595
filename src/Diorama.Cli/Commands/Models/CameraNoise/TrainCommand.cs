using System.CommandLine;
using System.Globalization;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Learning.Training;
using Diorama.Models.CameraNoise;

namespace Diorama.Cli.Commands.Models.CameraNoise;

/// <summary><c>diorama model train camera-noise</c>: trains one model of camera noise and saves its weights.</summary>
internal static class TrainCommand {
    private static readonly Option<string> Size = new Option<string>("--size") {
        Description = "small (the spatial flow for any camera, which ships), compare (for five cameras by name) or paper (the published "
            + "flow for five cameras); --model and --cameras choose others.", DefaultValueFactory = _ => "small",
    }.OneOf("small", "compare", "paper");
    private static readonly Option<string?> Model = new Option<string?>("--model") {
        Description = $"One of {string.Join(", ", NoiseModelKind.All.Append(NoiseModelKind.AnyCamera).Select(k => k.Name))}, or "
            + $"{Upscaler.Name}, the network of 'noise upscale'.",
    }.ReadBy(name => { if (name != Upscaler.Name) NoiseModelKind.Find(name); });

    public static Command Create() {
        var command = new Command("camera-noise", """
            Train a model of camera noise and keep the weights of the best validation.

            Examples:
              diorama model train camera-noise
              diorama model train camera-noise --model paper -o paper.safetensors
              diorama model train camera-noise --model noise-flow --data real --real ~/real-noise --seed 1 -o real.safetensors
            """) { Size, Model, PairOptions.Data, PairOptions.Cameras, PairOptions.Real };
        foreach (Option option in TrainOptions.All) command.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    /// <summary>Trains the network that doubles photographs, on clean renders with the noise that ships.</summary>
    private static int Upscale(ParseResult parsed, CancellationToken cancellation) {
        AssetLibrary library = CommonOptions.Library(parsed);
        var training = new UpscalerTraining { Seed = parsed.GetValue(TrainOptions.Seed) };
        TrainingOptions options = TrainOptions.Of(parsed, Path.Combine(library.Folder, "trained", "camera-noise", "upscale.safetensors"),
            $"camera-noise {Upscaler.Name}", new Dictionary<string, string> { ["command"] = TrainOptions.CommandLine(parsed),
                ["system"] = "camera-noise", ["model"] = Upscaler.Name, ["data"] = "simulated",
                ["licence_of_data"] = TrainedModels.DataLicence("simulated") }, cancellation);
        IReadOnlyList<DenoiserExample> examples = [];
        ProgressLine.Run("noisy renders", progress => {
            SimulatedPairs wide = SimulatedPairs.Wide(library, progress);
            examples = UpscalerTrainer.Examples(wide.Make().Train, wide.Grid, TrainedModels.Read(
                ShippedWeights.Find("camera-noise", "small"), library.Cameras), training.Seed);
        });
        Upscaler upscaler = UpscalerTrainer.Train(examples, training, options);
        Console.WriteLine($"{options.Path}: {upscaler.ParameterCount} parameters");
        return 0;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        if (parsed.GetValue(Model) == Upscaler.Name) return Upscale(parsed, cancellation);
        string size = parsed.GetValue(Size)!;
        NoiseModelKind kind = NoiseModelKind.Find(parsed.GetValue(Model) ?? size switch { "paper" => "paper", "compare" => "spatial",
            _ => NoiseModelKind.AnyCamera.Name });
        if (parsed.GetValue(PairOptions.Data) == "both")
            throw new UsageException("A model is trained on one kind of pairs; --data simulated or --data real was expected.");
        AssetLibrary library = CommonOptions.Library(parsed);
        string name = parsed.GetValue(Model) ?? size;
        TrainingOptions options = TrainOptions.Of(parsed, Path.Combine(library.Folder, "trained", "camera-noise", name + ".safetensors"),
            "", new Dictionary<string, string>(), cancellation);
        // Names of cameras are what the small model does without.
        NoiseSet set = PairOptions.Sets(parsed, library, wideByDefault: kind == NoiseModelKind.AnyCamera)[0];
        kind = kind.For(set);
        var facts = new Dictionary<string, string> { ["command"] = TrainOptions.CommandLine(parsed) };
        foreach ((string key, string value) in TrainedModels.Facts(kind, set)) facts[key] = value;
        options = options with { Identity = TrainedModels.Identity(kind, set), Facts = facts };
        var (model, result) = NoiseTrainer.Train(() => kind.Make(set.Grid), set, kind.Training, parsed.GetValue(TrainOptions.Seed),
            options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{options.Path}: {kind.Title} of {set.Name} noise, {model.ParameterCount} parameters, validation {result.BestScore:F4} "
                + $"at step {result.BestStep}, {result.Seconds:F0} s"));
        return 0;
    }
}
