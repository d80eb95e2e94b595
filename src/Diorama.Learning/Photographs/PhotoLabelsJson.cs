using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Learning.Detectors;

namespace Diorama.Learning.Photographs;

/// <summary>
/// Labels as JSON. Boxes are [x0, y0, x1, y1], points [x, y, z]: pixels of the photograph from its upper left corner, as it is seen. Points
/// in space are metres. Masks are COCO's run lengths of what is at least as sure as not.
/// </summary>
public static class PhotoLabelsJson {
    private const float Inside = 0.5f;

    /// <param name="labels">What was found.</param>
    /// <param name="width">Width of the photograph, pixels.</param>
    /// <param name="height">Height of the photograph, pixels.</param>
    /// <param name="scale">Pixels of the photograph over those that were looked at.</param>
    public static JsonObject Write(PhotoLabels labels, int width, int height, Vector2 scale) {
        ArgumentNullException.ThrowIfNull(labels);
        var json = new JsonObject { ["width"] = width, ["height"] = height };
        Add("faces", labels.Faces?.Select(f => new JsonObject {
            ["score"] = Share(f.Score), ["box"] = Box(f.Box), ["points"] = new JsonObject(FaceDetector.PointNames.Zip(f.Points,
                (name, p) => KeyValuePair.Create<string, JsonNode?>(name, new JsonArray(Pixel(p.X * scale.X), Pixel(p.Y * scale.Y))))),
        }));
        Add("face_meshes", labels.FaceMeshes?.Select(f => {
            var face = new JsonObject {
                ["score"] = Share(f.Mesh.Score), ["box"] = Around(f.Mesh.Points.Take(FaceMesh.Vertices)),
                ["points"] = Points(f.Mesh.Points),
            };
            if (f.Eyes.Length > 0) face["eyes"] = new JsonArray([.. f.Eyes.Select(e => (JsonNode)Eye(e))]);
            return face;
        }));
        Add("poses", labels.Poses?.Select(p => new JsonObject {
            ["score"] = Share(p.Score), ["box"] = Around(p.Points.Take(BlazePose.BodyPoints)),
            ["points"] = Named(BlazePose.PointNames, p.Points), ["world"] = Metres(p.World),
            ["mask"] = Runs(new CropMask(p.Crop with { Center = p.Crop.Center * scale, Size = p.Crop.Size * scale }, p.Mask)
                .OnPicture(width, height)),
        }));
        Add("hands", labels.Hands?.Select(h => new JsonObject {
            ["score"] = Share(h.Score), ["side"] = h.Right >= 0.5f ? "right" : "left",
            ["side_score"] = Share(MathF.Max(h.Right, 1 - h.Right)), ["box"] = Around(h.Points),
            ["points"] = Named(HandNetwork.PointNames, h.Points), ["world"] = Metres(h.World),
        }));
        Add("objects", labels.Objects?.Select(o => new JsonObject {
            ["class"] = CocoClasses.Names[o.Class], ["score"] = Share(o.Score), ["box"] = Box(o.Box),
        }));
        Whole("person_mask", labels.PersonMask);
        Whole("foreground", labels.Foreground);
        return json;

        void Add(string name, IEnumerable<JsonObject>? items) {
            if (items is not null) json[name] = new JsonArray([.. items]);
        }

        void Whole(string name, Image<float>? mask) {
            if (mask is null) return;
            json[name] = Runs(new CropMask(new(new Vector2(width, height) / 2, new(width, height)), mask).OnPicture(width, height));
        }

        JsonObject Eye(EyeLandmarks e) => new() {
            ["side"] = e.IsLeft ? "left" : "right", ["iris_diameter"] = Pixel(e.Diameter * (scale.X + scale.Y) / 2),
            ["iris"] = Points(e.Iris), ["outline"] = Points(e.Outline),
        };

        JsonArray Box(Vector4 b) {
            var limit = new Vector4(width, height, width, height);
            b = Vector4.Clamp(b * new Vector4(scale, scale.X, scale.Y), Vector4.Zero, limit);
            return new(Pixel(b.X), Pixel(b.Y), Pixel(b.Z), Pixel(b.W));
        }

        JsonArray Around(IEnumerable<Landmark> points) => Box(new(points.Min(p => p.Pixel.X), points.Min(p => p.Pixel.Y),
            points.Max(p => p.Pixel.X), points.Max(p => p.Pixel.Y)));

        JsonArray Point(Vector3 p) => new(Pixel(p.X * scale.X), Pixel(p.Y * scale.Y), Pixel(p.Z * scale.X));

        JsonArray Points(IEnumerable<Landmark> points) => new([.. points.Select(p => (JsonNode)Point(p.Position))]);

        JsonArray Named(IReadOnlyList<string> names, IReadOnlyList<Landmark> points) => new([.. names.Zip(points, (name, p) => {
            var point = new JsonObject { ["name"] = name, ["at"] = Point(p.Position), ["score"] = Share(p.Score) };
            if (p.Visibility is { } v) point["visibility"] = Share(v);
            return (JsonNode)point;
        })]);
    }

    private static JsonObject Runs(Image<float> mask) {
        var inside = new Image<byte>(mask.Width, mask.Height);
        for (int i = 0; i < inside.Pixels.Length; i++) inside.Pixels[i] = mask.Pixels[i] >= Inside ? (byte)1 : (byte)0;
        return new() {
            ["size"] = new JsonArray(mask.Height, mask.Width), ["counts"] = RunLengths.Compress(RunLengths.Of(inside)),
        };
    }

    private static JsonArray Metres(IEnumerable<Vector3> points) => new([.. points.Select(p =>
        (JsonNode)new JsonArray(Math.Round(p.X, 4), Math.Round(p.Y, 4), Math.Round(p.Z, 4)))]);

    private static double Share(float v) => Math.Round(v, 4);

    private static double Pixel(float v) => Math.Round(v, 2);
}
