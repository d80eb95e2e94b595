using System.CommandLine;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama noise apply IN... -o OUT</c>: adds learned noise to existing images.</summary>
internal static class NoiseApplyCommand {
    private static readonly Argument<string[]> Source = new("IN") { Description = "PNG or JPEG files, or folders of them with all below.",
        Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Output = OutputOption.Required(
        "Folder, in which files keep their names; for one file also a name that ends in .png or .jpg.");

    public static Command Create() {
        var command = new Command("apply", """
            Add the noise of a camera to images without noise. They need three channels of 8 bits. An image's noise
            depends on the seed and on its name below the folder that was given, not on the other files. Files stay PNG
            or JPEG (quality 95, colours in full), with their Exif and colour profile.

            An image that cannot be used is told on standard error, the others are made, and the exit code is 65. Nothing
            is overwritten without --force.

            Examples:
              diorama noise apply clean.png -o noisy.png --camera "Nikon D800" --iso 3200
              diorama noise apply renders/ -o noisy/ --camera "Canon EOS 80D" --iso 1600 --seed 7
              diorama noise apply renders/ -o noisy/ --camera "Nikon D800" --iso 3200 --model real.safetensors
            """) { Source, Output };
        foreach (Option option in NoiseOptions.All) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string output = parsed.GetValue(Output)!;
        List<NoisePicture> pictures = NoisePictureFiles.Find(parsed.GetValue(Source)!, output, parsed.GetValue(CommonOptions.Force));
        PictureNoise noise = NoiseOptions.Open(parsed);
        Keyed key = Keyed.Start(parsed.GetValue(NoiseOptions.Seed)).With("noise");
        int threads = parsed.GetValue(CommonOptions.Threads);
        var refused = new List<string>();
        ProgressLine.Run("noise", progress => {
            for (int i = 0; i < pictures.Count; i++) {
                if (cancellation.IsCancellationRequested && i > 0)
                    throw new StoppedException($"Stopped; {i - refused.Count} of {pictures.Count} pictures were written.");
                cancellation.ThrowIfCancellationRequested();
                NoisePicture picture = pictures[i];
                Image<Rgb8> clean;
                try {
                    clean = ImageFile.ReadRgb8(picture.Source);
                } catch (BadInputException e) when (pictures.Count > 1) {
                    refused.Add(e.Message);
                    continue;
                }
                int number = i;
                Image<Rgb8> noisy = noise.Apply(clean, key.With(picture.Name), threads,
                    share => progress((number + share) / pictures.Count));
                NoisePictureFiles.Write(picture.Target, noisy, picture.Source);
            }
        });
        foreach (string sentence in refused) Console.Error.WriteLine(sentence);
        int made = pictures.Count - refused.Count;
        if (made > 0) Console.WriteLine(pictures.Count == 1 ? pictures[0].Target
            : $"{output}: {made} {(made == 1 ? "picture" : "pictures")}");
        if (refused.Count == 0) return 0;
        Console.Error.WriteLine($"{refused.Count} of {pictures.Count} pictures could not be used.");
        return ExitCodes.BadInput;
    }
}
