using System.CommandLine;
using System.Globalization;
using Diorama.Assets;
using Diorama.Assets.Packs;
using Diorama.Core;
using Diorama.Models.CameraNoise;
using Diorama.Sensors.Profiles;

namespace Diorama.Cli;

/// <summary>Which noise: what <c>noise apply</c> and <c>noise sample</c> share.</summary>
internal static class NoiseOptions {
    public static readonly Option<string> Camera = new("--camera") { Description = "Maker and model, or model ('diorama noise cameras' lists them).", Required = true };
    public static readonly Option<double> Iso = new("--iso") { Description = "Sensitivity, within what was measured of the camera.", Required = true };
    public static readonly Option<string> Model = new("--model") { Description = "'flow', which comes with Diorama, or a file of weights that 'noise train' wrote, of any model.", DefaultValueFactory = _ => "flow" };
    public static readonly Option<double> Temperature = new("--temperature") { Description = "How strong: 1 is the noise that was learned, 0 almost none.", DefaultValueFactory = _ => 1 };
    public static readonly Option<ulong> Seed = new("--seed") { Description = "Another seed gives other noise of the same kind." };
    public static readonly Option<int> Threads = new("--threads") { Description = "Worker threads; 0 is one for each core. The bytes do not depend on it." };
    public static readonly Option<bool> Force = new("--force") { Description = "Overwrite files that are there." };

    public static IEnumerable<Option> All => [Camera, Iso, Model, Temperature, Seed, Threads, Force, AssetsCommand.NoInstall];

    /// <exception cref="BadInputException">There is no such noise.</exception>
    public static PictureNoise Open(ParseResult parsed) {
        double iso = parsed.GetValue(Iso), temperature = TemperatureOf(parsed, Temperature);
        if (!(iso > 0 && double.IsFinite(iso))) throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--iso is {iso}; a number above 0 was expected."));
        if (parsed.GetValue(Threads) < 0) throw new BadInputException($"--threads is {parsed.GetValue(Threads)}; 0 or more was expected.");
        AssetLibrary library = AssetsCommand.Library(parsed);
        return PictureNoise.Open(parsed.GetValue(Model)!, CameraProfiles.Read(library.PackFolder(AllPacks.Cameras)), parsed.GetValue(Camera)!, iso, temperature);
    }

    /// <exception cref="BadInputException">It is no usable temperature.</exception>
    public static double TemperatureOf(ParseResult parsed, Option<double> option) {
        double temperature = parsed.GetValue(option);
        return temperature is >= 0 and <= 4 ? temperature
            : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--temperature is {temperature}; a number from 0 to 4 was expected."));
    }
}
