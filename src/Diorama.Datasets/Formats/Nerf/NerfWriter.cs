using System.Text.Json.Nodes;
using Diorama.Core.Files;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Nerf;

/// <summary>
/// Writes <c>scene_000000/transforms.json</c> and <c>images/</c>. <c>transform_matrix</c> maps camera to world, where the camera looks
/// along −Z with +Y up; intrinsics are given for each frame, in pixels whose centres are at +0.5.
/// </summary>
internal sealed class NerfWriter(NerfFormat format, ExportTarget target) : FormatWriter(format, target) {
    private JsonArray frames = [];
    private string? folder;
    private double[]? origin;

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        string place = Path.Combine(split, NerfFormat.Scene(record.Scene)), file = $"images/{image.Stem}.png";
        if (place != folder) {
            FinishScene();
            folder = place;
        }
        origin = record.Camera.WorldOrigin;
        Target.Place(image, FrameImages.PictureName, place, file);
        var camera = new PinholeCamera(record);
        double[] m = PinholeCamera.Flipped(camera.WorldFromCamera);
        frames.Add(new JsonObject {
            ["file_path"] = file, ["time"] = record.Time, ["w"] = record.Width, ["h"] = record.Height, ["fl_x"] = camera.Fx,
            ["fl_y"] = camera.Fy, ["cx"] = camera.Cx, ["cy"] = camera.Cy,
            ["camera_angle_x"] = 2 * Math.Atan(record.Width / (2 * camera.Fx)),
            ["camera_angle_y"] = 2 * Math.Atan(record.Height / (2 * camera.Fy)),
            ["transform_matrix"] = new JsonArray(Row(m[..4]), Row(m[4..8]), Row(m[8..12]), Row([0, 0, 0, 1])),
        });
    }

    private static JsonArray Row(double[] values) => new([.. values.Select(v => (JsonNode)v)]);

    private void FinishScene() {
        if (folder is null) return;
        var first = (JsonObject)frames[0]!;
        var root = new JsonObject { ["camera_model"] = "OPENCV", ["k1"] = 0, ["k2"] = 0, ["p1"] = 0, ["p2"] = 0 };
        // Values of the first frame: older readers expect them at this place.
        foreach (string name in (ReadOnlySpan<string>)["camera_angle_x", "camera_angle_y", "fl_x", "fl_y", "cx", "cy", "w", "h"])
            root[name] = first[name]!.DeepClone();
        if (origin is not null) root["world_origin"] = Row(origin);
        root["frames"] = frames;
        AtomicFile.Write(Target.At(folder, "transforms.json"), path => File.WriteAllText(path, root.ToJsonString(DatasetJson.Page)));
        frames = [];
    }

    public override void Finish() => FinishScene();
}
