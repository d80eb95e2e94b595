using System.Numerics;
using Diorama.Assets;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Detectors;

namespace Diorama.Learning.Tests.Detectors;

public class ObjectDetectorTests {
    [Fact]
    public void Doubles_AreLeftOut_InTheirClassAlone() {
        FoundObject sure = new(2, new(0, 0, 10, 10), 0.9f), doubled = new(2, new(1, 0, 11, 10), 0.8f);
        FoundObject other = new(3, new(0, 0, 10, 10), 0.5f), apart = new(2, new(8, 0, 18, 10), 0.7f);
        Assert.Equal([sure, apart, other], FoundObject.WithoutDoubles([other, doubled, apart, sure], 0.5));
    }

    /// <summary>Boxes stay inside the picture, whatever its proportions.</summary>
    [Theory, Trait("Category", "Assets")]
    [InlineData(1, 1), InlineData(900, 30), InlineData(320, 240)]
    public void PicturesOfAnySize_AreTaken(int width, int height) {
        string pack = AssetLibrary.Open().PackFolder(AllPacks.Detectors);
        var picture = new Image<Rgb8>(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) picture[x, y] = new((byte)(x * 7), (byte)(y * 5), (byte)(x + y));
        using var centerNet = CenterNet.Open(pack);
        using var nanoDet = NanoDet.Open(pack);
        foreach (FoundObject found in (FoundObject[])[.. centerNet.Find(picture, 0.02f), .. nanoDet.Find(picture, 0.02f)]) {
            Assert.InRange(found.Score, 0.02f, 1);
            Assert.InRange(found.Class, 0, 79);
            Vector4 box = found.Box;
            Assert.True(box.X >= 0 && box.Y >= 0 && box.X <= box.Z && box.Y <= box.W && box.Z <= width && box.W <= height, $"{found}");
        }
    }

    [Fact, Trait("Category", "Assets")]
    public void AnEmptyPicture_HasNoObjects() {
        string pack = AssetLibrary.Open().PackFolder(AllPacks.Detectors);
        var picture = new Image<Rgb8>(640, 480);
        for (int y = 0; y < 480; y++)
            for (int x = 0; x < 640; x++) picture[x, y] = new(128, 128, 128);
        using var centerNet = CenterNet.Open(pack);
        using var nanoDet = NanoDet.Open(pack);
        Assert.Empty(centerNet.Find(picture));
        Assert.Empty(nanoDet.Find(picture));
    }
}
