using System.CommandLine;
using System.Globalization;
using Diorama.Sensors.Profiles;

namespace Diorama.Cli;

/// <summary><c>diorama noise cameras</c>: the cameras whose noise was measured.</summary>
internal static class NoiseCamerasCommand {
    private static readonly Argument<string> Part = new("NAME") { Description = "Only names with this in them.",
        DefaultValueFactory = _ => "" };

    public static Command Create() {
        var command = new Command("cameras", "List the cameras of the pack with the sensitivities that were measured.") { Part,
            AssetsCommand.NoInstall };
        command.SetAction(parsed => {
            foreach (CameraProfile camera in AssetsCommand.Library(parsed).Cameras.All) {
                if (!camera.Name.Contains(parsed.GetValue(Part)!, StringComparison.OrdinalIgnoreCase)) continue;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{camera.Name,-36} ISO {camera.LowestIso} to {camera.HighestIso}"));
            }
            return 0;
        });
        return command;
    }
}
