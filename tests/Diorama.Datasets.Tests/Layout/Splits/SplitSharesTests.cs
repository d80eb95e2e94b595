using Diorama.Core;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Datasets.Tests.Layout.Splits;

public class SplitSharesTests {
    [Theory]
    [InlineData("train=0.8,val=0.1,test=0.1")]
    [InlineData("train=0.85,val=0.1,test=0.05")]
    [InlineData("a=0.5,b=0.5")]
    [InlineData("a=0.333,b=0.333,c=0.334")]
    [InlineData("a=0.997,b=0.002,c=0.001")]
    [InlineData("a=0.125,b=0.125,c=0.125,d=0.125,e=0.5")]
    [InlineData("all=1")]
    public void Of_KeepsEveryShareToWithinOneScene_AtEveryLength(string text) {
        SplitShares shares = SplitShares.Parse(text);
        double[] share = [.. text.Split(',').Select(e => double.Parse(e.Split('=')[1], null))];
        foreach (ulong seed in new ulong[] { 0, 1, 77 }) {
            var counts = new int[share.Length];
            for (int n = 1; n <= 2500; n++) {
                counts[shares.Names.ToList().IndexOf(shares.Of(n - 1, seed))]++;
                for (int i = 0; i < share.Length; i++) Assert.True(Math.Abs(counts[i] - share[i] * n) < 1 - 1e-9,
                    $"seed {seed}, {n} scenes: {counts[i]} of {shares.Names[i]}");
            }
        }
    }

    [Fact]
    public void Of_DependsOnTheSceneAndTheSeedAlone() {
        const string text = "train=0.8,val=0.1,test=0.1";
        SplitShares forward = SplitShares.Parse(text), backward = SplitShares.Parse(text);
        string[] first = [.. Enumerable.Range(0, 200).Select(i => forward.Of(i, 3))];
        string[] last = [.. Enumerable.Range(0, 200).Reverse().Select(i => backward.Of(i, 3)).Reverse()];
        Assert.Equal(first, last);
        Assert.NotEqual(first, Enumerable.Range(0, 200).Select(i => forward.Of(i, 4)));
        // Written down: a scene must be in the same split in ten years.
        Assert.Equal("rarrrrrrrerrarrrrrerrrrarrrrererrrrrrrar", string.Concat(first.Take(40).Select(s => s[1])));
    }

    [Fact]
    public void Of_IsNotInStepWithWhatVariesInTurn() {
        SplitShares shares = SplitShares.Parse("train=0.8,val=0.1,test=0.1");
        var weather = new int[5];
        for (int scene = 0; scene < 5000; scene++) {
            if (shares.Of(scene, 1) == "test") weather[scene % 5]++;
        }
        Assert.Equal(500, weather.Sum());
        // A fifth of them each, give or take four standard deviations.
        Assert.All(weather, n => Assert.InRange(n, 64, 136));
    }

    [Theory]
    [InlineData("train=0.8,val=0.1", "0.9")]
    [InlineData("train", "'train'")]
    [InlineData("train=0.5,train=0.5", "twice")]
    [InlineData("train=0.9999,val=0.0001", "three decimals")]
    [InlineData("a/b=1", "letters")]
    [InlineData("train=-1,val=2", "above 0")]
    [InlineData("test_objects=1", "held-out")]
    public void Parse_RefusesInOneSentence(string text, string says) =>
    Assert.Contains(says, Assert.Throws<BadInputException>(() => SplitShares.Parse(text)).Message);
}
