using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Cli;

/// <summary>
/// <c>objects.json</c>: what is known per object, with the conventions it is stated in. Boxes are [x0, y0, x1, y1] in continuous
/// pixels, poses 3×4 row-major, masks COCO's uncompressed run lengths (column-major, starting with zeros).
/// </summary>
internal static class ObjectsFile {
    public static void Write(string path, LabelFrame frame, RenderScene scene, CameraRays camera) {
        var root = new JsonObject {
            ["conventions"] = new JsonObject {
                ["length"] = "metre", ["world"] = "right-handed, +Z up", ["camera"] = "OpenCV: +X right, +Y down, +Z forward",
                ["image"] = "pixel (i, j) covers [i, i+1) x [j, j+1), centre at +0.5", ["transforms"] = "3x4 row-major, named target_from_source",
            },
            ["width"] = frame.Width, ["height"] = frame.Height,
            ["camera"] = new JsonObject { ["name"] = camera.Camera.Name, ["lens"] = GltfLenses.Write(camera.Camera.Lens), ["world_from_camera"] = Rows(camera.WorldFromCamera) },
            ["classes"] = new JsonArray([.. scene.Source.Classes.Select((c, i) => (JsonNode)new JsonObject { ["id"] = i + 1, ["name"] = c })]),
            ["materials"] = new JsonArray([.. scene.MaterialList.Select((m, i) => (JsonNode)new JsonObject { ["id"] = i + 1, ["name"] = m.Name })]),
            ["objects"] = new JsonArray([.. frame.Objects.Select(o => (JsonNode)Describe(o, frame, scene))]),
        };
        AtomicFile.WriteStream(path, stream => {
            using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            root.WriteTo(writer);
        });
    }

    private static JsonObject Describe(ObjectLabel o, LabelFrame frame, RenderScene scene) {
        var json = new JsonObject {
            ["id"] = o.Id, ["name"] = o.Name, ["class_id"] = o.ClassId,
            ["parts"] = new JsonArray([.. scene.Objects[o.Id - 1].PartNames.Select(p => (JsonNode)p)]),
        };
        if (o.VisiblePixels is { } visible) json["visible_pixels"] = visible;
        if (o.AmodalPixels is { } amodal) json["amodal_pixels"] = amodal;
        if (o.VisibleFraction is { } fraction) json["visible_fraction"] = fraction;
        Box("visible_box", o.VisibleBox);
        Box("amodal_box", o.AmodalBox);
        Box("amodal_box_untruncated", o.AmodalBoxUntruncated);
        if (o.Truncated is { } truncated) json["truncated"] = truncated;
        if (o.OrientedBox is { } box) {
            json["oriented_box"] = new JsonObject {
                ["centre"] = Triple(box.Centre), ["size"] = Triple(box.Size),
                ["corners"] = new JsonArray([.. box.Corners.Select(c => (JsonNode)Triple(c))]),
            };
        }
        if (o.Pose is { } pose) {
            json["camera_from_object"] = Rows(pose.CameraFromObject);
            json["rotation_wxyz"] = new JsonArray(pose.Rotation.W, pose.Rotation.X, pose.Rotation.Y, pose.Rotation.Z);
            json["translation"] = Triple(pose.Translation);
            json["scale"] = Triple(pose.Scale);
        }
        if (o.Keypoints is { Count: > 0 } keypoints) {
            json["keypoints"] = new JsonArray([.. keypoints.Select(k => (JsonNode)new JsonObject {
                ["name"] = k.Name, ["position"] = Triple(k.Position), ["pixel"] = Pair(k.Pixel), ["depth_z"] = Number(k.DepthZ), ["visibility"] = (int)k.State,
            })]);
        }
        if (frame.VisibleMasks is { } shown) json["visible_mask"] = Runs(shown, o.Id, frame);
        if (frame.AmodalMasks is { } whole) json["amodal_mask"] = Runs(whole, o.Id, frame);
        return json;

        void Box(string name, PixelBox? b) {
            if (b is { } p) json[name] = new JsonArray(Number(p.X0), Number(p.Y0), Number(p.X1), Number(p.Y1));
        }
    }

    private static JsonObject Runs(InstanceMasks masks, int id, LabelFrame frame) {
        Image<byte> mask = masks.ToImage(id);
        var counts = new JsonArray();
        byte current = 0;
        int run = 0;
        for (int x = 0; x < frame.Width; x++) {
            for (int y = 0; y < frame.Height; y++) {
                byte value = mask[x, y] != 0 ? (byte)1 : (byte)0;
                if (value != current) {
                    counts.Add(run);
                    (current, run) = (value, 0);
                }
                run++;
            }
        }
        counts.Add(run);
        return new() { ["size"] = new JsonArray(frame.Height, frame.Width), ["counts"] = counts };
    }

    private static JsonArray Rows(in Affine3 m) => new(
        new JsonArray(m.X.X, m.Y.X, m.Z.X, m.Origin.X), new JsonArray(m.X.Y, m.Y.Y, m.Z.Y, m.Origin.Y), new JsonArray(m.X.Z, m.Y.Z, m.Z.Z, m.Origin.Z));

    private static JsonArray Triple(Vector3 v) => new(Number(v.X), Number(v.Y), Number(v.Z));

    private static JsonArray Pair(Vector2 v) => new(Number(v.X), Number(v.Y));

    /// <summary>JSON has no NaN and no infinity.</summary>
    private static JsonValue? Number(float f) => float.IsFinite(f) ? JsonValue.Create(f) : null;
}
