using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;

namespace Diorama.Core.Tests.Images;

public sealed class ExrScanlinesTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Noise does not compress and is stored as it is; 37 lines end within a block of sixteen.</summary>
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(23, 37, false)]
    [InlineData(64, 16, true)]
    public void Floats_ComeBackExactly(int width, int height, bool smooth) {
        var random = Keyed.Start(1).With((long)width).Generator();
        var image = new Image<Vector3>(width, height);
        foreach (ref Vector3 v in image.Pixels.AsSpan())
            v = smooth ? new(1, 2, 3) : new(BitConverter.Int32BitsToSingle((int)(random.NextUInt64() & 0x7F7FFFFF)), -random.NextFloat(),
                1e-30f * random.NextFloat());
        ImageFile.WriteExr(folder["v.exr"], image, PixelType.Float);
        Assert.Equal(image.Pixels, ImageFile.ReadVector3(folder["v.exr"]).Pixels);
        var scalar = new Image<float>(width, height, [.. image.Pixels.Select(v => v.Y)]);
        scalar.Pixels[0] = float.PositiveInfinity;
        ImageFile.WriteExr(folder["s.exr"], scalar, withZ: true);
        Assert.Equal(scalar.Pixels, ImageFile.ReadScalar(folder["s.exr"], "Z").Pixels);
        if (smooth) Assert.InRange(new FileInfo(folder["v.exr"]).Length, 300, 2000);
    }

    /// <summary>
    /// Waves over a ramp compress to something between nothing and all; widths that are no multiple of what is converted at once.
    /// </summary>
    [Theory]
    [InlineData(5, 3)]
    [InlineData(37, 21)]
    [InlineData(64, 40)]
    public void Halves_ComeBackRounded(int width, int height) {
        var image = new Image<Vector2>(width, height);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = new(MathF.Sin(i * 0.37f), i * 0.125f);
        ImageFile.WriteExr(folder["h.exr"], image, PixelType.Half);
        Assert.Equal(image.Pixels.Select(v => new Vector3((float)(Half)v.X, (float)(Half)v.Y, 0)),
            ImageFile.ReadVector3(folder["h.exr"]).Pixels);
    }

    [Fact]
    public void EqualImages_AreEqualFiles() {
        var image = new Image<float>(40, 40, [.. Enumerable.Range(0, 1600).Select(i => i * 0.1f)]);
        ImageFile.WriteExr(folder["a.exr"], image);
        ImageFile.WriteExr(folder["b.exr"], image);
        Assert.Equal(File.ReadAllBytes(folder["a.exr"]), File.ReadAllBytes(folder["b.exr"]));
    }
}
