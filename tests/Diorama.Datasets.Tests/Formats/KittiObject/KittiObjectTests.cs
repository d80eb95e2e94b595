using Diorama.Core;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Tests.Formats.KittiObject;

public sealed class KittiObjectTests : IDisposable {
    private readonly HandMade made = new();

    public void Dispose() => made.Dispose();

    /// <summary>
    /// A box of 0.6 × 0.4 × 0.2 m (x, y, z of the object) at (1, 0.5, 4) of the camera, which stands in the world's origin; its axes are
    /// given in camera space.
    /// </summary>
    private static ObjectRecord Boxed(float[] axisX, float[] axisY, float[] axisZ) {
        float[][] corners = [.. Enumerable.Range(0, 8).Select(k => {
            float x = (k & 1) != 0 ? 0.3f : -0.3f, y = (k & 2) != 0 ? 0.2f : -0.2f, z = (k & 4) != 0 ? 0.1f : -0.1f;
            return new[] { 1 + axisX[0] * x + axisY[0] * y + axisZ[0] * z, 0.5f + axisX[1] * x + axisY[1] * y + axisZ[1] * z,
                4 + axisX[2] * x + axisY[2] * y + axisZ[2] * z };
        })];
        return HandMade.Thing(1, 9, HandMade.Block) with { OrientedBox = new([1, 0.5f, 4], [0.6f, 0.4f, 0.2f], corners) };
    }

    private string[] Fields(ObjectRecord thing) {
        made.Export("kitti", thing);
        return made.Text("kitti/training/label_2/000000.txt").TrimEnd('\n').Split(' ');
    }

    [Fact]
    public void Line_HasFifteenFields_BottomCentre_AndTheFrontAsHeading() {
        // Upright, its front (−Y of the object) to the camera's right: length is 0.4 along it, width 0.6, height 0.2, bottom at 0.5 + 0.1.
        string[] right = Fields(Boxed([0, 0, 1], [-1, 0, 0], [0, -1, 0]) with { VisibleFraction = 0.95f });
        Assert.Equal("toy_box 0 0 -0.24 2.00 2.00 5.00 4.00 0.2 0.6 0.4 1 0.6 4 0", string.Join(' ', right));
        // Its front towards the camera (−Z): a turn of +90°. Nothing is known of what hides it: 3.
        string[] front = Fields(Boxed([-1, 0, 0], [0, 0, 1], [0, -1, 0]));
        Assert.Equal("toy_box 0 3 1.33 2.00 2.00 5.00 4.00 0.2 0.6 0.4 1 0.6 4 1.57", string.Join(' ', front));
    }

    [Fact]
    public void Truncation_IsTheShareOfTheBoxOutside() {
        ObjectRecord cut = Boxed([0, 0, 1], [-1, 0, 0], [0, -1, 0]) with { Truncated = true, AmodalBox = [0, 0, 10, 8],
            AmodalBoxUntruncated = [-10, 0, 10, 8], VisibleFraction = 0.3f };
        Assert.Equal(["0.5", "2"], Fields(cut)[1..3]);
        Assert.Equal(["0.00", "0.00", "9.00", "7.00"], Fields(cut)[4..8]);
    }

    [Fact]
    public void Calibration_PutsPixelCentresAtWholeNumbers() {
        made.Export("kitti", HandMade.Thing(1, 9, HandMade.Block));
        string[] lines = File.ReadAllLines(made["kitti/training/calib/000000.txt"]);
        Assert.Equal(["P0", "P1", "P2", "P3", "R0_rect", "Tr_velo_to_cam", "Tr_imu_to_velo"], lines.Select(l => l.Split(':')[0]));
        Assert.Equal("P2: 20 0 4.5 0 0 20 3.5 0 0 0 1 0", lines[2]);
    }

    [Theory]
    [InlineData("toy box 0 0 -0.24 2.00 2.00 5.00 4.00 0.2 0.6 0.4 1 0.6 4 0", "a number was expected, found 'box'")]
    [InlineData("toy_box 0 0 -0.24 2.00 2.00 5.00 4.00 0.2 0.6 0.4 1 0.6 4", "found 14")]
    [InlineData("toy_box 0 4 -0.24 2.00 2.00 5.00 4.00 0.2 0.6 0.4 1 0.6 4 0", "occluded")]
    [InlineData("toy_box 1.5 0 -0.24 2.00 2.00 5.00 4.00 0.2 0.6 0.4 1 0.6 4 0", "truncated")]
    [InlineData("toy_box 0 0 -0.24 5.00 2.00 2.00 4.00 0.2 0.6 0.4 1 0.6 4 0", "right and bottom")]
    [InlineData("toy_box 0 0 -0.24 2.00 2.00 5.00 4.00 0.2 0.6 0.4 1 0.6 4 7", "angles")]
    public void Reader_NamesWhatClientsFailAt(string line, string says) {
        made.Export("kitti", HandMade.Thing(1, 9, HandMade.Block));
        File.WriteAllText(made["kitti/training/label_2/000000.txt"], line + "\n");
        Assert.Contains(says, Assert.Throws<BadInputException>(() => DatasetFormats.Find("kitti").Read(made["kitti"]).ToList()).Message);
    }

    [Fact]
    public void DontCare_IsNoObject() {
        made.Export("kitti", HandMade.Thing(1, 9, HandMade.Block));
        File.WriteAllText(made["kitti/training/label_2/000000.txt"], "DontCare -1 -1 -10 1 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10\n");
        Assert.Empty(Assert.Single(DatasetFormats.Find("kitti").Read(made["kitti"])).Objects!);
    }
}
