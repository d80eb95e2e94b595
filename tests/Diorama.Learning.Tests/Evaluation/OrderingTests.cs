using Diorama.Core;
using Diorama.Learning.Evaluation;

namespace Diorama.Learning.Tests.Evaluation;

public sealed class OrderingTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-evaluation").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static readonly OrderingStep[] step = [new("a", "b")];

    [Theory]
    // Differences 1, 2, 3: mean 2, deviation 1.
    [InlineData(new double[] { 1, 1, 1 }, new double[] { 2, 3, 4 }, true, 1)]
    // Differences 0.1, 2, 3.9: mean 2, deviation 1.9.
    [InlineData(new double[] { 1, 1, 1 }, new double[] { 1.1, 3, 4.9 }, true, 1.9)]
    // One seed has another sign, although the mean, 2, is above the deviation, 1.49.
    [InlineData(new double[] { 1, 1, 1, 1 }, new double[] { 0.9, 3, 4, 4.1 }, false, 1.485)]
    // Differences 0.1, 0.2, 3: one sign, mean 1.1, deviation 1.65.
    [InlineData(new double[] { 1, 1, 1 }, new double[] { 1.1, 1.2, 4 }, false, 1.646)]
    [InlineData(new double[] { 1, double.NaN }, new double[] { 2, 3 }, false, double.NaN)]
    public void OverSeeds_SignsAgree_AndTheMeanExceedsTheDeviation(double[] a, double[] b, bool holds, double spread) {
        var ordering = Ordering.OverSeeds("x", step, [("a", a), ("b", b)]);
        Assert.Equal((holds, a.Length), (ordering.Holds, ordering.Items));
        Assert.Equal(spread, ordering.Spread, 0.005);
        Assert.Equal(a, ordering.Rows[0].Values);
    }

    [Theory]
    // Mean 1; standard error √(4/3)/2, twice that is 1.155.
    [InlineData(new double[] { 0, 2, 0, 2 }, false, 1.155)]
    // Mean 1, twice the standard error 0.577: signs need not agree.
    [InlineData(new double[] { 0.5, 1.5, 0.5, 1.5 }, true, 0.577)]
    [InlineData(new double[] { -0.1, 1.3, 1.4, 1.4 }, true, 0.734)]
    public void OverItems_TheMeanExceedsTwiceItsStandardError(double[] differences, bool holds, double spread) {
        var ordering = Ordering.OverItems("x", step, [("a", [3, 4, 5, 6]),
            ("b", [.. differences.Select((d, i) => d + 3 + i)])]);
        Assert.Equal((holds, 4), (ordering.Holds, ordering.Items));
        Assert.Equal(spread, ordering.Spread, 0.005);
        // One value a seed: the mean over items.
        Assert.Equal([4.5], ordering.Rows[0].Values);
    }

    [Fact]
    public void Steps_HaveFactors_MayAllowEqual_AndMustAllHold() {
        (string, double[])[] rows = [("a", [0.7, 0.71, 0.69]), ("b", [1, 1.01, 0.99]), ("c", [1.005, 1, 1])];
        bool Holds(params OrderingStep[] steps) => Ordering.OverSeeds("x", steps, rows).Holds;
        Assert.True(Holds(new OrderingStep("a", "b") { Factor = 0.75 }));
        Assert.False(Holds(new OrderingStep("a", "b") { Factor = 0.65 }));
        Assert.True(Holds(new OrderingStep("b", "a") { Factor = 1.5 }));
        Assert.False(Holds(new OrderingStep("b", "c")));
        Assert.True(Holds(new OrderingStep("b", "c") { AllowsEqual = true }));
        Assert.True(Holds(new OrderingStep("c", "b") { AllowsEqual = true }));
        Assert.False(Holds(new OrderingStep("b", "a") { AllowsEqual = true }));
        Assert.False(Holds(new("a", "b"), new OrderingStep("b", "c")));
        Assert.Throws<ArgumentException>(() => Ordering.OverSeeds("x", step, [("a", [1]), ("b", [2])]));
    }

    [Fact]
    public void Report_IsOneLineOfTheContract() {
        var report = new EvaluationReport("camera-noise", true, 3, [Ordering.OverItems("nll", step, [("a", [1, 2]), ("b", [2, 3.5])])],
            new() { ["floor"] = EvaluationReport.Number(double.NaN), ["x"] = EvaluationReport.Number(0.000123456789) }, 12.34);
        Assert.Equal("{'system':'camera-noise','quick':true,'seed':3,'orderings':[{'name':'nll','holds':true,"
            + "'values':{'a':[1.5],'b':[2.75]},'spread':0.5,'n':2}],'measures':{'floor':null,'x':0.000123457},'seconds':12.3}",
            report.ToJson().Replace('"', '\''));
    }

    [Fact]
    public void FinishedRows_AreNotMeasuredAgain() {
        string path = Path.Combine(folder, "rows.jsonl");
        int measured = 0;
        double Value(string key) => new EvaluatedRows(path).Get(key, () => {
            measured++;
            return new Dictionary<string, double[]> { ["nll"] = [measured, double.NaN] };
        })["nll"][0];
        Assert.Equal([1, 2, 1, 2], [Value("a"), Value("b"), Value("a"), Value("b")]);
        Assert.Equal(2, measured);
        Assert.True(double.IsNaN(new EvaluatedRows(path).Get("a", () => throw new InvalidOperationException())["nll"][1]));
        File.AppendAllText(path, "{\"key\": 3}\n");
        Assert.Contains("line 3 is no evaluated row", Assert.Throws<BadInputException>(() => new EvaluatedRows(path)).Message);
    }

    [Fact]
    public void Tables_ReplaceWhatStandsBetweenTheirMarkers() {
        string path = Path.Combine(folder, "page.md");
        File.WriteAllText(path, "before\n<!-- unseen -->\nold\nold\n<!-- /unseen -->\nafter\n");
        MarkedTable.Fill(path, "unseen", "| new |\n\n");
        Assert.Equal("before\n<!-- unseen -->\n| new |\n<!-- /unseen -->\nafter\n", File.ReadAllText(path));
        Assert.Contains("has no lines '<!-- other -->'",
            Assert.Throws<BadInputException>(() => MarkedTable.Fill(path, "other", "")).Message);
    }
}
