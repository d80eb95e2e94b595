using System.CommandLine;
using System.Globalization;
using Diorama.Cli.Options;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama noise sample</c>: draws several noisy versions of one clean picture.</summary>
internal static class NoiseSampleCommand {
    private static readonly Option<string> Clean = new("--clean") { Description = "PNG or JPEG without noise.", Required = true };
    private static readonly Option<int> Count = NumberOption.Of("--count", "How many.", 1, 1, 1_000_000);
    private static readonly Option<string> Output = OutputOption.Required(
        "Folder; files are called after the clean one, with a number.");

    public static Command Create() {
        var command = new Command("sample", """
            Draw noisy versions of a clean image, as PNG, by any trained model.

            Examples:
              diorama noise sample --clean clean.png --camera "Nikon D800" --iso 3200 --count 8 -o samples
              diorama noise sample --clean clean.png --camera "LGE Nexus 5" --iso 1600 --model paper.safetensors -o samples
            """) { Clean, Count, Output };
        foreach (Option option in NoiseOptions.All) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        (string source, int count) = (parsed.GetValue(Clean)!, parsed.GetValue(Count));
        string name = Path.GetFileNameWithoutExtension(source);
        string[] targets = [
            .. Enumerable.Range(1, count).Select(i => Path.Combine(parsed.GetValue(Output)!,
                $"{name}-{i.ToString($"D{count.ToString(CultureInfo.InvariantCulture).Length}", CultureInfo.InvariantCulture)}.png"))];
        if (!parsed.GetValue(CommonOptions.Force) && targets.FirstOrDefault(File.Exists) is { } there)
            throw new BadInputException($"{there} exists; --force overwrites it.");
        Image<Rgb8> clean = ImageFile.ReadRgb8(source);
        PictureNoise noise = NoiseOptions.Open(parsed);
        Keyed key = Keyed.Start(parsed.GetValue(NoiseOptions.Seed)).With("noise sample");
        ProgressLine.Run("noise", progress => {
            for (int i = 0; i < count; i++) {
                cancellation.ThrowIfCancellationRequested();
                int number = i;
                NoisePictureFiles.Write(targets[i], noise.Apply(clean, key.With(i), parsed.GetValue(CommonOptions.Threads),
                    share => progress((number + share) / count)));
            }
        });
        foreach (string target in targets) Console.WriteLine(target);
        return 0;
    }
}
