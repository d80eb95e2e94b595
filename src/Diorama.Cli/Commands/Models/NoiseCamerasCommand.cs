using System.CommandLine;
using System.Globalization;
using Diorama.Cli.Options;
using Diorama.Sensors.Profiles;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama noise cameras</c>: lists the cameras whose noise was measured.</summary>
internal static class NoiseCamerasCommand {
    private static readonly Argument<string> Part = new("NAME") { Description = "Only names with this in them.",
        DefaultValueFactory = _ => "" };

    public static Command Create() {
        var command = new Command("cameras", """
            List the cameras of the pack with the sensitivities that were measured.

            Examples:
              diorama noise cameras
              diorama noise cameras nikon
            """) { Part,
            CommonOptions.NoInstall };
        command.SetAction(parsed => {
            foreach (CameraProfile camera in CommonOptions.Library(parsed).Cameras.All) {
                if (!camera.Name.Contains(parsed.GetValue(Part)!, StringComparison.OrdinalIgnoreCase)) continue;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{camera.Name,-36} ISO {camera.LowestIso} to {camera.HighestIso}"));
            }
            return 0;
        });
        return command;
    }
}
