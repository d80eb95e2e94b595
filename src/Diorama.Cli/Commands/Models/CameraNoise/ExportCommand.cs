using System.CommandLine;
using Diorama.Cli.Options;
using Diorama.Core;
using Diorama.Learning.Training;
using Diorama.Models.CameraNoise;

namespace Diorama.Cli.Commands.Models.CameraNoise;

/// <summary><c>diorama model export camera-noise --onnx FILE</c>: writes the network of <c>noise upscale</c> as ONNX.</summary>
internal static class ExportCommand {
    private static readonly Option<string> Onnx = new("--onnx") { Description = "File to write, .onnx.", Required = true };
    private static readonly Option<string?> Weights = new("--weights") {
        Description = "File that 'model train camera-noise --model upscale' wrote; what comes with Diorama by default.",
    };

    public static Command Create() {
        var command = new Command("camera-noise", """
            Write the network of 'noise upscale' as ONNX. Its input is small [N, 3, H, W], its output large
            [N, 3, 2·H, 2·W], red, green and blue from 0 to 255. The flows are sampled pixel by pixel, which is no graph.

            Examples:
              diorama model export camera-noise --onnx upscale.onnx
              diorama model export camera-noise --onnx upscale.onnx --weights mine.safetensors
            """) { Onnx, Weights, CommonOptions.Force };
        command.SetAction(parsed => {
            string path = parsed.GetValue(Onnx)!;
            if (File.Exists(path) && !parsed.GetValue(CommonOptions.Force))
                throw new BadInputException($"{path} exists; --force overwrites it.");
            Upscaler.Read(parsed.GetValue(Weights) ?? ShippedWeights.Find("camera-noise", Upscaler.Name)).Export(path);
            Console.WriteLine(path);
            return 0;
        });
        return command;
    }
}
