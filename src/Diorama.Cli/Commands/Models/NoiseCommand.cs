using System.CommandLine;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama noise</c>: what comes of the learned noise of cameras.</summary>
internal static class NoiseCommand {
    public static Command Create() => new("noise", """
        Add the noise of cameras to images. 'diorama model train camera-noise' learns it.

        Examples:
          diorama noise apply renders/ -o noisy/ --camera "Nikon D800" --iso 3200
          diorama noise sample --clean clean.png --camera "Nikon D800" --iso 3200 --count 8 -o samples
          diorama noise cameras canon
          diorama noise upscale photo.jpg -o large.png
        """) {
            NoiseApplyCommand.Create(), NoiseSampleCommand.Create(), NoiseCamerasCommand.Create(),
            NoiseUpscaleCommand.Create(),
            MovedCommand.Create("train", "model train camera-noise"), MovedCommand.Create("evaluate", "model evaluate camera-noise"),
            MovedCommand.Create("denoise", "model evaluate camera-noise --only denoise-real"),
        };
}
