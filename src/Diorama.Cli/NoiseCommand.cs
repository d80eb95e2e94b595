using System.CommandLine;

namespace Diorama.Cli;

/// <summary><c>diorama noise</c>: noise of cameras as learned from pictures.</summary>
internal static class NoiseCommand {
    public static Command Create() => new("noise", """
        Learn the noise of cameras.

        Examples:
          diorama noise train paper --out paper.safetensors
          diorama noise evaluate --models iso,paper --seeds 0
          diorama noise evaluate --data both --real ~/real-noise --json
        """) { NoiseTrainCommand.Create(), NoiseEvaluateCommand.Create() };
}
