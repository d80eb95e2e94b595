using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Verification;

namespace Diorama.Datasets.Tests.Verification;

/// <summary>One damage at a time: verify names the check that it breaks and the file that it is in, and nothing else.</summary>
public sealed class DamageTests(SmallDataset dataset) : IClassFixture<SmallDataset> {
    /// <summary>Line of frames.jsonl of frame 1, left.</summary>
    private const int Line = 2;
    private const string Stem = "000001_left";

    [Fact]
    public void Sound_IsSound_AndEveryLawWasAskedSomething() {
        VerificationReport report = OwnVerifier.Verify(dataset.Root, new());
        Assert.Empty(report.Checks.SelectMany(l => l.First));
        Assert.Equal(6, report.Images);
        Assert.Empty(report.Checks.Where(l => l.Checked == 0).Select(l => l.Name));
        Assert.InRange(report.Checks.Single(l => l.Name == "flow").Worst, 1e-9, 0.005);
    }

    [Theory]
    [InlineData("missing", "files", "labels/depth_z/000001_left.exr")]
    [InlineData("cut picture", "files", "images/000001_left.png")]
    [InlineData("cut label", "files", "labels/normal_shading_world/000001_left.exr")]
    [InlineData("no image at all", "files", "labels/instance/000001_left.png")]
    [InlineData("wrong size", "files", "images/000001_left.png")]
    [InlineData("label that nobody knows", "files", "image 3")]
    [InlineData("broken line", "records", "frames.jsonl")]
    [InlineData("duplicate image id", "image ids", "image 2")]
    [InlineData("wrong place in the scene", "addresses", "image 3")]
    [InlineData("camera that is no rotation", "cameras", "image 3")]
    [InlineData("unknown lens", "cameras", "image 3")]
    [InlineData("lens without cx", "cameras", "image 3")]
    [InlineData("other K", "cameras", "image 3")]
    [InlineData("NaN in depth", "values", "labels/depth_z/000001_left.exr")]
    [InlineData("NaN in albedo", "values", "labels/albedo/000001_left.exr")]
    [InlineData("hole in distance", "background", "labels/distance/000001_left.exr")]
    [InlineData("shifted instance label", "masks", "labels/instance/000001_left.png")]
    [InlineData("shifted mask", "masks", "image 3")]
    [InlineData("broken run lengths", "masks", "image 3")]
    [InlineData("wrong box", "boxes", "image 3")]
    [InlineData("wrong amodal pixels", "boxes", "image 3")]
    [InlineData("wrong visible fraction", "visible fraction", "image 3")]
    [InlineData("unknown class", "ids", "image 3")]
    [InlineData("duplicate object", "ids", "image 3")]
    [InlineData("unknown class in the map", "class map", "labels/class/000001_left.png")]
    [InlineData("part without name", "ids", "labels/part/000001_left.png")]
    [InlineData("scaled depth", "depth", "labels/depth_z/000001_left.exr")]
    [InlineData("scaled distance", "depth", "labels/distance/000001_left.exr")]
    [InlineData("moved position", "depth", "labels/position/000001_left.exr")]
    [InlineData("flipped normal", "normals", "labels/normal_geometric_camera/000001_left.exr")]
    [InlineData("flipped shading normals", "normals", "labels/normal_shading_world/000001_left.exr")]
    [InlineData("long normal", "normals", "labels/normal_shading_camera/000001_left.exr")]
    [InlineData("normals of another frame", "normals", "labels/normal_shading_world/000001_left.exr")]
    [InlineData("rotation of nothing", "poses", "image 3")]
    [InlineData("object elsewhere for one eye", "poses", "image 4")]
    [InlineData("moved 3D box", "3D boxes", "image 3")]
    [InlineData("object coordinates of another", "object coordinates", "labels/object_coordinates/000001_left.exr")]
    [InlineData("swapped flow", "flow", "000001_left.exr")]
    [InlineData("flow in the other order", "flow", "labels/flow_forward/000001_left.exr")]
    [InlineData("scene flow of nothing", "scene flow", "labels/scene_flow_backward/000001_left.exr")]
    [InlineData("occluded that is visible", "occlusion", "labels/occlusion_forward/000001_left.png")]
    [InlineData("outside that is inside", "occlusion", "labels/occlusion_backward/000001_left.png")]
    [InlineData("keypoint elsewhere", "keypoints", "image 3")]
    [InlineData("keypoint outside", "keypoints", "image 3")]
    [InlineData("hidden keypoint called visible", "keypoints", "image 3")]
    [InlineData("visible keypoint called hidden", "keypoints", "image 3")]
    [InlineData("black picture", "pictures", "images/000001_left.png")]
    [InlineData("even picture", "pictures", "images/000001_left.png")]
    [InlineData("changed byte", "checksums", "images/000001_left.png")]
    [InlineData("one image too many in the counts", "counts", "dataset.json")]
    public void Damage_IsNamed(string damage, string check, string file) {
        using SmallDataset.Copy copy = dataset.NewCopy();
        Plant(copy, damage);
        VerificationReport report = copy.Verify();
        // The checksum of a file says that it changed, the check how.
        Assert.All(report.Checks.Where(l => l.Name == PartChecksums.Name).SelectMany(l => l.First),
            o => Assert.Contains(Stem, o.File, StringComparison.Ordinal));
        Violation[] violations =
            [.. report.Checks.Where(l => l.Name == check || l.Name != PartChecksums.Name).SelectMany(
            l => l.First.Select(o => l.Name == check ? o : o with { Place = $"{l.Name}: {o.Place}" }))];
        Assert.NotEmpty(violations);
        Assert.All(violations, o => Assert.DoesNotContain(": ", o.Place, StringComparison.Ordinal));
        Assert.All(violations, o => Assert.Contains(file, o.File, StringComparison.Ordinal));
    }

