using System.CommandLine;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama noise</c>: trains, evaluates and applies learned models of camera noise.</summary>
internal static class NoiseCommand {
    public static Command Create() => new("noise", """
        Learn the noise of cameras, and add it to images.

        Examples:
          diorama noise apply renders/ -o noisy/ --camera "Nikon D800" --iso 3200
          diorama noise train paper -o paper.safetensors
          diorama noise evaluate --models iso,paper --seeds 0
          diorama noise evaluate --data both --real ~/real-noise --json
        """) {
            NoiseApplyCommand.Create(), NoiseSampleCommand.Create(), NoiseCamerasCommand.Create(), NoiseTrainCommand.Create(),
            NoiseEvaluateCommand.Create(), NoiseDenoiseCommand.Create(),
        };
}
