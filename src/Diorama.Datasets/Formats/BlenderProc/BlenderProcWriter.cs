using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Diorama.Datasets.Formats.Hdf5;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.BlenderProc;

/// <summary>
/// Writes <c>0.hdf5</c>, <c>1.hdf5</c> …, numbered by image id − 1, in the folder of their split. Depth and distance are metres, 1e10 for
/// the background; normals are in Blender's camera axes (+X right, +Y up, +Z backwards), mapped from [−1, 1] to [0, 1]; <c>campose</c> is
/// JSON: K with pixel centres at integers, and the camera-to-world matrix in the same axes.
/// </summary>
internal sealed class BlenderProcWriter(BlenderProcFormat format, ExportTarget target) : FormatWriter(format, target) {
    /// <summary>Depth that Blender writes where there is no surface, metres.</summary>
    internal const float Nothing = 1e10f;

    public override void Add(FrameImages image, string split) {
        FrameRecord r = image.Record;
        Hdf5Writer.Write(Target.At(split, BlenderProcFormat.Number(r) + ".hdf5"), file => {
            if (image.Has(FrameImages.PictureName)) file.Add<byte>("colors", MemoryMarshal.AsBytes(image.Picture().Pixels.AsSpan()),
                r.Height, r.Width, 3);
            foreach ((ImageLabel<float> label, string key) in ((ImageLabel<float>, string)[])[(LabelTable.DepthZ, "depth"),
                (LabelTable.Distance, "distance")]) {
                if (image.Has(label))
                    file.Add<float>(key, Array.ConvertAll(image.Read(label).Pixels, z => float.IsFinite(z) ? z : Nothing), r.Height,
                        r.Width);
            }
            foreach ((ImageLabel<uint> label, string key) in ((ImageLabel<uint>, string)[])[(LabelTable.Class, "class_segmaps"),
                (LabelTable.Instance, "instance_segmaps")]) {
                if (image.Has(label)) file.Add<ushort>(key, LabelFiles.Ids16(image.Read(label)).Pixels, r.Height, r.Width);
            }
            if (image.Has(LabelTable.NormalShadingCamera)) {
                Vector3[] normals = Array.ConvertAll(image.Read(LabelTable.NormalShadingCamera).Pixels,
                    n => n == Vector3.Zero ? n : (PinholeCamera.Flipped(n) + Vector3.One) / 2);
                file.Add<float>("normals", MemoryMarshal.Cast<Vector3, float>(normals), r.Height, r.Width, 3);
            }
            file.AddText("instance_attribute_maps", new JsonArray([.. r.Objects.Select(o => (JsonNode)new JsonObject {
                ["idx"] = o.Id, ["category_id"] = o.ClassId, ["name"] = o.Name, ["class"] = o.Class,
            })]).ToJsonString(DatasetJson.Line));
            file.AddText("campose", new JsonArray(Camera(r)).ToJsonString(DatasetJson.Line));
        });
    }

    private static JsonObject Camera(FrameRecord r) {
        double[] m = PinholeCamera.Flipped([.. r.Camera.WorldFromCamera.SelectMany(row => row.Select(v => (double)v))]);
        var camera = new JsonObject { ["cam2world_matrix"] = new JsonArray(Row(m[..4]), Row(m[4..8]), Row(m[8..]), Row([0, 0, 0, 1])) };
        if (r.Camera.K is not null && new PinholeCamera(r).CentredK is var k)
            camera["cam_K"] = new JsonArray(Row(k[..3]), Row(k[3..6]), Row(k[6..]));
        return camera;
    }

    private static JsonArray Row(double[] values) => new([.. values.Select(v => (JsonNode)v)]);

    public override void Finish() { }
}
