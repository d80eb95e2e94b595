using System.CommandLine;
using Diorama.Cli.Processes;
using Diorama.Core;
using Diorama.Learning.Training;
using Diorama.Tensors;

namespace Diorama.Cli.Options;

/// <summary>Options of <c>diorama model train</c> that all systems have.</summary>
internal static class TrainOptions {
    public static readonly Option<string?> Out = OutputOption.Optional(
        "File of weights, safetensors, with facts, log and curve beside it; in the data folder by default.", "--out");
    public static readonly Option<ulong> Seed = CommonOptions.Seed("Seed of the initial weights and of the order of the data.");
    public static readonly Option<int?> Steps = NumberOption.Optional("--steps",
        "Steps to make of those that are planned, whose learning rates stay as they are.", 1, 1_000_000_000);
    public static readonly Option<double?> Minutes = NumberOption.Optional("--minutes",
        "Time to train; the facts beside the weights tell the steps, which --steps repeats.", 0.0, 1e6);
    public static readonly Option<string> Device = new Option<string>("--device") {
        Description = "cpu or cuda; a checkpoint goes on on either.", DefaultValueFactory = _ => "cpu",
    }.OneOf("cpu", "cuda");
    public static readonly Option<int> Threads = NumberOption.Of("--threads",
        "Threads of libtorch; 0 is one for each core. Other numbers give other last bits.", 1, 0, CommonOptions.MaxThreads);
    public static readonly Option<bool> Force = new("--force") { Description = "Begin anew where weights or a checkpoint exist." };

    public static IEnumerable<Option> All => [Out, Seed, Steps, Minutes, Device, Threads, Force, CommonOptions.NoInstall];

    /// <summary>Returns the options of a training, and sets the threads of libtorch.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">Path of the weights if the command line does not tell one.</param>
    /// <param name="identity">What is trained.</param>
    /// <param name="facts">What else belongs beside the weights.</param>
    /// <param name="cancellation">Stops with a checkpoint.</param>
    /// <exception cref="BadInputException">The weights exist.</exception>
    public static TrainingOptions Of(ParseResult parsed, string path, string identity, IReadOnlyDictionary<string, string> facts,
        CancellationToken cancellation) {
        path = parsed.GetValue(Out) ?? path;
        bool anew = parsed.GetValue(Force);
        if (File.Exists(path) && !anew) throw new BadInputException($"{path} exists; --force trains it anew.");
        bool cuda = parsed.GetValue(Device) == "cuda";
        if (cuda && Tensors.Device.CudaCount == 0)
            throw new UsageException("--device cuda: libtorch sees no such device here; cpu was expected.");
        Torch.Threads = parsed.GetValue(Threads) is > 0 and int threads ? threads : Environment.ProcessorCount;
        return new() {
            Path = path, Identity = identity, Facts = facts, Steps = parsed.GetValue(Steps), Minutes = parsed.GetValue(Minutes),
            Device = cuda ? Tensors.Device.Cuda() : Tensors.Device.Cpu, StartsAnew = anew, Cancellation = cancellation,
        };
    }

    /// <summary>Returns the command line, for the facts beside the weights.</summary>
    public static string CommandLine(ParseResult parsed) =>
        "./diorama " + string.Join(' ',
        parsed.Tokens.Select(t => t.Value.Contains(' ', StringComparison.Ordinal) ? $"'{t.Value}'" : t.Value));
}
