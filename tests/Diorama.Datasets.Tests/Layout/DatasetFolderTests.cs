using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Tests.Formats;

namespace Diorama.Datasets.Tests.Layout;

/// <summary>
/// A dataset whose files were damaged is refused by one sentence that names the file, the line and the place, by whatever reads it.
/// </summary>
public sealed class DatasetFolderTests : IDisposable {
    private readonly HandMade made = new();
    private readonly DatasetFolder folder;

    public DatasetFolderTests() {
        made.Export("coco", HandMade.Thing(300, 9, HandMade.Block));
        folder = new(made["../run"]);
    }

    public void Dispose() => made.Dispose();

    private string Refusal() => Assert.Throws<BadInputException>(() => folder.ReadFrames().Count()).Message;

    private void Change(Action<JsonObject> change) {
        JsonObject record = JsonNode.Parse(File.ReadAllText(folder.FramesFile))!.AsObject();
        change(record);
        File.WriteAllText(folder.FramesFile, record.ToJsonString() + "\n");
    }

    /// <summary>A value by its path, replaced by other JSON; "-" takes it away.</summary>
    [Theory]
    [InlineData("scene", "-", "missing are 'scene'")]
    [InlineData("scene", "\"one\"", "at $.scene: a value of another kind or size was expected")]
    [InlineData("scene", "1e30", "at $.scene: a value of another kind or size was expected")]
    [InlineData("time", "1e400", "at $.time: a number is too large")]
    [InlineData("camera", "null", "null stands where a value was expected")]
    [InlineData("width", "0", "width and height are 0 and 8")]
    [InlineData("width", "2000000000", "width and height are 2000000000 and 8")]
    [InlineData("image_id", "0", "image_id from 1")]
    [InlineData("files/image", "null", "files: null stands where a text was expected")]
    [InlineData("camera/index", "1", "camera: index is 1 of 1")]
    [InlineData("camera/K", "[[1,2],[3,4]]", "camera.K: three rows of three numbers were expected")]
    [InlineData("camera/world_from_camera", "[[1,0,0,0],[0,1,0,0],null]",
        "camera.world_from_camera: three rows of four numbers were expected")]
    [InlineData("camera/world_origin", "[1, 2]", "camera.world_origin: three numbers were expected")]
    [InlineData("camera/lens", "[]", "camera.lens: an object with its model was expected")]
    [InlineData("objects", "[null]", "objects[0]: null")]
    [InlineData("objects/0/id", "0", "objects[0]: id from 1")]
    [InlineData("objects/0/class_id", "70000", "class_id from 0 to 65535")]
    [InlineData("objects/0/visible_box", "[1,2,3]", "objects[0]: boxes of four numbers were expected")]
    [InlineData("objects/0/visible_mask/size", "[10,8]", "objects[0]: visible_mask: a size of [8, 10], that of the image, was expected")]
    [InlineData("objects/0/visible_mask/counts", "\"b0350000\"", "objects[0]: visible_mask: run lengths of 10×8 pixels were expected")]
    [InlineData("objects/0/visible_mask/counts", "\"ooooooo\"", "objects[0]: visible_mask: run lengths of 10×8 pixels were expected")]
    [InlineData("objects/0/oriented_box", "{\"centre\":[0,0,0],\"size\":[1,1],\"corners\":[]}", "objects[0]: oriented_box")]
    [InlineData("objects/0/rotation_wxyz", "[1,0,0]", "objects[0]: rotation_wxyz of four numbers")]
    [InlineData("objects/0/keypoints", "[{\"name\":\"a\",\"position\":[0,0,0],\"pixel\":[1],\"visibility\":2}]", "objects[0]: keypoints")]
    public void Records_AreRefused_WhenTheyHaveAnotherShape(string path, string value, string says) {
        Change(record => {
            JsonNode at = record;
            string[] keys = path.Split('/');
            foreach (string key in keys[..^1])
                at = at is JsonArray list ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]! : at[key]!;
            if (value == "-") at.AsObject().Remove(keys[^1]);
            else at[keys[^1]] = JsonNode.Parse(value);
        });
        string sentence = Refusal();
        Assert.StartsWith($"{folder.FramesFile}, line 1, is damaged: ", sentence);
        Assert.Contains(says, sentence);
        Assert.EndsWith(".", sentence);
    }

    /// <summary>A world that was moved to its origin says in every format with poses what to add to them.</summary>
    [Fact]
    public void Exports_SayWhereTheOriginOfTheWorldLies() {
        Change(r => r["camera"]!["world_origin"] = new JsonArray(500000, 4500000, -12));
        DatasetFormat[] formats = [.. DatasetFormats.All.Where(f => f.Contents.HasFlag(FormatContents.CameraPose)
            && f.Labels.All(l => l == "image"))];
        Assert.Contains(formats, f => f.Name == "nerf");
        string target = made["../origin"];
        new DatasetExport(folder, target, formats).Run();
        foreach (DatasetFormat format in formats) {
            JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(target, format.Name, "world_origin.json")))!;
            Assert.Equal("[500000,4500000,-12]", json["world_origin"]!.ToJsonString());
        }
        const string said = "(500000, 4500000, -12) metres are to be added";
        Assert.Contains(said, File.ReadAllText(Path.Combine(target, "README.md")), StringComparison.Ordinal);
        JsonNode nerf = JsonNode.Parse(File.ReadAllText(Path.Combine(target, "nerf", "scene_000000", "transforms.json")))!;
        Assert.Equal("[500000,4500000,-12]", nerf["world_origin"]!.ToJsonString());

        // A world at its origin has nothing to say.
        Change(r => r["camera"]!.AsObject().Remove("world_origin"));
        new DatasetExport(folder, target, formats) { Replace = true }.Run();
        Assert.Empty(Directory.EnumerateFiles(target, "world_origin.json", SearchOption.AllDirectories));
        Assert.DoesNotContain("are to be added", File.ReadAllText(Path.Combine(target, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_AreRefused_WhenAKeyStandsThereTwice() {
        File.WriteAllText(folder.FramesFile, File.ReadAllText(folder.FramesFile).Replace("\"scene\":0", "\"scene\":0,\"scene\":1",
            StringComparison.Ordinal));
        Assert.Contains("scene", Refusal());
    }

    /// <summary>A line that is there twice would be written twice under the same name.</summary>
    [Fact]
    public void Records_AreRefused_WhenALineIsThereTwice_AndNothingIsWritten() {
        File.AppendAllText(folder.FramesFile, File.ReadAllText(folder.FramesFile));
        Assert.Equal($"{folder.FramesFile}, line 2, is damaged: image_id is 1; more than 1, that of the line before, was expected.",
            Refusal());
        Assert.Throws<BadInputException>(() => new DatasetExport(folder, made["other"], [DatasetFormats.Find("coco")]).Run());
        Assert.False(Directory.Exists(made["other"]));
    }

    [Fact]
    public void Records_AreRefused_WhenTwoObjectsHaveOneId() {
        Change(record => record["objects"]!.AsArray().Add(record["objects"]![0]!.DeepClone()));
        Assert.Contains("objects[1]: id 300 is that of another object too", Refusal());
    }

    [Fact]
    public void Assets_AreRefused_WithTheirLine() {
        const string asset = """{"id":"a","name":"A","class":"cup","pack":"own","licence":"CC0-1.0","author":"B"}""";
        File.WriteAllText(folder.AssetsFile, asset + "\n" + asset.Replace("\"CC0-1.0\"", "null", StringComparison.Ordinal) + "\n");
        string sentence = Assert.Throws<BadInputException>(() => folder.ReadAssets().Count()).Message;
        Assert.StartsWith($"{folder.AssetsFile}, line 2, is damaged: ", sentence);
        // The card at the end of an export needs them, so it is not begun.
        Assert.Throws<BadInputException>(() => new DatasetExport(folder, made["other"], [DatasetFormats.Find("coco")]).Run());
        Assert.False(Directory.Exists(made["other"]));
    }

    [Theory]
    [InlineData("\"frames_per_scene\": 1", "\"frames_per_scene\": 0", "frames_per_scene is 0")]
    [InlineData("\"id\": 9", "\"id\": 5", "classes[1] has no id of its own")]
    [InlineData("\"id\": 9", "\"id\": 0", "classes[1] has no id of its own")]
    [InlineData("\"toy box\"", "\"cup\"", "classes[2] has no id of its own")]
    [InlineData("\"toy box\"", "null", "is damaged")]
    [InlineData("\"labels\": []", "\"labels\": [null]", "labels: null stands where a text was expected")]
    public void Info_IsRefused_WhenItIsDamaged(string right, string wrong, string says) {
        string text = File.ReadAllText(folder.InfoFile);
        Assert.Contains(right, text);
        File.WriteAllText(folder.InfoFile, text.Replace(right, wrong, StringComparison.Ordinal));
        string sentence = Assert.Throws<BadInputException>(folder.ReadInfo).Message;
        Assert.StartsWith(folder.InfoFile, sentence);
        Assert.Contains(says, sentence);
    }
}