    private static void Plant(SmallDataset.Copy copy, string damage) {
        void Record(Action<JsonNode> change) => copy.EditRecord(Line, change);
        // The largest ball: still, with a keypoint.
        static JsonNode Ball(JsonNode record) => record["objects"]!.AsArray().First(o => (string)o!["name"]! == "ball 1")!;
        static JsonNode WallPoint(JsonNode record, string name) =>
            record["objects"]!.AsArray().First(o => (string)o!["name"]! == "wall")!["keypoints"]!.AsArray()
            .First(k => (string)k!["name"]! == name)!;
        switch (damage) {
            case "missing": File.Delete(copy.Full($"labels/depth_z/{Stem}.exr")); break;
            case "cut picture": copy.Cut($"images/{Stem}.png"); break;
            case "cut label": copy.Cut($"labels/normal_shading_world/{Stem}.exr"); break;
            case "no image at all": File.WriteAllText(copy.Full($"labels/instance/{Stem}.png"), "instances"); break;
            case "wrong size": ImageFile.WritePng(copy.Full($"images/{Stem}.png"), new Image<Rgb8>(63, 48)); break;
            case "label that nobody knows": Record(r => r["files"]!["depth"] = $"parts/part-000000/labels/depth_z/{Stem}.exr"); break;
            case "broken line": File.WriteAllText(copy.Set.FramesFile, File.ReadAllText(copy.Set.FramesFile) + "{\"frame\":3}\n"); break;
            case "duplicate image id": Record(r => r["image_id"] = 2); break;
            case "wrong place in the scene": Record(r => r["index"] = 0); break;
            case "camera that is no rotation": Record(r => r["camera"]!["world_from_camera"]![0]![0] = 0.9f); break;
            case "unknown lens": Record(r => r["camera"]!["lens"]!["model"] = "pinhole"); break;
            case "lens without cx": Record(r => r["camera"]!["lens"]!.AsObject().Remove("cx")); break;
            case "other K": Record(r => r["camera"]!["K"]![0]![2] = 31.5); break;
            case "NaN in depth": copy.Edit<float>($"labels/depth_z/{Stem}.exr", i => i[10, 20] = float.NaN); break;
            case "NaN in albedo": copy.Edit<Vector3>($"labels/albedo/{Stem}.exr", i => i[10, 20].Y = float.NaN); break;
            case "hole in distance": copy.Edit<float>($"labels/distance/{Stem}.exr", i => i[10, 40] = float.PositiveInfinity); break;
            case "shifted instance label": copy.Edit<uint>($"labels/instance/{Stem}.png",
                i => i.Pixels.AsSpan(0, i.Pixels.Length - 2).CopyTo(i.Pixels.AsSpan(2))); break;
            case "shifted mask": Record(r => Ball(r)["visible_mask"]!["counts"] = Shifted((string)Ball(r)["visible_mask"]!["counts"]!));
                break;
            case "broken run lengths": Record(r => Ball(r)["visible_mask"]!["counts"] =
                ((string)Ball(r)["visible_mask"]!["counts"]!)[..^2]); break;
            case "wrong box": Record(r => Ball(r)["visible_box"]![2] = (int)Ball(r)["visible_box"]![2]! + 1); break;
            case "wrong amodal pixels": Record(r => (Ball(r)["amodal_pixels"], Ball(r)["visible_fraction"]) =
                (1000, (int)Ball(r)["visible_pixels"]! / 1000f)); break;
            case "wrong visible fraction": Record(r => Ball(r)["visible_fraction"] = 0.123f); break;
            case "unknown class": Record(r => r["objects"]!.AsArray().First(o => (int)o!["class_id"]! == 0)!["class_id"] = 8);
                copy.Drop(Line, "class"); break;
            case "duplicate object": Record(r => r["objects"]!.AsArray().Add(Ball(r).DeepClone())); break;
            case "unknown class in the map": copy.Edit<uint>($"labels/class/{Stem}.png", i => i[5, 5] = 8); break;
            case "part without name": copy.Edit<uint>($"labels/part/{Stem}.png", i => i[30, 40] = 9); break;
            case "scaled depth": copy.Edit<float>($"labels/depth_z/{Stem}.exr", i => Each(i, d => d * 1.01f)); break;
            case "scaled distance": copy.Edit<float>($"labels/distance/{Stem}.exr", i => Each(i, d => d * 0.999f)); break;
            case "moved position": copy.Edit<Vector3>($"labels/position/{Stem}.exr", i => Each(i, p => p + new Vector3(0.01f, 0, 0)));
                break;
            case "flipped normal": copy.Edit<Vector3>($"labels/normal_geometric_camera/{Stem}.exr", i => i[30, 40] *= -1); break;
            case "flipped shading normals": copy.Edit<Vector3>($"labels/normal_shading_world/{Stem}.exr", i => Each(i, n => -n)); break;
            case "long normal": copy.Edit<Vector3>($"labels/normal_shading_camera/{Stem}.exr", i => i[30, 40] *= 1.01f); break;
            case "normals of another frame": copy.Edit<Vector3>($"labels/normal_shading_world/{Stem}.exr",
                i => Each(i, n => Vector3.Normalize(n + new Vector3(0.02f, 0.02f, 0.02f)))); break;
            case "rotation of nothing": Record(r => Ball(r)["rotation_wxyz"] = new JsonArray(0, 1, 0, 0)); break;
            case "object elsewhere for one eye": copy.EditRecord(Line + 1, r => Elsewhere(Ball(r))); break;
            case "moved 3D box": Record(r => Slide(Ball(r)["oriented_box"]!)); copy.Drop(Line, "object_coordinates"); break;
            case "object coordinates of another": copy.Edit<Vector3>($"labels/object_coordinates/{Stem}.exr", i => Each(i, c => c * 0.99f));
                break;
            case "swapped flow": {
                (string a, string b) = (copy.Full($"labels/flow_forward/{Stem}.exr"), copy.Full($"labels/flow_backward/{Stem}.exr"));
                File.Move(a, a + "_");
                File.Move(b, a);
                File.Move(a + "_", b);
                break;
            }
            case "flow in the other order": copy.Edit<Vector2>($"labels/flow_forward/{Stem}.exr", i => Each(i, f => new(f.Y, f.X))); break;
            case "scene flow of nothing": copy.Edit<Vector3>($"labels/scene_flow_backward/{Stem}.exr", i => Each(i, f => f * 0)); break;
            case "occluded that is visible": copy.Edit<byte>($"labels/occlusion_forward/{Stem}.png",
                i => Each(i, s => s == 0 ? (byte)1 : s)); break;
            case "outside that is inside": copy.Edit<byte>($"labels/occlusion_backward/{Stem}.png", i => i[30, 30] = 2); break;
            case "keypoint elsewhere": Record(r => Ball(r)["keypoints"]![0]!["pixel"]![0] =
                (float)Ball(r)["keypoints"]![0]!["pixel"]![0]! + 0.1f); break;
            case "keypoint outside": Record(r => Ball(r)["keypoints"]![0]!["visibility"] = 0); break;
            case "hidden keypoint called visible": Record(r => Exchange(WallPoint(r, "back"), 1, 2)); break;
            case "visible keypoint called hidden": Record(r => Exchange(WallPoint(r, "front"), 2, 1)); break;
            case "black picture": copy.Edit<Rgb8>($"images/{Stem}.png", i => i.Pixels.AsSpan().Clear()); break;
            case "changed byte": copy.Edit<Rgb8>($"images/{Stem}.png", i => i[3, 3] = new((byte)(i[3, 3].R ^ 1), i[3, 3].G, i[3, 3].B));
                break;
            case "even picture": copy.Edit<Rgb8>($"images/{Stem}.png", i => i.Pixels.AsSpan().Fill(new(90, 90, 90))); break;
            case "one image too many in the counts": (copy.Set.ReadInfo() with {
                Counts = new(3, 7, new Dictionary<string, long>()) }).Write(copy.Set.InfoFile); break;
            default: throw new ArgumentException(damage);
        }
    }

    private static void Each<T>(Image<T> image, Func<T, T> change) where T : unmanaged {
        foreach (ref T pixel in image.Pixels.AsSpan()) pixel = change(pixel);
    }

    /// <summary>One pixel down.</summary>
    private static string Shifted(string counts) {
        List<int> runs = RunLengths.Decompress(counts);
        (runs[0], runs[^1]) = (runs[0] + 1, runs[^1] - 1);
        return RunLengths.Compress(runs);
    }

    private static void Elsewhere(JsonNode ball) {
        ball["camera_from_object"]![0]![3] = (float)ball["camera_from_object"]![0]![3]! + 0.01f;
        ball["translation"]![0] = (float)ball["translation"]![0]! + 0.01f;
    }

    private static void Exchange(JsonNode keypoint, int from, int to) {
        Assert.Equal(from, (int)keypoint["visibility"]!);
        keypoint["visibility"] = to;
    }

    private static void Slide(JsonNode box) {
        box["centre"]![0] = (float)box["centre"]![0]! + 0.1f;
        foreach (JsonNode? corner in box["corners"]!.AsArray()) corner![0] = (float)corner[0]! + 0.1f;
    }
}
