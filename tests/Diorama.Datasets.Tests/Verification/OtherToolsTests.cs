using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Verification;

namespace Diorama.Datasets.Tests.Verification;

/// <summary>Datasets as other tools write them: what is sound is not accused, and what is wrong is found.</summary>
public sealed class OtherToolsTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Write(string name, string text) {
        string path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a picture of 64 × 48 pixels that no other number gives.</summary>
    private void Picture(string name, int number) {
        string path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var picture = new Image<Rgb8>(64, 48);
        picture[number % 64, number / 64] = new(200, 100, 50);
        ImageFile.WritePng(path, picture);
    }

    /// <summary>The places of all violations, "check: place".</summary>
    private static string[] Wrong(string path) => [.. DatasetVerifier.Verify(path, new()).SelectMany(r => r.Checks)
        .SelectMany(c => c.First.Select(v => $"{c.Name}: {v.Place}".TrimEnd(' ', ':')))];

    private static JsonObject Coco() => JsonNode.Parse("""
        {"images": [{"id": 1, "file_name": "a.png", "width": 64, "height": 48}, {"id": 2, "file_name": "b.png", "width": 64, "height": 48}],
         "categories": [{"id": 1, "name": "box"}],
         "annotations": [
          {"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 10, 20, 10], "area": 200, "iscrowd": 0,
           "segmentation": [[10, 10, 30, 10, 30, 20, 10, 20]]},
          {"id": 2, "image_id": 1, "category_id": 1, "bbox": [40, 20, 10.5, 10], "area": 97, "iscrowd": 0,
           "segmentation": [[40, 20, 50.5, 20, 50.5, 30], [40, 20, 50.5, 30, 40, 30]]}]}
        """)!.AsObject();

    [Theory]
    [InlineData("sound", null)]
    [InlineData("box of another place", "boxes: annotation 1")]
    [InlineData("box two pixels wider", "boxes: annotation 1")]
    [InlineData("box a pixel wider, which is allowed", null)]
    [InlineData("doubled area", "masks: annotation 1, area")]
    [InlineData("no area", "masks: annotation 1, area")]
    [InlineData("empty mask", "masks: annotation 1, segmentation")]
    [InlineData("no masks at all", null)]
    [InlineData("annotation twice", "ids: annotation 3")]
    [InlineData("neither crowd nor none", "schema: annotation 1, iscrowd")]
    [InlineData("image of another's file", "ids: image 2")]
    [InlineData("image of another's file, spelled otherwise", "ids: image 2")]
    public void Coco_Polygons(string damage, string? wrong) {
        Picture("images/a.png", 0);
        Picture("images/b.png", 1);
        JsonObject coco = Coco();
        JsonNode first = coco["annotations"]![0]!;
        switch (damage) {
            case "box of another place": first["bbox"]![0] = 30; break;
            case "box two pixels wider": first["bbox"]![2] = 22; break;
            case "box a pixel wider, which is allowed": first["bbox"]![2] = 21; break;
            case "doubled area": first["area"] = 400; break;
            case "no area": first["area"] = 1; break;
            case "empty mask": first["segmentation"] = new JsonArray(); break;
            case "no masks at all": foreach (JsonNode? a in coco["annotations"]!.AsArray()) a!["segmentation"] = new JsonArray(); break;
            case "annotation twice":
                JsonNode again = first.DeepClone();
                again["id"] = 3;
                coco["annotations"]!.AsArray().Add(again);
                break;
            case "neither crowd nor none": first["iscrowd"] = 2; break;
            case "image of another's file": coco["images"]![1]!["file_name"] = "a.png"; break;
            case "image of another's file, spelled otherwise": coco["images"]![1]!["file_name"] = ".//x/../a.png"; break;
        }
        string[] found = Wrong(Write("instances.json", coco.ToJsonString()));
        Assert.Equal(wrong is null ? [] : [wrong], found);
    }

