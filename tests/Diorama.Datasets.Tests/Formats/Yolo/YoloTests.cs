using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Formats.Yolo;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Tests.Formats.Yolo;

public sealed class YoloTests : IDisposable {
    private readonly HandMade made = new();

    public void Dispose() => made.Dispose();

    private string Line(string format, ObjectRecord thing) {
        made.Export(format, thing);
        return made.Text($"{format}/labels/000000.txt");
    }

    [Fact]
    public void Lines_AreSharesOfWidthAndHeight_AndClassesBeginAtZero() {
        Assert.Equal("0 0.4 0.4375 0.4 0.375\n", Line("yolo", HandMade.Thing(1, 9, HandMade.Block)));
        Assert.Equal("1 0.4 0.4375 0.4 0.375\n", Line("yolo", HandMade.Thing(1, 12, HandMade.Block)));
        Assert.Equal("", Line("yolo", HandMade.Thing(1, 5, HandMade.Block)));
        Assert.Equal("0 0.6 0.25 0.6 0.625 0.2 0.625 0.2 0.25\n", Line("yolo-segment", HandMade.Thing(1, 9, HandMade.Block)));
        Assert.Equal("# by hand, seed 1. Paths are from this file's folder.\ntrain: images\nval: images\nnames:\n  0: \"toy box\"\n  1: "
            + "\"cup\"\n", made.Text("yolo/data.yaml"));
    }

    [Fact]
    public void Pose_HasKeypointsBehindTheBox_AndAShape() {
        ObjectRecord cup = HandMade.Thing(1, 12, HandMade.Block) with { Keypoints =
            [new("rim_left", [0, 0, 0], [2, 4], 1, 2), new("rim_right", [0, 0, 0], [5, 4], 1, 1), new("foot", [0, 0, 0], [-3, 4], 1, 0)] };
        Assert.Equal("0 0.4 0.4375 0.4 0.375 0.2 0.5 2 0.5 0.5 1 0 0 0\n", Line("yolo-pose", cup));
        Assert.Contains("kpt_shape: [3, 3]\nflip_idx: [1, 0, 2]\nkpt_names:\n  0: [\"rim_left\", \"rim_right\", \"foot\"]\nnames:\n  0: "
            + "\"cup\"\n", made.Text("yolo-pose/data.yaml"));
    }

    [Fact]
    public void PartsAndHoles_AreJoinedAndCounted_AndNoPixelIsLost() {
        foreach (string[] shape in new[] { HandMade.Ring, HandMade.TwoParts }) {
            ObjectRecord thing = HandMade.Thing(1, 9, shape);
            ExportedFormat written = made.Export("yolo-segment", thing);
            Assert.Equal(1, Assert.Single(written.Notes).Value);
            ImageContents read = Assert.Single(DatasetFormats.Find("yolo-segment").Read(made["yolo-segment"]));
            Assert.Equal(ObjectMap.Mask(thing).Pixels, read.Objects![0].Mask!.Pixels);
        }
    }

    [Fact]
    public void SmallestRectangle_TurnsWithTheShape() {
        // A staircase along the diagonal: √2 wide in place of 8×8.
        var mask = new Image<byte>(10, 10);
        for (int i = 1; i < 9; i++) mask[i, i] = 1;
        double[] c = SmallestRectangle.Around(mask);
        double a = Math.Sqrt(Math.Pow(c[2] - c[0], 2) + Math.Pow(c[3] - c[1], 2)),
            b = Math.Sqrt(Math.Pow(c[4] - c[2], 2) + Math.Pow(c[5] - c[3], 2));
        Assert.Equal(8 * Math.Sqrt(2), Math.Max(a, b), 1e-9);
        Assert.Equal(Math.Sqrt(2), Math.Min(a, b), 1e-9);
        var box = new Image<byte>(10, 10);
        for (int y = 2; y < 5; y++) box.Row(y)[1..8].Fill(1);
        Assert.Equal([1, 2, 2, 5, 5, 8, 8], SmallestRectangle.Around(box).Order().Skip(1));
    }

    [Fact]
    public void RectangleThatWouldLeaveTheImage_IsUprightAndCounted() {
        ExportedFormat written = made.Export("yolo-obb", HandMade.Thing(1, 9, "#.........", ".#........", "..#.......", "...#......",
            "..........", "..........", "..........", ".........."));
        Assert.Equal(new("rectangles that would leave the image, written upright", 1), Assert.Single(written.Notes));
        Assert.Equal("0 0 0 0.4 0 0.4 0.5 0 0.5\n", made.Text("yolo-obb/labels/000000.txt"));
    }

    [Theory]
    [InlineData("2 0.4 0.4 0.4 0.4", "a class from 0 to 1")]
    [InlineData("0 0.4 0.4 0.4", "four numbers")]
    [InlineData("0 0.4 0.4 1.4 0.4", "from 0 to 1")]
    [InlineData("0 0.4 0.4 x 0.4", "a number")]
    public void Reader_NamesWhatClientsFailAt(string line, string says) {
        made.Export("yolo", HandMade.Thing(1, 9, HandMade.Block));
        File.WriteAllText(made["yolo/labels/000000.txt"], line + "\n");
        string message = Assert.Throws<BadInputException>(() => DatasetFormats.Find("yolo").Read(made["yolo"]).ToList()).Message;
        Assert.Contains(says, message);
        Assert.Contains("000000.txt, line 1", message);
    }
}
