using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.KittiDepth;

namespace Diorama.Datasets.Tests.Formats.KittiDepth;

public sealed class FixedPointPngTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Values_AreTwoHundredFiftySixths_AndZeroIsUnknown() {
        var depth = new Image<float>(7, 1, [1, 2.5f, 0.001f, float.PositiveInfinity, float.NaN, 300, 255.99f]);
        Image<ushort> encoded = FixedPointPng.Encode(depth);
        Assert.Equal([256, 640, 0, 0, 0, 0, 65533], encoded.Pixels.Select(v => (int)v));
        ImageFile.WritePng(folder["depth.png"], encoded);
        float[] read = FixedPointPng.Read(folder["depth.png"]).Pixels;
        Assert.Equal([1, 2.5f, float.NaN, float.NaN, float.NaN, float.NaN, 255.98828f], read);
        ImageFile.WritePng(folder["grey.png"], new Image<byte>(2, 2));
        Assert.Contains("grey of 16 bits", Assert.Throws<BadInputException>(() => FixedPointPng.Read(folder["grey.png"])).Message);
    }
}
