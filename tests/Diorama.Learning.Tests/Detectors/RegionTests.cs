using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Detectors;

namespace Diorama.Learning.Tests.Detectors;

public class RegionTests {
    /// <summary>As many places as the networks' outputs have rows.</summary>
    [Fact]
    public void Grids_HaveTheNetworksRows() {
        Assert.Equal(896, All(new(256, (16, 2), (32, 6)), 896 * 17));
        Assert.Equal(2254, All(new(224, (8, 2), (16, 2), (32, 6)), 2254 * 13));
        Assert.Equal(2944, All(new(256, (8, 2), (16, 2), (32, 6)), 2944 * 19));

        static int All(AnchorGrid grid, int numbers) => grid.Decode(new float[numbers], new(new(0.5f), new(1)), 0.5f).Count;
    }

    [Fact]
    public void Rows_AreRelativeToTheirPlace() {
        var grid = new AnchorGrid(32, (16, 1));
        float[] rows = new float[4 * 7];
        for (int i = 0; i < 4; i++) rows[7 * i] = -9;
        // The third place, (8, 24): a box of 8 × 4 whose centre is at (9, 22), and a point at (10, 20).
        (rows[14], rows[15], rows[16], rows[17], rows[18], rows[19], rows[20]) = (2, 1, -2, 8, 4, 2, -4);
        FoundRegion found = Assert.Single(grid.Decode(rows, new(new(64, 64), new(128)), 0.5f));
        Assert.Equal(1 / (1 + MathF.Exp(-2)), found.Score, 1e-6f);
        Assert.InRange(Vector4.Distance(new(20, 80, 52, 96), found.Box), 0, 1e-4f);
        Assert.InRange(Vector2.Distance(new(40, 80), Assert.Single(found.Points)), 0, 1e-4f);
    }

    [Fact]
    public void Blended_IsTheMeanByScore() {
        FoundRegion a = new(new(0, 0, 10, 10), 0.9f, [new(1, 1)]), b = new(new(1, 0, 11, 10), 0.6f, [new(4, 1)]);
        FoundRegion apart = new(new(30, 0, 40, 10), 0.7f, [new(31, 1)]);
        IReadOnlyList<FoundRegion> blended = FoundRegion.Blended([apart, b, a], 0.3);
        Assert.Equal(2, blended.Count);
        Assert.Equal(0.9f, blended[0].Score);
        Assert.Equal(0.4f, blended[0].Box.X, 1e-5f);
        Assert.Equal(2.2f, blended[0].Points[0].X, 1e-5f);
        Assert.Equal(0.7f, blended[1].Score);
    }

    [Fact]
    public void Joined_IsTheMeanOfBothDetectors() {
        FoundObject both = new(0, new(0, 0, 10, 20), 0.8f), again = new(0, new(1, 0, 10, 20), 0.4f), one = new(0, new(50, 0, 60, 20), 0.6f);
        FoundObject other = new(1, new(0, 0, 10, 20), 0.5f);
        IReadOnlyList<FoundObject> joined = FoundObject.Joined([[both, one], [again, other]], 0.4);
        Assert.Equal([both with { Score = 0.6f }, one with { Score = 0.3f }, other with { Score = 0.25f }],
            joined.Select(j => j with { Score = MathF.Round(j.Score, 5) }));
    }

    private static PictureCrop At(float x) => new(new(x, 50), new(100));

    [Fact]
    public void Tracker_FollowsWithoutTheDetector_AndAsksItWhenOneIsLost() {
        int asked = 0;
        float[] there = [50, 70];
        var tracker = new LandmarkTracker<FoundRegion>(_ => {
            asked++;
            return there.Select(At);
        }, (_, crop) => there.Any(x => MathF.Abs(x - crop.Center.X) < 8)
            ? new(default, 1, [new(there.MinBy(x => MathF.Abs(x - crop.Center.X)), 50)]) : null, f => At(f.Points[0].X), 0.1f, 2);
        var picture = new Image<Rgb8>(200, 100);
        // They stand side by side: their crops overlap by two thirds.
        Assert.Equal([50f, 70], tracker.Next(picture).Select(f => f.Points[0].X));
        Assert.Equal(1, asked);
        there = [55, 76];
        Assert.Equal([55f, 76], tracker.Next(picture).Select(f => f.Points[0].X));
        Assert.Equal(1, asked);
        there = [120, 78];
        Assert.Equal([78f, 120], tracker.Next(picture).Select(f => f.Points[0].X));
        Assert.Equal(2, asked);
        // What was followed can be written down and taken up again.
        IReadOnlyList<PictureCrop> crops = tracker.Crops;
        tracker.Crops = [];
        tracker.Crops = crops;
        Assert.Equal(2, tracker.Next(picture).Count);
        Assert.Equal(2, asked);
    }
}
