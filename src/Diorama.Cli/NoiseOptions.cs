using System.CommandLine;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Models.CameraNoise;

namespace Diorama.Cli;

/// <summary>Which noise: what <c>noise apply</c> and <c>noise sample</c> share.</summary>
internal static class NoiseOptions {
    public static readonly Option<string> Camera =
        new("--camera") { Description = "Maker and model, or model ('diorama noise cameras' lists them).", Required = true };
    public static readonly Option<double> Iso = NumberOption.Required("--iso", "Sensitivity, within what was measured of the camera.", 1,
        1e7);
    public static readonly Option<string> Model = new("--model") { Description = "'flow', which comes with Diorama, or a file of weights "
        + "that 'noise train' wrote, of any model.", DefaultValueFactory = _ => "flow" };
    public static readonly Option<double> Temperature = NumberOption.Of("--temperature",
        "How strong: 1 is the noise that was learned, 0 almost none.", 1.0, 0, 4);
    public static readonly Option<ulong> Seed = new("--seed") { Description = "Another seed gives other noise of the same kind." };
    public static readonly Option<int> Threads = NumberOption.Of("--threads",
        "Worker threads; 0 is one for each core. The bytes do not depend on it.", 0, 0, RecipeOptions.MostThreads);
    public static readonly Option<bool> Force = new("--force") { Description = "Overwrite files that are there." };

    public static IEnumerable<Option> All => [Camera, Iso, Model, Temperature, Seed, Threads, Force, AssetsCommand.NoInstall];

    /// <exception cref="BadInputException">There is no such noise.</exception>
    public static PictureNoise Open(ParseResult parsed) {
        double iso = parsed.GetValue(Iso), temperature = parsed.GetValue(Temperature);
        AssetLibrary library = AssetsCommand.Library(parsed);
        return PictureNoise.Open(parsed.GetValue(Model)!, library.Cameras,
            parsed.GetValue(Camera)!, iso, temperature);
    }
}
