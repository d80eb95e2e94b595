using System.Text.Json.Nodes;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Writes cameras: the most similar camera that glTF supports, for other programs, and the exact lens, size, shutter and aperture in
/// <c>extras.diorama</c>.
/// </summary>
internal sealed class GltfCameraWriter(GltfOutput output) {
    private const float Near = 0.01f, Far = 1000;

    private readonly Dictionary<Camera, int> cameras = new(ReferenceEqualityComparer.Instance);

    public int Index(Camera camera) {
        if (!cameras.TryGetValue(camera, out int index)) cameras[camera] = index = output.Add("cameras", Write(camera));
        return index;
    }

    private static JsonObject Write(Camera camera) {
        var value = new JsonObject();
        value.PutName(camera.Name);
        if (camera.Lens is OrthographicLens orthographic) {
            value["type"] = "orthographic";
            value["orthographic"] = new JsonObject {
                ["xmag"] = camera.Width / (2 * orthographic.PixelsPerMetreX), ["ymag"] = camera.Height / (2 * orthographic.PixelsPerMetreY),
                ["znear"] = Near, ["zfar"] = Far,
            };
        } else {
            // A camera for the whole sphere is approximated by a view of 90°.
            (float fx, float fy) = camera.Lens.Intrinsics is { } k ? (k.Fx, k.Fy) : (camera.Height / 2f, camera.Height / 2f);
            value["type"] = "perspective";
            value["perspective"] = new JsonObject {
                ["yfov"] = 2 * Math.Atan(camera.Height / (2.0 * fy)), ["aspectRatio"] = camera.Width / fx * fy / camera.Height,
                ["znear"] = Near,
            };
        }
        var ours = new JsonObject { ["lens"] = LensJson.Write(camera.Lens), ["width"] = camera.Width, ["height"] = camera.Height };
        ours.Put("shutterSeconds", camera.ShutterSeconds, 0);
        ours.Put("readoutSeconds", camera.ReadoutSeconds, 0);
        ours.Put("apertureRadius", camera.ApertureRadius, 0);
        if (camera.ApertureBlades != 0) ours["apertureBlades"] = camera.ApertureBlades;
        ours.Put("apertureRotation", camera.ApertureRotation, 0);
        ours.Put("focusDistance", camera.FocusDistance, 1);
        ours.Put("exposureStops", camera.ExposureStops, 0);
        value.PutDiorama(ours);
        return value;
    }
}