    [Fact]
    public void Coco_CaptionsAndPanopticFiles_AreCheckedAsWhatTheyAre() {
        Write("annotations/captions_val2017.json", """
            {"images": [{"id": 9, "file_name": "a.jpg", "width": 64, "height": 48}],
             "annotations": [{"image_id": 9, "id": 5, "caption": "A dog."}]}
            """);
        Write("annotations/panoptic_val2017.json", """
            {"images": [{"id": 9, "file_name": "a.jpg", "width": 64, "height": 48}], "categories": [{"id": 1, "name": "dog", "isthing": 1}],
             "annotations": [{"image_id": 9, "file_name": "a.png", "segments_info": [{"id": 3226956, "category_id": 1, "iscrowd": 0,
              "bbox": [1, 2, 3, 4], "area": 12}]}]}
            """);
        Assert.Empty(Wrong(folder.Path));
        Write("annotations/captions_val2017.json", """
            {"images": [{"id": 9, "file_name": "a.jpg", "width": 64, "height": 48}],
             "annotations": [{"image_id": 8, "id": 5, "caption": "A dog."}]}
            """);
        Write("annotations/panoptic_val2017.json", """
            {"images": [{"id": 9, "file_name": "a.jpg", "width": 64, "height": 48}], "categories": [{"id": 1, "name": "dog", "isthing": 1}],
             "annotations": [{"image_id": 9, "file_name": "a.png", "segments_info": [{"id": 7, "category_id": 2, "iscrowd": 0, "area": 12},
              {"id": 7, "category_id": 1, "iscrowd": 0, "area": 0}]}]}
            """);
        Assert.Equal(["references: annotation 5", "ids: image 9, segment 7", "references: image 9, segment 7", "masks: image 9, segment 7"],
            Wrong(folder.Path));
    }

