using System.CommandLine;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Models.CameraNoise;

namespace Diorama.Cli.Commands.Models.CameraNoise;

/// <summary>Options and reading of the image pairs on which camera noise is trained and measured.</summary>
internal static class PairOptions {
    internal static readonly Option<string> Data = new Option<string>("--data") {
        Description = "simulated, real or both.", DefaultValueFactory = _ => "simulated",
    }.OneOf("simulated", "real", "both");
    internal static readonly Option<string?> Real =
        new("--real") { Description = "Folder with cc/ and polyu/, the real pairs; $DIORAMA_REAL_NOISE by default." };

    internal static readonly Option<string?> Cameras = new Option<string?>("--cameras") {
        Description = "Simulated pairs: usual (five, as in the tables) or wide (every eighth of the pack, the default of a model that is "
            + "to know any).",
    }.OneOf("usual", "wide");

    /// <summary>Returns the requested sets: simulated pairs, real pairs, or both.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="library">Asset library with cameras and panoramas.</param>
    /// <param name="wideByDefault">Whether simulated pairs are of many cameras where the command line does not say it.</param>
    internal static List<NoiseSet> Sets(ParseResult parsed, AssetLibrary library, bool wideByDefault = false) {
        string data = parsed.GetValue(Data)!;
        bool wide = parsed.GetValue(Cameras) is { } cameras ? cameras == "wide" : wideByDefault;
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

    /// <summary>Returns the folder of real pairs; null if none is named.</summary>
    internal static string? RealFolder(ParseResult parsed) =>
        parsed.GetValue(Real) ?? Environment.GetEnvironmentVariable("DIORAMA_REAL_NOISE");

    /// <summary>
    /// Reads the set of real pairs; <paramref name="what"/> names the option or command that needs it, for the error message.
    /// </summary>
    internal static NoiseSet RealPairs(ParseResult parsed, AssetLibrary library, string what) {
        string folder = RealFolder(parsed) ?? throw new UsageException(
            $"{what} needs --real FOLDER, the folder with cc/ and polyu/; the pairs may not be passed on and do not come with Diorama.");
        return NoiseSet.Real(folder, library.Cameras);
    }
}
