using System.CommandLine;
using Diorama.Cli.Options;
using Diorama.Cli.Terminals;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Training;
using Diorama.Models.CameraNoise;
using Diorama.Tensors;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama noise upscale PHOTO -o OUT</c>: doubles a noisy photograph and takes its noise away.</summary>
internal static class NoiseUpscaleCommand {
    private static readonly Argument<string> Photo = new("PHOTO") { Description = "A PNG or JPEG file of three channels of 8 bits." };
    private static readonly Option<string> Output = OutputOption.Required("File to write, .png or .jpg.");
    private static readonly Option<string?> Model = new("--model") {
        Description = "File of weights that 'model train camera-noise --model upscale' wrote; those that come with Diorama by default.",
    };

    public static Command Create() {
        var command = new Command("upscale", """
            Double the width and height of a noisy photograph, and take its noise away. The network was trained on clean
            renders with the noise that 'noise apply' adds.

            Examples:
              diorama noise upscale photo.jpg -o large.png
              diorama noise upscale photo.jpg -o large.png --model mine.safetensors
            """) { Photo, Output, Model, CommonOptions.Threads, CommonOptions.Force };
        command.SetAction((parsed, _) => Task.Run(() => Run(parsed), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed) {
        NoisePicture picture = NoisePictureFiles.Find([parsed.GetValue(Photo)!], parsed.GetValue(Output)!,
            parsed.GetValue(CommonOptions.Force))[0];
        Torch.Threads = parsed.GetValue(CommonOptions.Threads) is > 0 and int threads ? threads : Environment.ProcessorCount;
        var upscaler = Upscaler.Read(parsed.GetValue(Model) ?? ShippedWeights.Find("camera-noise", Upscaler.Name));
        Image<Rgb8> small = ImageFile.ReadRgb8(picture.Source);
        ProgressLine.Run("upscale", progress => NoisePictureFiles.Write(picture.Target, upscaler.Double(small, progress), picture.Source));
        Console.WriteLine(picture.Target);
        return 0;
    }
}
