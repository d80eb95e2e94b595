using System.CommandLine;
using System.Globalization;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Core;
using Diorama.Models.CameraNoise;

namespace Diorama.Cli.Commands.Models;

/// <summary>Options that select the noise, shared by <c>noise apply</c> and <c>noise sample</c>.</summary>
internal static class NoiseOptions {
    public static readonly Option<string> Camera =
        new("--camera") { Description = "Maker and model, or model ('diorama noise cameras' lists them).", Required = true };
    public static readonly Option<double> Iso = NumberOption.Required("--iso", "Sensitivity, within what was measured of the camera.", 1,
        1e7);
    public static readonly Option<string> Model = new("--model") { Description = "'flow', which comes with Diorama, or a file of weights "
        + "that 'model train camera-noise' wrote, of any model.", DefaultValueFactory = _ => "flow" };
    public static readonly Option<double> Temperature = NumberOption.Of("--temperature",
        "How strong: 1 is the noise that was learned, 0 almost none.", 1.0, 0, 4);
    public static readonly Option<ulong> Seed = CommonOptions.Seed("Another seed gives other noise of the same kind.");
    public static readonly Option<string> Seeds = new Option<string>("--seeds") {
        Description = "Seeds of training, separated by commas; figures are means over them.", DefaultValueFactory = _ => "0,1,2",
    }.ReadBy(text => SeedsIn(text));

    public static IEnumerable<Option> All => [Camera, Iso, Model, Temperature, Seed, CommonOptions.Threads, CommonOptions.Force,
        CommonOptions.NoInstall];

    public static ulong[] SeedsOf(ParseResult parsed) => SeedsIn(parsed.GetValue(Seeds)!);

    private static ulong[] SeedsIn(string text) => [.. TextOption.Split(text).Select(t =>
        ulong.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
            : throw new BadInputException($"--seeds has '{t}'; whole numbers such as 0,1,2 were expected."))];

    /// <exception cref="BadInputException">The model, the camera or its sensitivity cannot be used.</exception>
    public static PictureNoise Open(ParseResult parsed) {
        double iso = parsed.GetValue(Iso), temperature = parsed.GetValue(Temperature);
        AssetLibrary library = CommonOptions.Library(parsed);
        return PictureNoise.Open(parsed.GetValue(Model)!, library.Cameras,
            parsed.GetValue(Camera)!, iso, temperature);
    }
}
