using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.KittiFlow;

namespace Diorama.Datasets.Tests.Formats.KittiFlow;

public sealed class FlowPngTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Flow_IsSixtyFourthsFromTheMiddle_InRedAndGreen() {
        var flow = new Image<Vector2>(6, 1, [new(0, 0), new(1.5f, -2), new(-512, 511.98f), new(512, 0), new(float.NaN),
            new(0.02340889f, 0)]);
        Image<Rgb16> encoded = FlowPng.Encode(flow);
        Assert.Equal([new(32768, 32768, 1), new(32864, 32640, 1), new(0, 65535, 1), default, default, new(32769, 32768, 1)],
            encoded.Pixels);
        ImageFile.WritePng(folder["flow.png"], encoded);
        byte[] file = File.ReadAllBytes(folder["flow.png"]);
        // 16 bits, RGB; red first, whatever OpenCV makes of it.
        Assert.Equal((16, 2), (file[24], file[25]));
        Image<Vector2> read = FlowPng.Read(folder["flow.png"]);
        Assert.Equal(new(1.5f, -2), read.Pixels[1]);
        Assert.True(float.IsNaN(read.Pixels[3].X) && float.IsNaN(read.Pixels[4].X));
        Assert.Equal(new Rgb16(32864, 32640, 1), FlowPng.Encode(flow, i => i == 1).Pixels[1]);
        Assert.Equal(default, FlowPng.Encode(flow, i => i == 1).Pixels[0]);
    }
}
