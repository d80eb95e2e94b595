using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Scenes;

namespace Diorama.Cli;

/// <summary>Writes what <c>diorama render</c> made: all files are finished beside their place first, then renamed into it.</summary>
internal static class RenderOutput {
    public static void CheckTarget(string output) {
        string extension = Path.GetExtension(output).ToLowerInvariant();
        if (extension is not (".exr" or ".png")) throw new BadInputException($"{output} cannot be written; expected a name that ends in .exr or .png.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        if (!Directory.Exists(folder)) throw new BadInputException($"{output} cannot be written; the folder {folder} does not exist.");
    }

    public static IReadOnlyList<string> Write(string output, RenderedImage image, LabelNames labels, RenderScene scene, CameraRays rays,
        Node cameraNode, double frameInterval, float exposure, int threads) {
        if (output.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) {
            ImageFile.WritePng(output, image.Radiance, exposure);
            return [output];
        }
        ExrLayers layers = new ExrLayers(image.Radiance.Width, image.Radiance.Height).Color(image.Radiance);
        layers.Write(output);
        return [output];
    }
}
