using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

public sealed class FlowFileTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_AreMiddleburys() {
        FlowFile.Write(folder["a.flo"], new Image<Vector2>(2, 1, [new(1, -2), new(0.5f, 0)]));
        byte[] file = File.ReadAllBytes(folder["a.flo"]);
        Assert.Equal(202021.25f, BitConverter.ToSingle(file));
        Assert.Equal([2, 0, 0, 0, 1, 0, 0, 0], file[4..12]);
        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], file[12..20]);
        Assert.Equal(28, file.Length);
    }

    [Fact]
    public void Flow_ComesBack_WithUnknownAsNaN() {
        var flow = new Image<Vector2>(2, 2, [new(1, 2), new(float.NaN, 0), new(-300.25f, 1e-3f), default]);
        FlowFile.Write(folder["a.flo"], flow);
        var back = FlowFile.Read(folder["a.flo"]);
        Assert.Equal(flow[0, 0], back[0, 0]);
        Assert.Equal(flow[0, 1], back[0, 1]);
        Assert.True(float.IsNaN(back[1, 0].X) && float.IsNaN(back[1, 0].Y));
        Assert.True(BitConverter.ToSingle(File.ReadAllBytes(folder["a.flo"]), 20) > 1e9f);
    }

    [Fact]
    public void Truncated_IsRefused() {
        FlowFile.Write(folder["a.flo"], new Image<Vector2>(2, 2));
        File.WriteAllBytes(folder["cut.flo"], File.ReadAllBytes(folder["a.flo"])[..^1]);
        Assert.StartsWith(folder["cut.flo"], Assert.Throws<BadInputException>(() => FlowFile.Read(folder["cut.flo"])).Message,
            StringComparison.Ordinal);
        File.WriteAllText(folder["text.flo"], "hello, flow");
        Assert.Throws<BadInputException>(() => FlowFile.Read(folder["text.flo"]));
    }
}
