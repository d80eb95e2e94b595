using System.Text.Json;
using Diorama.Core;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Verification;

namespace Diorama.Datasets.Tests.Layout.Splits;

/// <summary>Splits that are decided with the plan: where they stand, and that everything made of the run keeps to them.</summary>
public sealed class SplitPlanTests : IDisposable {
    private static readonly string[] Assets = ["chair-1", "chair-2", "lamp-7"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static SplitPlan Of(string shares, string holdOut = "") =>
        SplitPlan.Of(shares.Length == 0 ? [] : SplitShares.Entries(shares), holdOut, Assets);

    [Fact]
    public void Plan_StatesProportionsKeyAndHeldOutAssets() {
        SplitPlan splits = Of("train=0.8,test=0.2", "chair-*");
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(splits, DatasetJson.Line));
        Assert.Equal("""{"unit":"scene","key":"splits","shares":[{"name":"train","share":0.8},{"name":"test","share":0.2}]"""
            + ""","hold_out":"chair-*","held_out_assets":["chair-1","chair-2"],"held_out_split":"test_objects"}""",
            json.RootElement.GetRawText());
        SplitPlan read = json.Deserialize<SplitPlan>(DatasetJson.Line)!;
        Assert.Equal(splits.ToString(), read.ToString());
        Assert.Equal(["train", "test", "test_objects"], read.Names);
        Assert.True(read.HeldOut!.Contains("chair-9") && !read.HeldOut.Contains("lamp-7"));
        Assert.Equal(("none", 0, null), (SplitPlan.None.ToString(), SplitPlan.None.Names.Count, SplitPlan.None.Proportions));
        Assert.Contains("they must make 1", Assert.Throws<BadInputException>(() => Of("train=0.8,test=0.3")).Message);
        Assert.Contains("the recipe uses no asset 'lamp-8'", Assert.Throws<BadInputException>(() => Of("", "lamp-8")).Message);
    }

    private RunOptions Options(string name, long frames, SplitPlan splits, params string[] formats) =>
        Boxes.Options(folder[name], frames) with { Splits = splits, Formats = formats, PartFrames = 2, FramesPerScene = 2 };

    private (long Scene, string? Split)[] Splits(string name) =>
        [.. new DatasetFolder(folder[name]).ReadFrames().Select(f => (f.Scene, f.Split))];

    [Fact]
    public void Records_SayTheirSplit_WhichStaysWhenTheRunGrows() {
        SplitPlan splits = Of("train=0.5,val=0.25,test=0.25");
        new DatasetRun(Options("a", 16, splits), Boxes.Build).Run();
        (long Scene, string? Split)[] few = Splits("a");
        SplitShares shares = splits.Proportions!;
        Assert.Equal([4, 2, 2], shares.Names.Select(n => few.Where(f => f.Split == n).Select(f => f.Scene).Distinct().Count()));
        Assert.All(few, f => Assert.Equal(shares.Of(f.Scene, 3), f.Split));
        new DatasetRun(Options("a", 24, splits), Boxes.Build).Run();
        Assert.Equal(few, Splits("a").Take(few.Length));
        // What other splits would make of the same frames is an export, not another run.
        Assert.Contains("with the splits train=0.5,val=0.25,test=0.25, not none",
            Assert.Throws<BadInputException>(() => new DatasetRun(Options("a", 24, SplitPlan.None), Boxes.Build).Run()).Message);
        Assert.Equal(splits.ToString(), new RunFolder(folder["a"]).ReadPlan().Splits.ToString());
        Assert.Contains("| train | 12 |\n| val | 6 |\n| test | 6 |", File.ReadAllText(folder["a/README.md"]));
    }

    [Fact]
    public void HeldOutAssets_DecideTheWholeScene_AndExportsFollow() {
        string[] known = [.. Boxes.Build(0).Objects.Concat(Boxes.Build(1).Objects).Select(o => o.Asset.Id).Distinct()
            .Order(StringComparer.Ordinal)];
        SplitPlan splits = SplitPlan.Of(SplitShares.Entries("train=0.5,val=0.5"), known[0], known);
        new DatasetRun(Options("a", 12, splits, "coco"), Boxes.Build).Run();
        FrameRecord[] images = [.. new DatasetFolder(folder["a"]).ReadFrames()];
        foreach (var scene in images.GroupBy(i => i.Scene)) {
            bool shows = scene.Any(i => i.Objects.Any(o => o.Asset == known[0]));
            Assert.All(scene, i => Assert.Equal(shows, i.Split == "test_objects"));
        }
        // The formats made with the run, and an export without a word about splits, have the same images.
        DatasetInfo info = new DatasetFolder(folder["a"]).ReadInfo();
        foreach (string name in splits.Names) {
            int there = DatasetFormats.Find("coco").Read(folder["a/coco"]).Count(i => i.Split == name);
            Assert.Equal(images.Count(i => i.Split == name), there);
        }
        Assert.Equal(splits.ToString(), info.Splits!.ToString());
        Assert.True(OwnVerifier.Verify(folder["a"], new() { Quick = true }).IsSound);
    }

    [Fact]
    public void Croissant_RefersToTheSplits() {
        new DatasetRun(Options("a", 8, Of("train=0.5,val=0.25,test=0.25"), "coco"), Boxes.Build).Run();
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(folder["a/croissant.json"]));
        JsonElement[] sets = [.. document.RootElement.GetProperty("recordSet").EnumerateArray()];
        JsonElement splits = sets.Single(s => s.GetProperty("@id").GetString() == "splits");
        Assert.Equal("cr:Split", splits.GetProperty("dataType").GetString());
        Assert.Equal([("train", "cr:TrainingSplit"), ("val", "cr:ValidationSplit"), ("test", "cr:TestSplit")],
            splits.GetProperty("data").EnumerateArray().Select(
                d => (d.GetProperty("splits/name").GetString()!, d.GetProperty("splits/url").GetString()!)));
        JsonElement split = sets.Single(s => s.GetProperty("@id").GetString() == "images").GetProperty("field").EnumerateArray()
            .Single(f => f.GetProperty("@id").GetString() == "images/split");
        Assert.Equal("splits/name", split.GetProperty("references").GetProperty("field").GetProperty("@id").GetString());
        Assert.Equal(("frames.jsonl", "split"), (split.GetProperty("source").GetProperty("fileObject").GetProperty("@id").GetString(),
            split.GetProperty("source").GetProperty("extract").GetProperty("column").GetString()));
        // A dataset that is not divided has no splits to refer to.
        new DatasetRun(Options("b", 2, SplitPlan.None), Boxes.Build).Run();
        Assert.DoesNotContain("cr:Split", File.ReadAllText(folder["b/croissant.json"]));
        Assert.Contains("\"splits\": {\n    \"unit\": \"scene\"", File.ReadAllText(folder["b/plan.json"]));
    }
}
