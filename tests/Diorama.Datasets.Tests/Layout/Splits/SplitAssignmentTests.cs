using Diorama.Core;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Datasets.Tests.Layout.Splits;

public sealed class SplitAssignmentTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ScenesThatShowHeldOutAssets_AreASplitOfTheirOwn_AndTheOthersShareExactly() {
        long[] heldOut = [.. Enumerable.Range(0, 400).Where(i => i % 7 == 3 || i is > 50 and < 70).Select(i => (long)i)];
        var splits = new SplitAssignment(SplitShares.Parse("train=0.8,test=0.2"), 5, heldOut, true);
        Assert.Equal(["train", "test", "test_objects"], splits.Names);
        var count = new Dictionary<string, int> { ["train"] = 0, ["test"] = 0, ["test_objects"] = 0 };
        for (int scene = 0; scene < 400; scene++) {
            count[splits.Of(scene)]++;
            Assert.Equal(heldOut.Contains(scene), splits.Of(scene) == "test_objects");
            int others = count["train"] + count["test"];
            Assert.True(Math.Abs(count["train"] - 0.8 * others) < 1);
        }
        // Later scenes change nothing for earlier ones.
        var shorter = new SplitAssignment(SplitShares.Parse("train=0.8,test=0.2"), 5, heldOut.Where(s => s < 200), true);
        Assert.All(Enumerable.Range(0, 200), scene => Assert.Equal(splits.Of(scene), shorter.Of(scene)));
    }

    [Fact]
    public void WithoutShares_AllIsOneSplit_OrTrainBesideHeldOut() {
        Assert.Equal([""], new SplitAssignment(null, 1, [], false).Names);
        var splits = new SplitAssignment(null, 1, [2], true);
        Assert.Equal(["train", "train", "test_objects", "train"], Enumerable.Range(0, 4).Select(s => splits.Of(s)));
    }

    [Fact]
    public void HeldOutAssets_AreGivenByIdPatternOrShare() {
        File.WriteAllLines(folder["assets.jsonl"], new[] { "chair-1", "chair-2", "lamp-7" }.Select(id =>
            $$"""{"id":"{{id}}","name":"","class":"","pack":"","licence":"","author":""}"""));
        var set = new DatasetFolder(folder.Path);
        bool[] Of(string text) => [.. new[] { "chair-1", "chair-2", "lamp-7" }.Select(HeldOutAssets.Parse(text, set).Contains)];
        Assert.Equal([false, true, false], Of("chair-2"));
        Assert.Equal([true, true, false], Of("chair-*"));
        Assert.Contains("lamp-7", Assert.Throws<BadInputException>(() => HeldOutAssets.Parse("lamp-8", set)).Message);
        Assert.Contains("between 0 and 1", Assert.Throws<BadInputException>(() => HeldOutAssets.Parse("1.5", set)).Message);
        HeldOutAssets tenth = HeldOutAssets.Parse("0.1", set);
        // 10,000 ids at a tenth: 1,000 give or take four standard deviations of 30.
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => tenth.Contains($"asset-{i}")), 880, 1120);
        // Who is held out at a tenth is so at a fifth.
        HeldOutAssets fifth = HeldOutAssets.Share(0.2);
        Assert.All(Enumerable.Range(0, 1000).Select(i => $"asset-{i}").Where(tenth.Contains), id => Assert.True(fifth.Contains(id)));
    }
}