    private const string Panoptic = """
        {"images": [{"id": 9, "file_name": "a.jpg", "width": 64, "height": 48}],
         "categories": [{"id": 1, "name": "dog", "isthing": 1}, {"id": 2, "name": "grass", "isthing": 0}],
         "annotations": [{"image_id": 9, "file_name": "a.png", "segments_info": [
          {"id": 70001, "category_id": 1, "iscrowd": 0, "bbox": [10, 5, 20, 10], "area": 200},
          {"id": 300, "category_id": 2, "iscrowd": 0, "bbox": [0, 20, 64, 28], "area": 1792}]}]}
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("\"bbox\": [10, 5, 20, 10]", "\"bbox\": [10, 5, 21, 10]")]
    [InlineData("\"area\": 200", "\"area\": 201", "masks: image 9, segment 70001, area")]
    [InlineData("\"area\": 200", "\"area\": \"200\"", "schema: image 9, segment 70001", "masks: image 9, segment 70001, area")]
    [InlineData("[10, 5, 20, 10]", "[10, 5, 30, 15]", "boxes: image 9, segment 70001, bbox")]
    [InlineData("[10, 5, 20, 10]", "7", "boxes: image 9, segment 70001, bbox")]
    [InlineData("\"id\": 300", "\"id\": 301", "masks: image 9, segment 301", "masks: image 9")]
    [InlineData(",\n  {\"id\": 300, \"category_id\": 2, \"iscrowd\": 0, \"bbox\": [0, 20, 64, 28], \"area\": 1792}", "", "masks: image 9")]
    [InlineData("a.png", "b.png", "masks: image 9, segment 300")]
    [InlineData("a.png", "c.png", "files")]
    [InlineData("a.png", "d.png", "files: image 9")]
    [InlineData("a.png", "../a.png", "files: image 9")]
    public void Coco_SegmentsAreThoseOfTheirPngFiles(string what, string by, params string[] wrong) {
        string text = what.Length > 0 ? Panoptic.Replace(what, by, StringComparison.Ordinal) : Panoptic;
        Assert.Equal(what.Length > 0, text != Panoptic);
        Write("annotations/panoptic_val2017.json", text);
        Assert.DoesNotContain("files", Wrong(folder.Path));
        Assert.Contains("no folder panoptic_val2017", DatasetVerifier.Verify(folder.Path, new())[0].Notes.Single(),
            StringComparison.Ordinal);

        string drawn = Path.Combine(folder.Path, "annotations", "panoptic_val2017");
        Directory.CreateDirectory(drawn);
        var image = new Image<Rgb8>(64, 48);
        // 70001 = 113 + 17 · 256 + 65536, 300 = 44 + 256.
        for (int y = 5; y < 15; y++) image.Row(y)[10..30].Fill(new(113, 17, 1));
        ImageFile.WriteFlatPng(Path.Combine(drawn, "b.png"), image);
        for (int y = 20; y < 48; y++) image.Row(y).Fill(new(44, 1, 0));
        ImageFile.WriteFlatPng(Path.Combine(drawn, "a.png"), image);
        ImageFile.WriteFlatPng(Path.Combine(drawn, "d.png"), new Image<Rgb8>(48, 64));
        Assert.Equal(wrong, Wrong(folder.Path));
    }

    [Theory]
    [InlineData("[]", "found one that is no JSON object but a list")]
    [InlineData("7", "found one that is no JSON object but a single value")]
    [InlineData("{}", "images: expected images, found none")]
    public void Coco_WithoutContents_IsCalledWhatItIs(string text, string sentence) {
        string path = Write("annotations/keypoints.json", text);
        foreach (string given in (string[])[path, folder.Path]) {
            Violation first = DatasetVerifier.Verify(given, new()).Single().Checks.SelectMany(c => c.First).First();
            Assert.StartsWith("keypoints.json", first.ToString(), StringComparison.Ordinal);
            Assert.EndsWith(sentence, first.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Coco_IdsOfRoboflow_CountFrom0() {
        const string coco = """
            {"info": {},
             "categories": [{"id": 0, "name": "pets", "supercategory": "none"}, {"id": 1, "name": "cat", "supercategory": "pets"}],
             "images": [{"id": 0, "license": 1, "file_name": "0.png", "height": 48, "width": 64}],
             "annotations": [{"id": 0, "image_id": 0, "category_id": 1, "bbox": [10, 10, 20.5, 10], "area": 205, "segmentation": [],
              "iscrowd": 0}, {"id": 1, "image_id": 0, "category_id": 1, "bbox": [30, 10, 20.5, 10], "area": 205, "segmentation": [],
              "iscrowd": 0}]}
            """;
        Picture("train/0.png", 0);
        Write("train/_annotations.coco.json", coco);
        Assert.Empty(Wrong(folder.Path));
        Assert.Contains("annotation 0", DatasetVerifier.Verify(folder.Path, new())[0].Notes.Single(), StringComparison.Ordinal);
        Write("train/_annotations.coco.json", coco.Replace("\"id\": 0", "\"id\": -1", StringComparison.Ordinal));
        Assert.Contains("ids: image -1", Wrong(folder.Path));
    }

    /// <summary>LVIS has addresses in the place of names, and no crowds.</summary>
    [Fact]
    public void Lvis_IsSound() {
        const string lvis = """
            {"images": [{"id": 391895, "width": 64, "height": 48, "neg_category_ids": [2], "not_exhaustive_category_ids": [],
              "coco_url": "http://images.cocodataset.org/train2017/000000391895.png"}],
             "categories": [{"id": 1, "name": "box", "synset": "box.n.01", "frequency": "f"}],
             "annotations": [{"id": 1, "image_id": 391895, "category_id": 1, "bbox": [10.0, 10.0, 20.0, 10.0], "area": 200.0,
              "segmentation": [[10.0, 10.0, 30.0, 10.0, 30.0, 20.0, 10.0, 20.0]]}]}
            """;
        Picture("train2017/000000391895.png", 0);
        Write("annotations/lvis_v1_train.json", lvis);
        Assert.Empty(Wrong(folder.Path));
        Assert.Equal(1, DatasetVerifier.Verify(folder.Path, new())[0].Checks.Single(c => c.Name == "files").Checked);
        Write("annotations/lvis_v1_train.json", lvis.Replace("391895, \"width\"", "391895, \"height\": 1, \"width\"",
            StringComparison.Ordinal).Replace("\"height\": 48, ", "", StringComparison.Ordinal));
        Assert.Contains("files: image 391895", Wrong(folder.Path));
        Write("annotations/lvis_v1_train.json", lvis.Replace("coco_url", "url", StringComparison.Ordinal));
        Assert.Contains("schema: image 391895", Wrong(folder.Path));
    }

    [Theory]
    [InlineData("data.yaml", "train: ../train/images\nval: ../valid/images\nnames: [cat, dog]\n", "train/images", "valid/images")]
    [InlineData("data.yaml", "train: train.txt\nval: val.txt\nnames: [cat, dog]\n", "images/train", "images/val")]
    [InlineData("data.yaml", "train: images/train\nval: images/val\nnc: 2\n", "images/train", "images/val")]
    [InlineData("coco8.yaml", "path: ../datasets/coco8\ntrain: images/train\nval: images/val\nnames:\n  0: cat\n  1: dog\n", "images/train",
        "images/val")]
    public void Yolo_LayoutsOfUltralyticsAndRoboflow(string name, string yaml, string train, string val) {
        Write(name, yaml);
        int number = 0;
        foreach (string images in (string[])[train, val]) {
            var listed = new List<string>();
            for (int i = 0; i < 3; i++) {
                Picture($"{images}/{i}.png", number++);
                Write($"{images.Replace("images", "labels", StringComparison.Ordinal)}/{i}.txt",
                    "0 0.5 0.5 0.2 0.3\n1 0.1 0.1 0.05 0.05\n");
                listed.Add($"./{images}/{i}.png");
            }
            if (yaml.Contains(".txt", StringComparison.Ordinal))
                Write(images == train ? "train.txt" : "val.txt", string.Join('\n', listed));
        }
        Assert.Empty(Wrong(folder.Path));
        Assert.Equal(6, DatasetVerifier.Verify(folder.Path, new())[0].Images);

        string label = $"{train.Replace("images", "labels", StringComparison.Ordinal)}/0.txt";
        Write(label, "0 0.5 0.5 0.2 0.3\n0 0.5 0.5 0.2 0.3\n");
        Assert.Equal(["doubles: line 2"], Wrong(folder.Path));
        Write(label, "0 0.1 0.1 0.3 0.1 0.3 0.4\n1 0.5 0.5 0.2 0.3\n");
        Assert.Equal(["lines: line 2"], Wrong(folder.Path));
        Write(label, "0 0.5 0.5 0.2 0.3\n");
        File.Copy(Path.Combine(folder.Path, train, "1.png"), Path.Combine(folder.Path, val, "2.png"), overwrite: true);
        Assert.Equal(["doubles"], Wrong(folder.Path));
    }

    /// <summary>A dataset of one picture in folder "set", with a label file of its own and of nobody.</summary>
    private string Yolo(string yaml, string label = "0 0.5 0.5 0.2 0.3\n") {
        Picture("set/images/train/a.png", 0);
        Write("set/labels/train/a.txt", label);
        return Write("set/data.yaml", yaml);
    }

    private const string Minimal = "train: images/train\nval: images/train\nnames: [cat]\n";

    [Fact]
    public void Yolo_PictureThatAListNamesTwice_IsFound() {
        Yolo("train: train.txt\nval: images/train\nnames: [cat]\n");
        Write("set/train.txt", "./images/train/a.png\n");
        Assert.Empty(Wrong(folder["set"]));
        Write("set/train.txt", "./images/train/a.png\nimages/train/../train/a.png\n");
        Assert.Equal(["doubles: images/train/a.png"], Wrong(folder["set"]));
        Yolo("train: [images/train, train.txt]\nval: images/train\nnames: [cat]\n");
        Write("set/train.txt", "./images/train/a.png\n");
        Assert.Equal(["doubles: images/train/a.png"], Wrong(folder["set"]));
    }

    [Fact]
    public void Yolo_ListOfClassesBesideLabels_IsNoLabelFile() {
        Yolo(Minimal);
        Write("set/labels/train/classes.txt", "cat\n");
        Assert.Empty(Wrong(folder["set"]));
        Picture("set/images/train/classes.png", 1);
        Assert.Contains("lines: line 1", Wrong(folder["set"]));
        File.Delete(folder["set/images/train/classes.png"]);
        Write("set/labels/train/other.txt", "cat\n");
        Assert.Contains("files", Wrong(folder["set"]));
    }

    [Theory]
    [InlineData("0.0 0.5 0.5 0.2 0.3\n", null)]
    [InlineData("0e0 0.5 0.5 0.2 0.3\n", null)]
    [InlineData("0.5 0.5 0.5 0.2 0.3\n", "classes: line 1")]
    [InlineData("1.0 0.5 0.5 0.2 0.3\n", "classes: line 1")]
    [InlineData("NaN 0.5 0.5 0.2 0.3\n", "classes: line 1")]
    [InlineData("cat 0.5 0.5 0.2 0.3\n", "classes: line 1")]
    public void Yolo_ClassIsAWholeNumber(string label, string? wrong) {
        Yolo(Minimal, label);
        Assert.Equal(wrong is null ? [] : [wrong], Wrong(folder["set"]));
    }

    [Theory]
    [InlineData("path: set\n", 0, null)]
    [InlineData("path: datasets/set/\n", 0, null)]
    [InlineData("path: set\ntest: images/test\n", 1, null)]
    [InlineData("test: # optional\n", 0, null)]
    [InlineData("test: null\n", 0, null)]
    [InlineData("test: ~\n", 0, null)]
    [InlineData("test: /etc\n", 0, "schema: test")]
    public void Yolo_PathsThatTrainersUnderstand(string more, int notes, string? wrong) {
        Yolo(more + Minimal);
        Assert.Equal(wrong is null ? [] : [wrong], Wrong(folder["set"]));
        Assert.Equal(notes, DatasetVerifier.Verify(folder["set"], new()).Single().Notes.Count);
    }

    [Fact]
    public void Yolo_YamlFile_IsADataset() {
        Yolo(Minimal);
        string mine = Write("my.yml", "path: datasets/set\n" + Minimal);
        Assert.Equal(1, DatasetVerifier.Verify(mine, new()).Single().Images);
        Assert.Empty(Wrong(mine));
        Assert.Empty(Wrong(folder["set/data.yaml"]));
        Write("my.yml", "path: datasets/set\nval: images/val\n" + Minimal.Replace("val: images/train\n", "", StringComparison.Ordinal));
        Assert.Equal(["schema: val"], Wrong(mine));
        Write("set/data.yaml", "names: [cat\n");
        Assert.Contains("schema", Wrong(folder["set/data.yaml"])[0], StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => Wrong(Write("recipe.yaml", "recipe: 1\nname: mine\n")));
    }

    [Fact]
    public void Yolo_CornersOfOrientedBoxes_MayLieOutside() {
        Write("data.yaml", "train: images/train\nval: images/train\nnames: [plane]\n");
        Picture("images/train/a.png", 0);
        Write("labels/train/a.txt", "0 -0.02 0.1 0.2 -0.015 0.3 0.2 0.1 0.3\n");
        Assert.Empty(Wrong(folder.Path));
        Assert.Equal(0.02, DatasetVerifier.Verify(folder.Path, new())[0].Checks.Single(c => c.Name == "numbers").Worst, 1e-9);
        // As large as the image, by the rounding of pixels.
        Write("labels/train/a.txt", "0 0 0 1.015 0 1.015 1.015 0 1.015\n");
        Assert.Empty(Wrong(folder.Path));
        // The third corner and the fourth have changed places.
        Write("labels/train/a.txt", "0 0.1 0.1 0.3 0.1 0.1 0.3 0.3 0.3\n");
        Assert.Equal(["numbers: line 1"], Wrong(folder.Path));
        Write("labels/train/a.txt", "0 -1.02 0.1 -0.8 -0.015 -0.7 0.2 -0.9 0.3\n");
        Assert.Equal(["numbers: line 1"], Wrong(folder.Path));
    }

    [Theory]
    [InlineData("", "0 0.2 0.2 0.1 0.1 0.2 0.2 2 0.28 0.2 1 0 0 0", null)]
    [InlineData("flip_idx: [0, 2, 1]\n", "0 0.2 0.2 0.1 0.1 0.2 0.2 2 0.28 0.2 1 0 0 0", null)]
    [InlineData("flip_idx: [0, 1, 5]\n", "0 0.2 0.2 0.1 0.1 0.2 0.2 2 0.28 0.2 1 0 0 0", "schema: flip_idx")]
    [InlineData("flip_idx: [0, 1]\n", "0 0.2 0.2 0.1 0.1 0.2 0.2 2 0.28 0.2 1 0 0 0", "schema: flip_idx")]
    [InlineData("", "0 0.2 0.2 0.1 0.1 0.8 0.8 2 0.85 0.8 1 0 0 0", "numbers: line 1")]
    [InlineData("", "0 0.2 0.2 0.1 0.1 0 0 0 0 0 0 0 0 0", null)]
    public void Yolo_KeypointsBelongToTheirBox(string more, string label, string? wrong) {
        Yolo($"{more}kpt_shape: [3, 3]\n{Minimal}", label + "\n");
        Assert.Equal(wrong is null ? [] : [wrong], Wrong(Path.Combine(folder.Path, "set")));
    }

    [Theory]
    [InlineData("[12, 12, 2, 60, 40, 1]", null)]
    [InlineData("[60, 40, 2, 61, 41, 1]", "keypoints: annotation 1")]
    [InlineData("[0, 0, 0, 0, 0, 0]", null)]
    public void Coco_KeypointsBelongToTheirBox(string keypoints, string? wrong) {
        Picture("images/a.png", 0);
        string path = Write("person_keypoints.json", """
            {"images": [{"id": 1, "file_name": "a.png", "width": 64, "height": 48}],
             "categories": [{"id": 1, "name": "box", "keypoints": ["a", "b"], "skeleton": [[1, 2]]}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 10, 20, 10], "area": 200, "iscrowd": 0,
              "keypoints":
            """ + keypoints + "}]}");
        Assert.Equal(wrong is null ? [] : [wrong], Wrong(path));
    }

    [Theory]
    [InlineData("Car 0.00 0 0 400.00 180.00 480.00 230.00 1.50 1.60 4.00 0.00 1.70 20.00 0", null)]
    [InlineData("Car 0.00 0 0 400.00 180.00 480.00 230.00 0 0 0 0 0 0 0", null)]
    [InlineData("Car -1 -1 -10 400.00 180.00 480.00 230.00 -1 -1 -1 -1000 -1000 -1000 -10", null)]
    [InlineData("Car 0.00 0 0 400.00 180.00 480.00 230.00 4.00 1.60 1.50 0.00 1.70 20.00 0", "projections: line 1")]
    [InlineData("Car 0.00 0 0 100.00 180.00 180.00 230.00 1.50 1.60 4.00 0.00 1.70 20.00 0", "projections: line 1")]
    public void Kitti_In2DAnd3D(string line, string? wrong) {
        // A car 20 m ahead, 4 m long and 1.5 m high, seen from its side.
        string sound = "400.00 180.00 480.00 230.00", fitted = "367.08 186.73 512.92 241.98";
        Write("label_2/000000.txt", line.Replace(sound, fitted, StringComparison.Ordinal) + "\n");
        Picture("image_2/000000.png", 0);
        ImageFile.WritePng(Path.Combine(folder.Path, "image_2", "000000.png"), new Image<Rgb8>(880, 400));
        if (!line.Contains(" 0 0 0 0 0", StringComparison.Ordinal)) Write("calib/000000.txt",
            "P2: 700 0 440 0 0 700 180 0 0 0 1 0\nR0_rect: 1 0 0 0 1 0 0 0 1\nTr_velo_to_cam: 1 0 0 0 0 1 0 0 0 0 1 0\n");
        Assert.Equal(wrong is null ? [] : [wrong], Wrong(folder.Path));
        if (wrong is not null || line.Contains("-1000", StringComparison.Ordinal) || line.Contains(" 0 0 0 0", StringComparison.Ordinal))
            return;
        Write("calib/000000.txt",
            "P2: 1400 0 880 0 0 1400 360 0 0 0 1 0\nR0_rect: 1 0 0 0 1 0 0 0 1\nTr_velo_to_cam: 1 0 0 0 0 1 0 0 0 0 1 0\n");
        Assert.Equal(["projections: line 1"], Wrong(folder.Path));
    }

    /// <summary>Rows of KITTI's own training set, by annotators, with the calibration of their drive.</summary>
    private const string Street = "Truck 0.00 0 -1.57 599.41 156.40 629.75 189.25 2.85 2.63 12.34 0.47 1.49 69.44 -1.56\n"
        + "Car 0.00 0 1.55 614.24 181.78 727.31 284.77 1.57 1.73 4.15 1.00 1.75 13.22 1.62\n"
        + "Misc 0.00 0 -1.82 804.79 167.34 995.43 327.94 1.63 1.48 2.37 3.23 1.59 8.55 -1.47\n"
        + "Cyclist 0.00 0 1.89 330.60 176.09 355.61 213.60 1.72 0.50 1.95 -12.63 1.88 34.09 1.54\n"
        + "DontCare -1 -1 -10 503.89 169.71 590.61 190.13 -1 -1 -1 -1000 -1000 -1000 -10\n";

    private const string StreetCalibration = "P0: 721.5377 0 609.5593 0 0 721.5377 172.854 0 0 0 1 0\n"
        + "P2: 7.215377e+02 0 6.095593e+02 4.485728e+01 0 7.215377e+02 1.728540e+02 2.163791e-01 0 0 1 2.745884e-03\n"
        + "R0_rect: 9.999239e-01 9.837760e-03 -7.445048e-03 -9.869795e-03 9.999421e-01 -4.278459e-03 7.402527e-03 4.351614e-03 "
        + "9.999631e-01\n"
        + "Tr_velo_to_cam: 7.533745e-03 -9.999714e-01 -6.166020e-04 -4.069766e-03 1.480249e-02 7.280733e-04 -9.998902e-01 -7.631618e-02 "
        + "9.998621e-01 7.523790e-03 1.480755e-02 -2.717806e-01\n"
        + "Tr_imu_to_velo: 0 0 0 0 0 0 0 0 0 0 0 0\n";

    [Theory]
    [InlineData("", "", null)]
    [InlineData("1.57 1.73 4.15", "3.14 3.46 8.30", "projections: line 2")]
    [InlineData("1.57 1.73 4.15", "157 173 415", "projections: line 2")]
    [InlineData("1.57 1.73 4.15", "1570 1730 4150", "projections: line 2")]
    [InlineData("1.57 1.73 4.15", "4.15 1.73 1.57", "projections: line 2")]
    [InlineData("2.85 2.63 12.34", "12.34 2.63 2.85", "projections: line 1")]
    [InlineData("1.55 614.24 181.78 727.31 284.77 1.57 1.73 4.15 1.00 1.75 13.22 1.62",
        "3.12 614.24 181.78 727.31 284.77 1.57 1.73 4.15 1.00 1.75 13.22 -3.09", "projections: line 2")]
    [InlineData("1.72 0.50 1.95", "3.44 1.00 3.90", "projections: line 4")]
    [InlineData("1.57 1.73 4.15", "1.65 1.64 4.36", null)]
    [InlineData("-1.82 804", "-1.86 804", null)]
    [InlineData("-1.82 804", "-2.02 804", "angles: line 3")]
    [InlineData("-1 -1 -1 -1000", "1 -1 -1 -1000", "values: line 5")]
    [InlineData("-1000 -1000 -1000 -10", "-1000 -1000 -1000 1.57", "values: line 5")]
    [InlineData("DontCare", "Car 0.00 0 1.55 614.24 181.78 727.31 284.77 1.57 1.73 4.15 1.00 1.75 13.22 1.62\nDontCare", "doubles: line 5")]
    [InlineData("DontCare", "Car 0 0 1.55 614.24 181.78 727.31 284.77 1.57 1.73 4.15 1 1.75 13.22 1.62 0.5\nDontCare", "doubles: line 5")]
    public void Kitti_RowsOfAnnotators(string what, string by, string? wrong) {
        string text = what.Length > 0 ? Street.Replace(what, by, StringComparison.Ordinal) : Street;
        Assert.Equal(what.Length > 0, text != Street);
        Kitti(text, StreetCalibration);
        Assert.Equal(wrong is null ? [] : [wrong], Wrong(folder.Path));
    }

    [Theory]
    [InlineData("P2: 7.215377e+02 0 6.095593e+02 4.485728e+01 0 7.215377e+02 1.728540e+02 2.163791e-01 0 0 1 2.745884e-03",
        "P2: 1443.0754 0 1219.1186 89.71456 0 1443.0754 345.708 0.4327582 0 0 2 0.005491768", "calibrations: P2")]
    [InlineData("P2: 7.215377e+02", "P2: -7.215377e+02", "calibrations: P2")]
    [InlineData("P0: 721.5377 0 609.5593 0 0 721.5377 172.854 0 0 0 1 0", "P0: 7 0 6 0 0 7 1 0 0 0 10 0", "calibrations: P0")]
    [InlineData("R0_rect: 9.999239e-01", "R0_rect: 1.9", "calibrations: R0_rect")]
    [InlineData("Tr_velo_to_cam: 7.533745e-03 -9.999714e-01", "Tr_velo_to_cam: 7.533745e-03 9.999714e-01", "calibrations: Tr_velo_to_cam")]
    [InlineData("Tr_imu_to_velo: 0", "Tr_imu_to_velo: 1", "calibrations: Tr_imu_to_velo")]
    public void Kitti_Calibrations(string what, string by, string wrong) {
        string text = StreetCalibration.Replace(what, by, StringComparison.Ordinal);
        Assert.NotEqual(StreetCalibration, text);
        Kitti(Street, text);
        Assert.Contains(wrong, Wrong(folder.Path));
        Assert.All(Wrong(folder.Path), w => Assert.Contains(w.Split(':')[0], (string[])["calibrations", "projections"]));
    }

    private void Kitti(string labels, string calibration) {
        Write("label_2/000000.txt", labels);
        Picture("image_2/000000.png", 0);
        ImageFile.WritePng(Path.Combine(folder.Path, "image_2", "000000.png"), new Image<Rgb8>(1242, 375));
        Write("calib/000000.txt", calibration);
    }

    [Fact]
    public void Json_ListsEveryViolation() {
        var lines = string.Concat(Enumerable.Range(0, 50).Select(i => $"0 0.5 0.5 0.{i + 10} 2\n"));
        Write("data.yaml", "train: images/train\nnames: [cat]\n");
        Picture("images/train/a.png", 0);
        Write("labels/train/a.txt", lines);
        CheckReport Numbers(VerifyOptions options) =>
            DatasetVerifier.Verify(folder.Path, options)[0].Checks.Single(c => c.Name == "numbers");
        Assert.Equal((50, Findings.Kept), (Numbers(new()).Violations, Numbers(new()).First.Count));
        Assert.Equal(50, Numbers(new() { Kept = 1000 }).First.Count);
    }
}
