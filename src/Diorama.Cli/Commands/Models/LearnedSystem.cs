using System.CommandLine;
using Diorama.Cli.Commands.Models.CameraNoise;

namespace Diorama.Cli.Commands.Models;

/// <summary>A learned system as <c>diorama model</c> knows it.</summary>
/// <param name="Name">Name on the command line, and of the folder of its weights.</param>
/// <param name="Task">What it does, in one line.</param>
/// <param name="Paper">Publication that it follows.</param>
/// <param name="Sizes">Sizes by name, with what each is.</param>
/// <param name="Page">Page of the documentation.</param>
internal sealed record LearnedSystem(string Name, string Task, string Paper, IReadOnlyList<(string Name, string What)> Sizes, string Page) {
    /// <summary>Makes the command that trains it.</summary>
    public required Func<Command> Train { get; init; }
    /// <summary>Makes the command that measures it on held-out data.</summary>
    public required Func<Command> Evaluate { get; init; }

    /// <summary>Makes the command that writes one of its networks for other programs.</summary>
    public required Func<Command> Export { get; init; }

    /// <summary>All systems. A new one is added to this list.</summary>
    public static IReadOnlyList<LearnedSystem> All { get; } = [
        new("camera-noise", "The noise of cameras in the pictures that they write: how likely it is, and samples of it.",
            "Kousha et al., Modeling sRGB Camera Noise with Normalizing Flows, CVPR 2022",
            [("small", "the spatial flow for any camera, which ships"), ("compare", "the spatial flow for five cameras by name"),
                ("paper", "the published flow for five cameras")],
            "docs/systems/camera-noise.md") { Train = TrainCommand.Create, Evaluate = EvaluateCommand.Create,
            Export = ExportCommand.Create },
    ];
}
