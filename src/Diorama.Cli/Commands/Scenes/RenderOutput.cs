using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Cli.Commands.Scenes;

/// <summary>Output of <c>diorama render</c>: the image, and a folder of labels beside it that appears whole or not at all.</summary>
internal sealed class RenderOutput {
    private readonly string image, labels;

    public bool IsExr { get; }

    /// <summary>Checks, before anything is rendered, that the image can be written there.</summary>
    public RenderOutput(string path) {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        image = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(image)!;
        if (!Directory.Exists(folder)) throw new BadInputException($"{path} cannot be written: the folder {folder} does not exist.");
        if (Directory.Exists(image)) throw new BadInputException($"{path} cannot be written: it is a folder.");
        // Checked before rendering rather than after it. Writing goes through a new file, so creating one must be possible.
        AtomicFile.Sweep(folder);
        string probe = AtomicFile.Temporary(image);
        try {
            using FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw FileException.Writing(path, e);
        }
        labels = Path.Combine(folder, Path.GetFileNameWithoutExtension(image) + "_labels");
        IsExr = extension == ".exr";
    }

    /// <summary>Writes the image and the labels, and returns the paths that were written.</summary>
    public IReadOnlyList<string> Write(RenderedImage rendered, LabelFrame? frame, RenderScene scene, CameraRays camera, float exposure) {
        ExrLayers? layers = IsExr ? new ExrLayers(rendered.Radiance.Width, rendered.Radiance.Height).Color(rendered.Radiance) : null;
        if (rendered.DiffuseDirect is not null) {
            layers?.Add("light_emission", rendered.Emission!, "RGB", PixelType.Half)
                .Add("diffuse_direct", rendered.DiffuseDirect, "RGB", PixelType.Half).Add("diffuse_indirect", rendered.DiffuseIndirect!,
                "RGB", PixelType.Half)
                .Add("specular_direct", rendered.SpecularDirect!, "RGB", PixelType.Half).Add("specular_indirect",
                rendered.SpecularIndirect!, "RGB", PixelType.Half);
        }
        string? staging = null;
        try {
            if (frame is not null) {
                staging = AtomicFile.Temporary(labels);
                Directory.CreateDirectory(staging);
                LabelFiles.WriteAll(staging, frame, layers);
                WriteLight(staging, rendered);
                ObjectsFile.Write(Path.Combine(staging, "objects.json"), frame, scene, camera);
            }
            if (layers is not null) layers.Attribute("software", "Diorama").Write(image);
            else ImageFile.WritePng(image, rendered.Radiance, exposure);
            if (staging is null) return [image];
            if (Directory.Exists(labels)) Directory.Delete(labels, recursive: true);
            Directory.Move(staging, labels);
            return [image, labels];
        } finally {
            if (staging is not null && Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    private static void WriteLight(string folder, RenderedImage rendered) {
        ImageFile.WriteExr(Path.Combine(folder, "radiance.exr"), rendered.Radiance, PixelType.Float);
        if (rendered.DiffuseDirect is null) return;
        ImageFile.WriteExr(Path.Combine(folder, "light_emission.exr"), rendered.Emission!);
        ImageFile.WriteExr(Path.Combine(folder, "diffuse_direct.exr"), rendered.DiffuseDirect);
        ImageFile.WriteExr(Path.Combine(folder, "diffuse_indirect.exr"), rendered.DiffuseIndirect!);
        ImageFile.WriteExr(Path.Combine(folder, "specular_direct.exr"), rendered.SpecularDirect!);
        ImageFile.WriteExr(Path.Combine(folder, "specular_indirect.exr"), rendered.SpecularIndirect!);
    }
}
