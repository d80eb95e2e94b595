using System.Globalization;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Verification;

namespace Diorama.Datasets.Tests.Verification;

/// <summary>
/// Datasets as other tools write them, by hand from the formats' specifications: sound ones are sound, and each damage is named by rule and
/// file.
/// </summary>
public sealed class ForeignDamageTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private void Text(string path, string text) {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        File.WriteAllText(folder[path], text);
    }

    private void Picture(string path, int width = 8, int height = 6) {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        ImageFile.WritePng(folder[path], new Image<Rgb8>(width, height));
    }

    /// <summary>Pixels of an 8×6 mask that are set: a rectangle.</summary>
    private void Mask(string path, int x0, int y0, int x1, int y1) {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        var mask = new Image<byte>(8, 6);
        for (int y = y0; y < y1; y++) mask.Row(y)[x0..x1].Fill(255);
        ImageFile.WritePng(folder[path], mask);
    }

    private void Expect(string root, string? rule, string file) {
        IReadOnlyList<VerificationReport> reports = DatasetVerifier.Verify(folder[root], new());
        (string ConsistencyCheck, Violation Violation)[] found =
            [.. reports.SelectMany(r => r.Checks).SelectMany(l => l.First.Select(o => (l.Name, o)))];
        if (rule is null) {
            Assert.Empty(found);
            Assert.All(reports, r => Assert.Equal(2, r.Images));
            return;
        }
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.True(f.ConsistencyCheck == rule && f.Violation.File.Contains(file, StringComparison.Ordinal),
            $"{f.ConsistencyCheck}: {f.Violation}"));
    }

    // 4×3 pixels at (2, 1) of an 8×6 image, column by column: 12 + 1 before, 3 of 6 four times.
    private const string Coco = """
        {"info":{},"images":[{"id":1,"width":8,"height":6,"file_name":"a.png"},{"id":2,"width":8,"height":6,"file_name":"b.png"}],
         "annotations":[
          {"id":1,"image_id":1,"category_id":3,"bbox":[2,1,4,3],"area":12,"iscrowd":0,
           "segmentation":{"size":[6,8],"counts":[13,3,3,3,3,3,3,3,14]},
           "keypoints":[3,2,2,0,0,0],"num_keypoints":1},
          {"id":2,"image_id":2,"category_id":4,"bbox":[1.5,1,3,3],"area":9,"iscrowd":0,"segmentation":[[1.5,1,4.5,1,4.5,4,1.5,4]]}],
         "categories":[{"id":3,"name":"person","keypoints":["nose","tail"],"skeleton":[]},{"id":4,"name":"cup"}]}
        """;

    [Theory]
    [InlineData("", "", null, "")]
    [InlineData("\"images\":", "\"pictures\":", "*", "")]
    [InlineData("{\"id\":1,\"image_id\":1", "{\"id\":0,\"image_id\":1", "ids", "instances.json")]
    [InlineData("{\"id\":2,\"image_id\":2", "{\"id\":1,\"image_id\":2", "ids", "instances.json")]
    [InlineData("{\"id\":2,\"width\"", "{\"id\":1,\"width\"", "*", "instances.json")]
    [InlineData("\"category_id\":4", "\"category_id\":5", "references", "instances.json")]
    [InlineData("\"image_id\":2", "\"image_id\":3", "references", "instances.json")]
    [InlineData("[2,1,4,3]", "[2,1,4,5]", "boxes", "instances.json")]
    [InlineData("[1.5,1,3,3]", "[1.5,1,30,3]", "boxes", "instances.json")]
    [InlineData("[1.5,1,3,3]", "[1.5,1,3]", "boxes", "instances.json")]
    [InlineData("3,3,14]", "3,3,13]", "masks", "instances.json")]
    [InlineData("\"size\":[6,8]", "\"size\":[8,6]", "masks", "instances.json")]
    [InlineData("\"area\":12", "\"area\":14", "masks", "instances.json")]
    [InlineData("[[1.5,1,4.5,1,4.5,4,1.5,4]]", "[[1.5,1,4.5,1]]", "masks", "instances.json")]
    [InlineData("[3,2,2,0,0,0]", "[3,2,2]", "keypoints", "instances.json")]
    [InlineData("[3,2,2,0,0,0]", "[3,2,3,0,0,0]", "keypoints", "instances.json")]
    [InlineData("\"num_keypoints\":1", "\"num_keypoints\":2", "keypoints", "instances.json")]
    [InlineData("\"skeleton\":[]", "\"skeleton\":[[1,2],[2,1]]", null, "")]
    [InlineData("\"skeleton\":[]", "\"skeleton\":null", null, "")]
    [InlineData("\"skeleton\":[]", "\"skeleton\":[[0,1]]", "keypoints", "instances.json")]
    [InlineData("\"skeleton\":[]", "\"skeleton\":[[1,3]]", "keypoints", "instances.json")]
    [InlineData("\"skeleton\":[]", "\"skeleton\":[[1,1.5]]", "keypoints", "instances.json")]
    [InlineData("\"skeleton\":[]", "\"skeleton\":[[1,2,1]]", "keypoints", "instances.json")]
    [InlineData("\"skeleton\":[]", "\"skeleton\":7", "keypoints", "instances.json")]
    [InlineData("\"name\":\"cup\"", "\"name\":\"cup\",\"skeleton\":[[1,2]]", "keypoints", "instances.json")]
    [InlineData(",\"iscrowd\":0,\"segmentation\":[[", ",\"segmentation\":[[", "schema", "instances.json")]
    [InlineData("\"bbox\":[2,1,4,3],", "", "schema", "instances.json")]
    [InlineData("\"name\":\"cup\"}]}", "\"name\":\"cup\"}", "schema", "instances.json")]
    [InlineData("\"annotations\":[", "\"annotations\":[3,null,[],", "schema", "instances.json")]
    [InlineData("},{\"id\":2,\"width\"", "},[],{\"id\":2,\"width\"", "schema", "instances.json")]
    [InlineData("\"categories\":[", "\"categories\":[7,", "schema", "instances.json")]
    [InlineData("\"file_name\":\"b.png\"", "\"file_name\":\"\\ud800\"", "*", "")]
    [InlineData("\"counts\":[13,", "\"counts\":[1e300,", "masks", "instances.json")]
    [InlineData("{\"size\":[6,8],", "{\"size\":7,", "masks", "instances.json")]
    [InlineData("{\"size\":[6,8],\"counts\":[13,3,3,3,3,3,3,3,14]}", "7", "masks", "instances.json")]
    [InlineData("\"num_keypoints\":1", "\"num_keypoints\":\"1\"", "keypoints", "instances.json")]
    [InlineData("b.png", "c.png", "files", "c.png")]
    [InlineData("\"file_name\":\"b.png\"", "\"file_name\":\"cut.png\"", "files", "cut.png")]
    [InlineData("\"file_name\":\"b.png\"", "\"file_name\":\"large.png\"", "files", "large.png")]
    public void Coco_IsChecked(string what, string by, string? rule, string file) {
        foreach (string name in (string[])["a", "b", "cut"]) Picture($"set/images/{name}.png");
        Picture("set/images/large.png", 9, 6);
        File.WriteAllBytes(folder["set/images/cut.png"], File.ReadAllBytes(folder["set/images/cut.png"])[..40]);
        string text = what.Length > 0 ? Coco.Replace(what, by, StringComparison.Ordinal) : Coco;
        Assert.Equal(what.Length > 0, text != Coco);
        Text("set/annotations/instances.json", text);
        if (rule == "*") Assert.Contains(DatasetVerifier.Verify(folder["set/annotations/instances.json"], new()).SelectMany(r => r.Checks),
            l => l.Violations > 0);
        else Expect("set", rule, file);
    }

    private const string Detect = "0 0.5 0.5 0.25 0.5\n1 0.2 0.3 0.1 0.1\n", Segment = "0 0.1 0.1 0.9 0.1 0.9 0.9\n",
        Obb = "1 0.1 0.1 0.9 0.1 0.9 0.9 0.1 0.9\n", Pose = "0 0.5 0.5 0.25 0.5 0.4 0.4 2 0 0 0\n";

    [Theory]
    [InlineData(Detect, null, "")]
    [InlineData(Segment, null, "")]
    [InlineData(Obb, null, "")]
    [InlineData("", null, "")]
    [InlineData("2 0.5 0.5 0.25 0.5\n", "classes", "a.txt")]
    [InlineData("-1 0.5 0.5 0.25 0.5\n", "classes", "a.txt")]
    [InlineData("0 0.5 0.5 0.25\n", "lines", "a.txt")]
    [InlineData("0 0.5 0.5 0.25 0.5 0.9\n", "lines", "a.txt")]
    [InlineData("0 0.5 0.5 1.25 0.5\n", "numbers", "a.txt")]
    [InlineData("0 0.5 0.5 0 0.5\n", "numbers", "a.txt")]
    [InlineData("0 0.05 0.5 0.25 0.5\n", "numbers", "a.txt")]
    [InlineData("0 320 240 100 50\n", "numbers", "a.txt")]
    [InlineData("0 0.5 x 0.25 0.5\n", "numbers", "a.txt")]
    public void Yolo_IsChecked(string label, string? rule, string file) {
        Picture("set/images/train/a.png");
        Picture("set/images/train/b.png");
        Text("set/labels/train/a.txt", label);
        Text("set/data.yaml", "path: /elsewhere/set\ntrain: images/train\nval: images/train\nnames:\n  0: person\n  1: cup\n");
        Expect("set", rule, file);
        Text("set/labels/train/c.txt", label);
        if (rule is null) Expect("set", "files", "c.txt");
    }

    [Theory]
    [InlineData(Pose, "names: [person]\nkpt_shape: [2, 3]\n", null, "")]
    [InlineData("0 0.5 0.5 0.25 0.5 0.4 0.4 3 0 0 0\n", "names: [person]\nkpt_shape: [2, 3]\n", "numbers", "a.txt")]
    [InlineData(Detect, "names: [person, cup]\nkpt_shape: [2, 3]\n", "lines", "a.txt")]
    [InlineData(Pose, "names: [person]\nkpt_shape: [2]\n", "*", "")]
    [InlineData(Detect, "names: {1: person, 2: cup}\n", "*", "data.yaml")]
    [InlineData(Detect, "names: [person, cup]\nnc: 3\n", "schema", "data.yaml")]
    [InlineData(Detect, "names: [person\n", "*", "data.yaml")]
    public void YoloYaml_IsChecked(string label, string yaml, string? rule, string file) {
        Picture("set/images/a.png");
        Picture("set/images/b.png");
        Text("set/labels/a.txt", label);
        Text("set/data.yaml", "train: images\n" + yaml);
        if (rule == "*") Assert.Contains(DatasetVerifier.Verify(folder["set"], new()).Single().Checks,
            l => l is { Name: "schema", Violations: > 0 });
        else Expect("set", rule, file);
    }

    // atan2(1, 10) = 0.0997.
    private const string Kitti = "Car 0.00 1 0.40 1.00 1.00 5.00 4.00 1.50 1.60 4.00 1.00 1.50 10.00 0.50\nDontCare -1 -1 -10 1.00 1.00 "
        + "2.00 2.00 -1 -1 -1 -1000 -1000 -1000 -10\n";
    private const string Calibration =
        "P2: 700 0 4 0 0 700 3 0 0 0 1 0\nR0_rect: 1 0 0 0 1 0 0 0 1\nTr_velo_to_cam: 0 -1 0 0 0 0 -1 0 1 0 0 0\n";

    [Theory]
    [InlineData("", "", null, "")]
    [InlineData(" 0.50\n", "\n", "lines", "000001.txt")]
    [InlineData(" 0.50\n", " x\n", "lines", "000001.txt")]
    [InlineData("Car 0.00 1", "Car 0.00 4", "values", "000001.txt")]
    [InlineData("Car 0.00 1", "Car 1.20 1", "values", "000001.txt")]
    [InlineData("1.50 1.60 4.00", "-1.50 1.60 4.00", "values", "000001.txt")]
    [InlineData("1.00 1.00 5.00 4.00", "5.00 1.00 1.00 4.00", "boxes", "000001.txt")]
    [InlineData("1.00 1.00 5.00 4.00", "1.00 1.00 50.00 4.00", "boxes", "000001.txt")]
    [InlineData("0.40", "0.60", "angles", "000001.txt")]
    [InlineData("0.40", "4.00", "angles", "000001.txt")]
    [InlineData("DontCare -1 -1", "DontCare 0 -1", "values", "000001.txt")]
    public void KittiLabels_AreChecked(string what, string by, string? rule, string file) {
        Complete(what.Length > 0 ? Kitti.Replace(what, by, StringComparison.Ordinal) : Kitti);
        Expect("set", rule, file);
        if (rule is not null) return;
        File.Delete(folder["set/training/image_2/000000.png"]);
        Expect("set", "files", "image_2/000000.png");
        Complete(Kitti);
        Text("set/training/calib/000001.txt", Calibration.Replace("1 0 0 0\n", "1 0 0\n", StringComparison.Ordinal));
        Expect("set", "calibrations", "calib/000001.txt");

        void Complete(string text) {
            for (int i = 0; i < 2; i++) {
                Picture($"set/training/image_2/00000{i}.png");
                Text($"set/training/label_2/00000{i}.txt", i == 0 ? "" : text);
                Text($"set/training/calib/00000{i}.txt", Calibration);
            }
        }
    }

    private const string Gt =
        """{"0":[{"obj_id":1,"cam_R_m2c":[1,0,0,0,1,0,0,0,1],"cam_t_m2c":[0,0,16010]}],"""
        + "\"1\":" + """[{"obj_id":2,"cam_R_m2c":[0,-1,0,1,0,0,0,0,1],"cam_t_m2c":[200,400,18000]}]}""";
    private const string Info = """
        {"0":[{"bbox_obj":[-1,1,4,2],"bbox_visib":[2,1,3,2],"px_count_all":16,"px_count_valid":12,"px_count_visib":12,"visib_fract":0.75}],
         "1":[{"bbox_obj":[2,1,3,2],"bbox_visib":[-1,-1,-1,-1],"px_count_all":12,"px_count_valid":12,"px_count_visib":0,"visib_fract":0.0}]}
        """;

    [Theory]
    [InlineData("", "", "", null, "")]
    [InlineData("scene_gt.json", "\"obj_id\":2", "\"obj_id\":3", "models", "scene_gt.json")]
    [InlineData("scene_gt.json", "[0,-1,0,1,0,0,0,0,1]", "[0,1,0,1,0,0,0,0,1]", "poses", "scene_gt.json")]
    [InlineData("scene_gt.json", "[0,0,16010]", "[0,0,-16010]", "poses", "scene_gt.json")]
    [InlineData("scene_gt.json", "\"1\":[", "\"3\":[", "*", "")]
    [InlineData("scene_gt_info.json", "0.75", "0.7", "infos", "scene_gt_info.json")]
    [InlineData("scene_gt_info.json", "[-1,-1,-1,-1]", "[0,0,0,0]", "infos", "scene_gt_info.json")]
    [InlineData("scene_gt_info.json", "\"bbox_visib\":[2,1,3,2]", "\"bbox_visib\":[2,1,4,3]", "masks", "mask_visib/000000_000000.png")]
    [InlineData("scene_gt_info.json", "\"px_count_all\":16,\"px_count_valid\":12,\"px_count_visib\":12",
        "\"px_count_all\":12,\"px_count_valid\":12,\"px_count_visib\":9", "masks", "mask_visib/000000_000000.png")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"", "\"cam_model\":\"pinhole\"},\"1\"", "schema", "scene_camera.json")]
    [InlineData("scene_camera.json", "\"0\":", "\"5\":", "schema", "")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"", "\"depth_scale\":0},\"1\"", "schema", "scene_camera.json")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"", "\"depth_scale\":-2},\"1\"", "schema", "scene_camera.json")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"", "\"depth_scale\":\"2\"},\"1\"", "schema", "scene_camera.json")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"", "\"depth_scale\":null},\"1\"", "schema", "scene_camera.json")]
    [InlineData("scene_camera.json", ",\"depth_scale\":2},\"1\"", "},\"1\"", "schema", "scene_camera.json")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"",
        "\"depth_scale\":2,\"cam_R_w2c\":[2,0,0,0,2,0,0,0,2],\"cam_t_w2c\":[0,0,0]},\"1\"", "poses", "scene_camera.json")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"",
        "\"depth_scale\":2,\"cam_R_w2c\":[1,0,0,0,0,1,0,-1,0],\"cam_t_w2c\":[0,0]},\"1\"", "poses", "scene_camera.json")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"",
        "\"depth_scale\":2,\"cam_R_w2c\":[1,0,0,0,0,1,0,-1,0],\"cam_t_w2c\":[0,0,5]},\"1\"", null, "")]
    [InlineData("scene_gt_info.json", "\"bbox_obj\":[2,1,3,2]", "\"bbox_obj\":[2,1,3,5]", "*", "")]
    [InlineData("scene_gt_info.json", "\"px_count_all\":12", "\"px_count_all\":24", "masks", "mask/000001_000000.png")]
    [InlineData("scene_gt_info.json", "\"px_count_valid\":12,\"px_count_visib\":0", "\"px_count_valid\":6,\"px_count_visib\":0", "masks",
        "mask/000001_000000.png")]
    [InlineData("../../models/models_info.json", "\"diameter\":102.28", "\"diameter\":112.5", "models", "models_info.json")]
    [InlineData("../../models/models_info.json", "\"diameter\":102.28", "\"diameter\":101.5", null, "")]
    [InlineData("../../models/models_info.json", "\"size_x\":91.48", "\"size_x\":100.6", "models", "models_info.json")]
    [InlineData("../../models/models_info.json", "\"min_x\":-102.92", "\"min_x\":-95", "models", "models_info.json")]
    [InlineData("../../models/models_info.json", "\"min_x\":-102.92", "\"min_x\":\"-102.92\"", "models", "models_info.json")]
    [InlineData("../../models/obj_000001.ply", "-102.92 -34.3", "-113.2 -37.7", "models", "models_info.json")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"",
        "\"depth_scale\":2,\"cam_R_w2c\":[1,0,0,0,0,1,0,-1,0]},\"1\"", "poses", "scene_camera.json")]
    [InlineData("scene_camera.json", "\"depth_scale\":2},\"1\"", "\"depth_scale\":2,\"cam_t_w2c\":[0,0,5]},\"1\"", "poses",
        "scene_camera.json")]
    [InlineData("mask/000001_000000.png", "", "", "masks", "mask/000001_000000.png")]
    [InlineData("mask_visib/000000_000000.png", "", "", "masks", "mask_visib/000000_000000.png")]
    [InlineData("rgb/000001.png", "", "", "files", "rgb/000001.png")]
    [InlineData("depth/000000.png", "", "", "files", "depth/000000.png")]
    [InlineData("scene_gt.json", "", "", "schema", "scene_gt.json")]
    public void Bop_IsChecked(string damaged, string what, string by, string? rule, string file) {
        WriteBop();
        string path = folder[$"{BopScene}/{damaged}"];
        if (what.Length > 0) {
            string text = File.ReadAllText(path);
            Assert.Contains(what, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(what, by, StringComparison.Ordinal));
        } else if (damaged.Length > 0) File.Delete(path);
        if (rule == "*") Assert.Contains(DatasetVerifier.Verify(folder["set"], new()).Single().Checks, l => l.Violations > 0);
        else Expect("set", rule, file);
    }

    [Fact]
    public void BopMaskOfAnotherPose_IsAViolation() {
        WriteBop();
        Mask($"{BopScene}/mask/000001_000000.png", 0, 0, 2, 6);
        CheckReport[] failed = [.. DatasetVerifier.Verify(folder["set"], new()).Single().Checks.Where(c => c.Violations > 0)];
        Assert.Equal(["masks", "geometry"], failed.Select(c => c.Name));
        Assert.All(failed[0].First, v => Assert.EndsWith("mask/000001_000000.png", v.File, StringComparison.Ordinal));
    }

    [Fact]
    public void BopWithoutModels_IsToldInANote() {
        WriteBop();
        Assert.Contains("no folder models_eval", DatasetVerifier.Verify(folder["set"], new()).Single().Notes.Single(),
            StringComparison.Ordinal);
        Directory.CreateDirectory(folder["set/models_eval"]);
        foreach (string file in Directory.GetFiles(folder["set/models"]))
            File.Copy(file, Path.Combine(folder["set/models_eval"], Path.GetFileName(file)));
        Assert.Empty(DatasetVerifier.Verify(folder["set"], new()).Single().Notes);
        Directory.Delete(folder["set/models_eval"], recursive: true);
        Directory.Delete(folder["set/models"], recursive: true);
        Expect("set", null, "");
        Assert.Contains("no folder models or models_eval", DatasetVerifier.Verify(folder["set"], new()).Single().Notes.Single(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(1.02, null)]
    [InlineData(1.1, "geometry")]
    [InlineData(1.2, "geometry")]
    [InlineData(0.8, "geometry")]
    public void BopModelOfAnotherSize_IsFound(double factor, string? rule) {
        // A plate of 120×80 mm, 1 m away, with f = 1000 pixels: pixels 20 to 139 and 20 to 99.
        Text("set/models/models_info.json", string.Create(CultureInfo.InvariantCulture, $"{{\"1\":{{\"diameter\":{144.22 * factor}}}}}"));
        Text("set/models/obj_000001.ply", Plate(-60 * factor, -40 * factor, 60 * factor, 40 * factor));
        Text($"{BopScene}/scene_camera.json", """{"0":{"cam_K":[1000,0,79.5,0,1000,59.5,0,0,1],"depth_scale":0.1}}""");
        Text($"{BopScene}/scene_gt.json", """{"0":[{"cam_R_m2c":[1,0,0,0,1,0,0,0,1],"cam_t_m2c":[0,0,1000],"obj_id":1}]}""");
        Picture($"{BopScene}/rgb/000000.png", 160, 120);
        var mask = new Image<byte>(160, 120);
        for (int y = 20; y < 100; y++) mask.Row(y)[20..140].Fill(255);
        foreach (string kind in (string[])["mask", "mask_visib"]) {
            Directory.CreateDirectory(folder[$"{BopScene}/{kind}"]);
            ImageFile.WritePng(folder[$"{BopScene}/{kind}/000000_000000.png"], mask);
        }
        CheckReport[] failed = [.. DatasetVerifier.Verify(folder["set"], new()).Single().Checks.Where(c => c.Violations > 0)];
        Assert.Equal(rule is null ? [] : [rule], failed.Select(c => c.Name));
        // A part of glass or with holes in its texture may be larger than the mask.
        Text("set/models/objects.json", """[{"obj_id":1,"see_through":true}]""");
        if (factor > 1) Assert.All(DatasetVerifier.Verify(folder["set"], new()).Single().Checks, c => Assert.Equal(0, c.Violations));
    }

    [Fact]
    public void BopModelsEval_OfAnotherSize_IsFound() {
        WriteBop();
        foreach (string name in (string[])["obj_000001.ply", "obj_000002.ply"])
            Text($"set/models_eval/{name}", File.ReadAllText(folder[$"set/models/{name}"]));
        Text("set/models_eval/models_info.json", File.ReadAllText(folder["set/models/models_info.json"]));
        Expect("set", null, "");
        // Both its files agree, but not with those of models.
        Text("set/models_eval/obj_000001.ply", Plate(-133.8, -44.59, -14.87, 14.87));
        Text("set/models_eval/models_info.json", File.ReadAllText(folder["set/models/models_info.json"]).Replace("102.28", "132.97",
            StringComparison.Ordinal).Replace("-102.92", "-133.8", StringComparison.Ordinal).Replace("-34.3", "-44.59",
            StringComparison.Ordinal).Replace("91.48", "118.93", StringComparison.Ordinal).Replace("45.74", "59.46",
            StringComparison.Ordinal));
        Expect("set", "models", "models_eval/models_info.json");
    }

    [Fact]
    public void BopWithoutPictures_IsToldInANote() {
        WriteBop();
        Directory.Delete(folder[$"{BopScene}/rgb"], recursive: true);
        Expect("set", null, "");
        Assert.Contains(DatasetVerifier.Verify(folder["set"], new()).Single().Notes,
            n => n.Contains("There are no pictures in train_pbr/000000", StringComparison.Ordinal));
    }

    [Fact]
    public void BrokenJson_IsToldWithItsLine() {
        WriteBop();
        Text($"{BopScene}/scene_gt.json", "{\"0\": [],\n\"1\": [}\n");
        Violation found = DatasetVerifier.Verify(folder["set"], new()).Single().Checks.SelectMany(c => c.First).First();
        Assert.Equal(("train_pbr/000000/scene_gt.json", "line 2"), (found.File, found.Place));
    }

    /// <summary>A bar half a pixel wide, of which one pixel shows: its extent is that of what is drawn.</summary>
    [Fact]
    public void BopModelThinnerThanAPixel_IsSound() {
        Text("set/models/models_info.json", """{"1":{"diameter":30.01}}""");
        // From pixel 30.35 to 30.85 in x, and 40 to 70 in y; between two rows of centres in all but its end, which is wider.
        Text("set/models/obj_000001.ply", "ply\nformat ascii 1.0\nelement vertex 8\nproperty float x\nproperty float y\nproperty float z\n"
            + "element face 2\nproperty list uchar int vertex_indices\nend_header\n-49.15 -20 0\n-48.65 -20 0\n-48.65 10 0\n-49.15 10 0\n"
            + "-49.6 9.4 0\n-48.65 9.4 0\n-48.65 10 0\n-49.6 10 0\n4 0 1 2 3\n4 4 5 6 7\n");
        Text($"{BopScene}/scene_camera.json", """{"0":{"cam_K":[1000,0,79.5,0,1000,59.5,0,0,1],"depth_scale":0.1}}""");
        Text($"{BopScene}/scene_gt.json", """{"0":[{"cam_R_m2c":[1,0,0,0,1,0,0,0,1],"cam_t_m2c":[0,0,1000],"obj_id":1}]}""");
        Text($"{BopScene}/scene_gt_info.json", """
            {"0":[{"bbox_obj":[30,69,0,0],"bbox_visib":[30,69,0,0],"px_count_all":1,"px_count_valid":1,"px_count_visib":1,"visib_fract":1}]}
            """);
        Picture($"{BopScene}/rgb/000000.png", 160, 120);
        var mask = new Image<byte>(160, 120);
        mask[30, 69] = 255;
        foreach (string kind in (string[])["mask", "mask_visib"]) {
            Directory.CreateDirectory(folder[$"{BopScene}/{kind}"]);
            ImageFile.WritePng(folder[$"{BopScene}/{kind}/000000_000000.png"], mask);
        }
        Assert.All(DatasetVerifier.Verify(folder["set"], new()).Single().Checks, c => Assert.True(c.Violations == 0,
            c.First.Select(v => v.ToString()).FirstOrDefault()));
    }

    [Theory]
    [InlineData("}", "something stands behind its end", "")]
    [InlineData("\n[1, 2]", "something stands behind its end", "")]
    [InlineData("  \n\t\n", null, "")]
    public void CocoJson_EndsWithItsObject(string more, string? found, string place) {
        Text("set/instances.json", Coco + more);
        Picture("set/a.png");
        Picture("set/b.png");
        Violation[] all = [.. DatasetVerifier.Verify(folder["set/instances.json"], new()).Single().Checks.SelectMany(c => c.First)];
        if (found is null) Assert.Empty(all);
        else Assert.Contains(all, v => v.Found.Contains(found, StringComparison.Ordinal) && v.Place == place);
    }

    [Fact]
    public void BrokenCoco_IsToldWithItsLine() {
        Text("set/instances.json", "{\"images\": [],\n\"annotations\": [{]}\n");
        Assert.Contains(DatasetVerifier.Verify(folder["set/instances.json"], new()).Single().Checks.SelectMany(c => c.First),
            v => v.Place == "line 2");
    }

    private const string BopCoco = """
        {"images":[{"id":0,"file_name":"rgb/000000.png","width":8,"height":6},{"id":1,"file_name":"rgb/000001.png","width":8,"height":6}],
         "categories":[{"id":1,"name":"1"},{"id":2,"name":"2"}],
         "annotations":[{"id":1,"image_id":0,"category_id":1,"iscrowd":0,"area":12,"bbox":[2,1,4,3],"ignore":false,
          "segmentation":{"size":[6,8],"counts":[13,3,3,3,3,3,3,3,14]}}]}
        """;

    [Theory]
    [InlineData("", "", null)]
    [InlineData("\"bbox\":[2,1,4,3]", "\"bbox\":[2,1,3,2]", null)]
    [InlineData("\"bbox\":[2,1,4,3]", "\"bbox\":[2,1,9,3]", "coco")]
    [InlineData("\"bbox\":[2,1,4,3]", "\"bbox\":7", "coco")]
    [InlineData("\"area\":12", "\"area\":20", "coco")]
    [InlineData("\"area\":12", "\"area\":\"12\"", "coco")]
    [InlineData("\"image_id\":0", "\"image_id\":7", "coco")]
    [InlineData("\"category_id\":1,", "\"category_id\":2,", "coco")]
    [InlineData("\"annotations\":[", "\"annotations\":[7,", "coco")]
    [InlineData("13,3,3", "13,3,1e99", "coco")]
    [InlineData("\"annotations\"", "\"annotated\"", "coco")]
    [InlineData("{\"images\"", "garbage", "coco")]
    public void BopCoco_IsCompared(string what, string by, string? rule) {
        WriteBop();
        string text = what.Length > 0 ? BopCoco.Replace(what, by, StringComparison.Ordinal) : BopCoco;
        Assert.Equal(what.Length > 0, text != BopCoco);
        Text($"{BopScene}/scene_gt_coco.json", text);
        Expect("set", rule, "scene_gt_coco.json");
    }

    private const string BopScene = "set/train_pbr/000000";

    private void WriteBop() {
        Text("set/models/models_info.json", """
            {"1":{"diameter":102.28,"min_x":-102.92,"min_y":-34.3,"min_z":0,"size_x":91.48,"size_y":45.74,"size_z":0},
             "2":{"diameter":92.74,"min_x":-438.58,"min_y":161.42,"min_z":0,"size_x":51.44,"size_y":77.16,"size_z":0}}
            """);
        // Flat models whose corners are where bbox_obj says.
        Text("set/models/obj_000001.ply", Plate(-102.92, -34.3, -11.44, 11.44));
        Text("set/models/obj_000002.ply", Plate(-438.58, 161.42, -387.14, 238.58));
        Text($"{BopScene}/scene_camera.json",
            """{"0":{"cam_K":[700,0,3.5,0,700,2.5,0,0,1],"depth_scale":2},"""
            + "\"1\":" + """{"cam_K":[700,0,3.5,0,700,2.5,0,0,1],"depth_scale":2}}""");
        Text($"{BopScene}/scene_gt.json", Gt);
        Text($"{BopScene}/scene_gt_info.json", Info);
        for (int i = 0; i < 2; i++) {
            Picture($"{BopScene}/rgb/00000{i}.png");
            Directory.CreateDirectory(folder[$"{BopScene}/depth"]);
            var depth = new Image<ushort>(8, 6);
            Array.Fill(depth.Pixels, (ushort)(i == 0 ? 8005 : 9000));
            ImageFile.WritePng(folder[$"{BopScene}/depth/00000{i}.png"], depth);
            Mask($"{BopScene}/mask/00000{i}_000000.png", 2, 1, 6, 4);
            Mask($"{BopScene}/mask_visib/00000{i}_000000.png", 2, 1, i == 0 ? 6 : 2, 4);
        }
    }

    private static string Plate(double x0, double y0, double x1, double y1) => FormattableString.Invariant(
        $"ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\nelement face 1\n")
        + "property list uchar int vertex_indices\nend_header\n"
        + FormattableString.Invariant($"{x0} {y0} 0\n{x1} {y0} 0\n{x1} {y1} 0\n{x0} {y1} 0\n4 0 1 2 3\n");

    [Fact]
    public void SomethingElse_IsNoDataset() {
        Text("set/notes.txt", "mine");
        Text("set/package.json", """{"name":"mine","version":"1"}""");
        Assert.Contains("holds no dataset", Assert.Throws<BadInputException>(() => DatasetVerifier.Verify(folder["set"], new())).Message,
            StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<BadInputException>(() => DatasetVerifier.Verify(folder["other"], new())).Message,
            StringComparison.Ordinal);
        Assert.Contains("is no dataset",
            Assert.Throws<BadInputException>(() => DatasetVerifier.Verify(folder["set/package.json"], new())).Message,
                StringComparison.Ordinal);
    }

    /// <summary>What lies elsewhere on the machine is not walked through on a file's word.</summary>
    [Theory]
    [InlineData("path: /\ntrain: proc\n")]
    [InlineData("path: ../../../../../..\ntrain: usr\n")]
    [InlineData("train: /etc\n")]
    public void YoloFoldersElsewhere_AreAViolation(string folders) {
        Text("yolo/data.yaml", folders + "names: [a]\n");
        VerificationReport report = DatasetVerifier.Verify(folder["yolo"], new())[0];
        Assert.Equal(0, report.Images);
        Assert.Contains(report.Checks.Single(l => l.Name == "schema").First,
            o => o.Expected.Contains("beside it", StringComparison.Ordinal));
    }
}
