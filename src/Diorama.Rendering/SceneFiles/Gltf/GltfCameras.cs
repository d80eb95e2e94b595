using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Reads cameras (glTF 2.0 section 3.10). glTF has a field of view but no resolution: images get the size of
/// <see cref="GltfReadOptions"/>, square pixels, and show the whole authored field (more of it above or beside where the aspect ratios
/// differ). <c>extras.diorama</c> gives size and lens exactly and adds shutter, aperture and exposure.
/// </summary>
internal sealed class GltfCameras(GltfDocument document, GltfReadOptions options) {
    private readonly Dictionary<int, Camera> cameras = [];

    public Camera Get(int index) {
        if (!cameras.TryGetValue(index, out var camera)) cameras[index] = camera = Read(document.Table("cameras")[index]);
        return camera;
    }

    private Camera Read(GltfValue value) {
        var ours = value.Diorama();
        int width = ours?.Count("width") ?? options.Width, height = ours?.Count("height") ?? options.Height;
        if (ImageSize.Problem(width, height) is { } problem) throw document.Bad(value.Path, problem);
        var lens = ours?.Find("lens") is { } model ? GltfLenses.Read(model, width, height) : Standard(value, width, height);
        var camera = new Camera { Name = value.Text("name") ?? "", Lens = lens, Width = width, Height = height };
        if (ours is { } o) {
            camera.ShutterSeconds = o.Number("shutterSeconds", 0);
            camera.ReadoutSeconds = o.Number("readoutSeconds", 0);
            camera.ApertureRadius = o.Number("apertureRadius", 0);
            camera.ApertureBlades = o.Count("apertureBlades") ?? 0;
            camera.ApertureRotation = o.Number("apertureRotation", 0);
            camera.FocusDistance = o.Number("focusDistance", 1);
            camera.ExposureStops = o.Number("exposureStops", 0);
        }
        return camera;
    }

    private Lens Standard(GltfValue value, int width, int height) {
        string type = value.Need("type").Text();
        if (type == "perspective") {
            var perspective = value.Need("perspective");
            float yfov = perspective.Need("yfov").Number();
            if (!(yfov > 0 && yfov < MathF.PI))
                throw document.Bad($"{perspective.Path}.yfov", $"an angle between 0 and π was expected, found {yfov}");
            double aspect = perspective.Number("aspectRatio", (float)width / height), tan = Math.Tan(yfov / 2.0);
            if (!(aspect > 0)) throw document.Bad($"{perspective.Path}.aspectRatio", $"a ratio above 0 was expected, found {aspect}");
            float f = (float)Math.Min(0.5 * height / tan, 0.5 * width / (aspect * tan));
            if (!(f > 0 && float.IsFinite(f))) throw document.Bad(perspective.Path, "its field of view cannot be imaged");
            return new PerspectiveLens(f, f, 0.5f * width, 0.5f * height);
        }
        if (type != "orthographic") throw document.Bad($"{value.Path}.type", $"perspective or orthographic was expected, found '{type}'");
        var orthographic = value.Need("orthographic");
        // Some exporters mirror the image by negative magnifications; the specification discourages it.
        float xmag = MathF.Abs(orthographic.Need("xmag").Number()), ymag = MathF.Abs(orthographic.Need("ymag").Number());
        float scale = MathF.Min(width / (2 * xmag), height / (2 * ymag));
        if (!(scale > 0 && float.IsFinite(scale)))
            throw document.Bad(orthographic.Path, $"xmag and ymag other than 0 were expected, found {xmag} and {ymag}");
        return new OrthographicLens(scale, scale, 0.5f * width, 0.5f * height);
    }
}
