using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;

namespace Diorama.Examples.Tests;

/// <summary>The examples that the README shows: short, and doing what they say.</summary>
public sealed class ExamplesTests : IDisposable {
    private readonly ScratchFolder folder = new("examples");

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Names => ["RenderABall", "LabelAScene", "MakeADataset"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_IsShort(string name) {
        string[] lines = File.ReadAllLines(Path.Combine(Checkout.Root, "examples", name, "Program.cs"));
        Assert.InRange(lines.Count(l => l.Length > 0 && !l.StartsWith("using Diorama", StringComparison.Ordinal)), 15, 40);
        Assert.Contains(name, File.ReadAllText(Path.Combine(Checkout.Root, "README.md")));
    }

    [Fact]
    public void Ball_IsRendered() {
        Assert.Equal("ball.png\n", Run("RenderABall"));
        Image<Rgb8> picture = ImageFile.ReadRgb8(PathOf("ball.png"));
        Assert.Equal((640, 480), (picture.Width, picture.Height));
        // The red ball in the middle, the metal one to its left, the sky above.
        Rgb8 red = picture[320, 250], metal = picture[130, 210], sky = picture[320, 20];
        Assert.True(red.R > 2 * red.G && red.R > 2 * red.B, $"{red}");
        Assert.True(metal.R > metal.B + 20, $"{metal}");
        Assert.True(sky.B > sky.R, $"{sky}");
    }

    [Fact]
    public void Scene_IsLabelled() {
        string[] lines = Run("LabelAScene").TrimEnd('\n').Split('\n');
        Assert.Equal(["1 floor", "2 crate", "3 ball", "4 bin"], lines.Select(l => l.Split(':')[0]));
        // The ball stands before the crate, and nothing before the ball.
        Assert.EndsWith("100 % visible", lines[2], StringComparison.Ordinal);
        Assert.InRange(double.Parse(lines[1].Split(", ")[^1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), 60, 95);
        Image<float> depth = Npy.Read<float>(PathOf("depth.npy"));
        Assert.InRange(depth.Pixels.Min(), 1, 4);
        foreach (string name in (string[])["picture.png", "instances.png", "depth.png"]) Assert.True(File.Exists(PathOf(name)));
    }

    [Fact]
    public void Dataset_IsMade() {
        Assert.StartsWith("8 images in ", Run("MakeADataset"), StringComparison.Ordinal);
        var dataset = new DatasetFolder(PathOf("balls"));
        FrameRecord[] frames = [.. dataset.ReadFrames()];
        Assert.Equal(8, frames.Length);
        Assert.All(frames, f => Assert.Contains(f.Objects, o => o is { Class: "ball" or "box", VisiblePixels: > 50 }));
        Assert.True(File.Exists(PathOf("balls/coco/instances.json")));
    }

    private string Run(string name) => Checkout.Run(folder.Path, Path.Combine(Checkout.Root, "artifacts/bin", name, "release", name));

    private string PathOf(string name) => Path.Combine(folder.Path, name);
}
