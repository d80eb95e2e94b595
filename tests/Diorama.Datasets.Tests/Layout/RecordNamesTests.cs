using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Verification;
using Diorama.Datasets.Viewing;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Tests.Layout;

/// <summary>Files of a dataset or a run that someone has changed lead nowhere else.</summary>
public sealed class RecordNamesTests : IDisposable {
    private readonly TemporaryFolder folder = new();
    private readonly DatasetFolder set;

    public RecordNamesTests() {
        new DatasetRun(Boxes.Options(folder["a"], frames: 1, labels: LabelTable.Instance | LabelTable.AmodalMasks), Boxes.Build).Run();
        set = new(folder["a"]);
    }

    public void Dispose() => folder.Dispose();

    private void ChangeRecord(Action<JsonNode> change) {
        JsonNode record = JsonNode.Parse(File.ReadLines(set.FramesFile).First())!;
        change(record);
        File.WriteAllText(set.FramesFile, record.ToJsonString() + "\n");
    }

    private void ShouldRefuse(string sentence) {
        string expected = $"{set.FramesFile}, line 1, is damaged: {sentence}";
        Assert.StartsWith(expected,
            Assert.Throws<BadInputException>(() => new DatasetExport(set, folder["out"], [DatasetFormats.Find("coco")]).Run()).Message,
                StringComparison.Ordinal);
        Assert.StartsWith(expected, Assert.Throws<BadInputException>(() => ViewPage.Write(set, folder["view.html"], new())).Message,
            StringComparison.Ordinal);
        VerificationReport report = DatasetVerifier.Verify(set.Root, new())[0];
        Assert.Contains(report.Checks, l => l.First.Any(o => o.ToString()!.Contains(sentence, StringComparison.Ordinal)));
        Assert.False(Directory.Exists(folder["out"]) || File.Exists(folder["view.html"]));
    }

    [Theory]
    [InlineData("../../victim/x")]
    [InlineData("/victim/x")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    public void CameraNames_AreNamesOfFiles(string name) {
        ChangeRecord(r => r["camera"]!["name"] = name);
        ShouldRefuse($"camera.name: '{name.Replace("\n", "\\n", StringComparison.Ordinal)}' cannot be part of a file's name; expected ");
    }

    [Theory]
    [InlineData("../../etc/hostname")]
    [InlineData("/etc/hostname")]
    [InlineData("parts/../../x.png")]
    public void Files_LieInTheFolder(string path) {
        ChangeRecord(r => r["files"]!["instance"] = path);
        ShouldRefuse($"files: '{path}' is no path of a file below the folder; expected ");
    }

    [Fact]
    public void LabelNames_AreNamesOfFiles() {
        ChangeRecord(r => r["files"]!["../x"] = "images/a.png");
        ShouldRefuse("files: '../x' cannot be part of a file's name; expected ");
    }

    [Theory]
    [InlineData("recipe", "a\npath: /evil", "recipe: character 2 is a line break (U+000A); expected ")]
    [InlineData("labels", "[\"../x\"]", "labels: '../x' cannot be part of a file's name; expected ")]
    [InlineData("splits", "{\"shares\": [{\"name\": \"../x\", \"share\": 1}]}",
        "splits: '../x' cannot be part of a file's name; expected ")]
    [InlineData("classes", "[{\"id\": 1, \"name\": \"a\\u001b\", \"group\": \"b\"}]",
        "classes: character 2 is a control character (U+001B); expected ")]
    public void DatasetInfo_IsChecked(string key, string value, string sentence) {
        JsonNode info = JsonNode.Parse(File.ReadAllText(set.InfoFile))!;
        info[key] = key == "recipe" ? value : JsonNode.Parse(value);
        File.WriteAllText(set.InfoFile, info.ToJsonString());
        Assert.StartsWith($"{set.InfoFile} is damaged: {sentence}", Assert.Throws<BadInputException>(set.ReadInfo).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cameras", "[\"../../victim/x\"]", "cameras: '../../victim/x' cannot be part of a file's name; expected ")]
    [InlineData("labels", "[\"../x\"]", "labels: '../x' cannot be part of a file's name; expected ")]
    [InlineData("recipe", "\"a\\nb\"", "recipe: character 2 is a line break (U+000A); expected ")]
    public void Plan_IsChecked(string key, string value, string sentence) {
        var run = new RunFolder(folder["a"]);
        JsonNode plan = JsonNode.Parse(File.ReadAllText(run.PlanFile))!;
        plan[key] = JsonNode.Parse(value);
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(plan);
        File.WriteAllBytes(run.PlanFile, bytes);
        File.WriteAllText(run.PlanChecksumFile,
            $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}  plan.json\n");
        Assert.StartsWith($"{run.PlanFile} is damaged: {sentence}", Assert.Throws<BadInputException>(run.ReadPlan).Message,
            StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => new DatasetMerge(run).Run());
    }

    [Fact]
    public void FilesOfAPart_LieInIt() {
        string file = Directory.GetFiles(folder["a"], "part.json", SearchOption.AllDirectories).Single();
        JsonNode part = JsonNode.Parse(File.ReadAllText(file))!;
        part["files"]!["../../../x"] = part["files"]!.AsObject().First().Value!.DeepClone();
        File.WriteAllText(file, part.ToJsonString());
        Assert.StartsWith($"{file} is damaged: files: '../../../x' is no path of a file below the folder; expected ",
            Assert.Throws<BadInputException>(() => new DatasetMerge(new(folder["a"])).Run()).Message, StringComparison.Ordinal);
    }
}
