using System.Text.Json;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Viewing;

namespace Diorama.Datasets.Tests.Viewing;

/// <summary>The page of COCO files of another tool.</summary>
public sealed class CocoViewTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Coco(string name, string image, int width, int height, string annotation) {
        Directory.CreateDirectory(folder["annotations"]);
        File.WriteAllText(folder[$"annotations/{name}.json"], $$"""
            {"images": [{"id": 1, "width": {{width}}, "height": {{height}}, "file_name": "{{image}}"}],
             "annotations": [{"id": 7, "image_id": 1, "category_id": 3, "iscrowd": 0, {{annotation}}}],
             "categories": [{"id": 3, "name": "{{name}}", "supercategory": "", "keypoints": ["tip", "root"], "skeleton": [[1, 2]]}]}
            """);
        return folder[$"annotations/{name}.json"];
    }

    private JsonElement[] Frames(params string[] files) {
        ViewPage.WriteCoco(files, folder["view.html"], new());
        string page = File.ReadAllText(folder["view.html"]);
        const string begin = "<script type=\"application/json\" id=\"data\">";
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        using JsonDocument data = JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
        return [.. data.RootElement.GetProperty("frames").EnumerateArray().Select(f => f.Clone())];
    }

    private void Picture(string name, int width, int height) {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        ImageFile.WritePng(folder[name], new Image<Rgb8>(width, height));
    }

    [Fact]
    public void FilesOfOnePicture_AreShownTogether_AndSplitsApart() {
        Picture("images/train/1.png", 8, 6);
        Picture("images/val/1.png", 4, 4);
        string train = Coco("boxes_train", "1.png", 8, 6, "\"bbox\": [1, 1, 4, 3], \"area\": 12, \"keypoints\": [2, 2, 2, 0, 0, 0]");
        string masks = Coco("masks_train", "1.png", 8, 6,
            "\"bbox\": [0, 0, 2, 2], \"area\": 4, \"segmentation\": [[0, 0, 2, 0, 2, 2, 0, 2]]");
        string val = Coco("boxes_val", "1.png", 4, 4, "\"bbox\": [0, 0, 4, 4], \"area\": 16");
        JsonElement[] frames = Frames(train, masks, val);
        Assert.Equal([2, 1], frames.Select(f => f.GetProperty("objects").GetArrayLength()));
        JsonElement box = frames[0].GetProperty("objects")[0], mask = frames[0].GetProperty("objects")[1];
        Assert.Equal([1d, 1, 5, 4], box.GetProperty("b").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal("tip", Assert.Single(box.GetProperty("k").EnumerateArray())[0].GetString());
        Assert.Equal([0, 2, 6, 2], mask.GetProperty("m").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Equal((4, 4), (frames[1].GetProperty("w").GetInt32(), frames[1].GetProperty("h").GetInt32()));
    }

    /// <summary>A name that leads out of the dataset shows no picture.</summary>
    [Fact]
    public void HostileNames_ShowNoPicture() {
        Picture("secret.png", 2, 2);
        string file = Coco("instances", "../secret.png", 2, 2, "\"bbox\": [0, 0, 2, 2], \"area\": 4");
        string plain = Frames(file)[0].GetProperty("layers").GetProperty("image").GetString()!;
        Picture("images/there.png", 2, 2);
        string shown = Frames(Coco("instances", "there.png", 2, 2, "\"bbox\": [0, 0, 2, 2], \"area\": 4"))[0].GetProperty("layers")
            .GetProperty("image").GetString()!;
        Assert.NotEqual(plain, shown);
    }
}
