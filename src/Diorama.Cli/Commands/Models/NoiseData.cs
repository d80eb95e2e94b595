using System.CommandLine;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Models.CameraNoise;

namespace Diorama.Cli.Commands.Models;

/// <summary>Options and reading of the image pairs on which <c>diorama noise</c> trains and evaluates.</summary>
internal static class NoiseData {
    internal static readonly Option<string> Data = new Option<string>("--data") {
        Description = "simulated, real or both.", DefaultValueFactory = _ => "simulated",
    }.OneOf("simulated", "real", "both");
    internal static readonly Option<string?> Real =
        new("--real") { Description = "Folder with cc/ and polyu/, the real pairs; $DIORAMA_REAL_NOISE by default." };

    internal static readonly Option<string> Cameras = new Option<string>("--cameras") {
        Description = "Simulated pairs: usual (five, as in the tables) or wide (every eighth of the pack, for a model that is to know "
            + "any).", DefaultValueFactory = _ => "usual",
    }.OneOf("usual", "wide");

    /// <summary>Returns the requested sets: simulated pairs, real pairs, or both.</summary>
    internal static List<NoiseSet> Sets(ParseResult parsed, AssetLibrary library) {
        string data = parsed.GetValue(Data)!;
        bool wide = parsed.GetValue(Cameras) == "wide";
        var sets = new List<NoiseSet>();
        if (data != "real") {
            ProgressLine.Run("simulated pairs", progress => {
                sets.Add(NoiseSet.Simulated(wide ? SimulatedPairs.Wide(library, progress)
                    : new SimulatedPairs(library) { Progress = progress }));
            });
        }
        if (data != "simulated") sets.Add(RealPairs(parsed, library, "--data real"));
        return sets;
    }

    /// <summary>
    /// Reads the set of real pairs; <paramref name="what"/> names the option or command that needs it, for the error message.
    /// </summary>
    internal static NoiseSet RealPairs(ParseResult parsed, AssetLibrary library, string what) {
        string folder = parsed.GetValue(Real) ?? Environment.GetEnvironmentVariable("DIORAMA_REAL_NOISE")
            ?? throw new UsageException(
            $"{what} needs --real FOLDER, the folder with cc/ and polyu/; the pairs may not be passed on and do not come with Diorama.");
        return NoiseSet.Real(folder, library.Cameras);
    }
}
