using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;

namespace Diorama.Core.Tests.Colors;

public sealed class ColorTests {
    [Fact]
    public void SRgb_IsItsOwnInverse_AndMeetsTheStandardsValues() {
        for (int i = 0; i <= 1000; i++) Assert.Equal(i / 1000f, SRgb.FromLinear(SRgb.ToLinear(i / 1000f)), 2e-5f);
        Assert.Equal(0.2140411f, SRgb.ToLinear(0.5f), 1e-6f);
        Assert.Equal(0.7353569f, SRgb.FromLinear(0.5f), 1e-6f);
        Assert.Equal(0.04045f / 12.92f, SRgb.ToLinear(0.04045f), 1e-7f);
    }

    [Fact]
    public void ToByte_IsTheNearest_ForAnyValue() {
        for (int i = 0; i < 256; i++) Assert.Equal(i, SRgb.ToByte(SRgb.ToLinear((byte)i)));
        for (int i = 0; i <= 100_000; i++) {
            float linear = i / 100_000f, exact = SRgb.FromLinear(linear) * 255;
            Assert.True(MathF.Abs(SRgb.ToByte(linear) - exact) <= 0.5f + 1e-3f, $"{linear} gives {SRgb.ToByte(linear)}, not {exact}");
        }
        Assert.Equal([0, 0, 255, 255], new[] { -1, float.NaN, 1.5f, float.PositiveInfinity }.Select(SRgb.ToByte));
    }

    [Fact]
    public void Luminance_OfWhite_IsOne() {
        Assert.Equal(1, Luminance.Of(Vector3.One), 1e-6f);
        Assert.Equal(Luminance.Of(new(0.3f, 0.5f, 0.7f)), Vector3.Dot(Luminance.Weights, new(0.3f, 0.5f, 0.7f)), 1e-6f);
    }

    [Theory]
    // Chromaticities of the Planckian locus: CIE 15:2004 (2856 K is illuminant A), Wyszecki and Stiles table 1(3.11).
    [InlineData(2856, 0.4476, 0.4074)]
    [InlineData(4000, 0.3805, 0.3768)]
    [InlineData(6500, 0.3135, 0.3237)]
    [InlineData(10000, 0.2807, 0.2884)]
    public void Blackbody_LiesOnThePlanckianLocus(float kelvin, double x, double y) {
        var c = Blackbody.Color(kelvin);
        Assert.Equal(1, Luminance.Of(c), 1e-5f);
        double X = 0.4124 * c.X + 0.3576 * c.Y + 0.1805 * c.Z, Y = 0.2126 * c.X + 0.7152 * c.Y + 0.0722 * c.Z,
            Z = 0.0193 * c.X + 0.1192 * c.Y + 0.9505 * c.Z;
        Assert.Equal(x, X / (X + Y + Z), 0.004);
        Assert.Equal(y, Y / (X + Y + Z), 0.004);
    }

    [Fact]
    public void Blackbody_IsNeverNegative() {
        for (float k = 500; k < 20_000; k += 250) {
            var c = Blackbody.Color(k);
            Assert.True(c.X >= 0 && c.Y >= 0 && c.Z >= 0 && float.IsFinite(c.X + c.Y + c.Z), $"{k} K: {c}");
        }
    }

    [Fact]
    public void Viridis_GetsBrighterAllTheWay() {
        float last = -1;
        for (int i = 0; i <= 100; i++) {
            var c = ColorRamp.Viridis(i / 100f);
            float y = Luminance.Of(SRgb.ToLinear(new Vector3(c.R, c.G, c.B) / 255));
            Assert.True(y >= last, $"at {i} %");
            last = y;
        }
        Assert.Equal(new Rgb8(0x44, 0x01, 0x54), ColorRamp.Viridis(-1));
        Assert.Equal(default, ColorRamp.Viridis(float.NaN));
    }

    [Fact]
    public void IdPalette_KeepsNeighboursApart() {
        Assert.Equal(default, IdPalette.Color(0));
        var seen = new HashSet<Rgb8>();
        for (uint id = 1; id < 200; id++) {
            Rgb8 a = IdPalette.Color(id), b = IdPalette.Color(id + 1);
            Assert.True(seen.Add(a), $"{id} repeats a colour");
            Assert.True(Math.Abs(a.R - b.R) + Math.Abs(a.G - b.G) + Math.Abs(a.B - b.B) > 60, $"{id} and its neighbour: {a} {b}");
            Assert.True(a.R + a.G + a.B > 100, $"{id} is nearly black: {a}");
        }
    }

    [Fact]
    public void Pictures_ShowBackgroundBlack_AndNearBright() {
        var depth = LabelPicture.Depth(new Image<float>(4, 1, [1, 3, float.PositiveInfinity, 0]));
        Assert.Equal([ColorRamp.Viridis(1), ColorRamp.Viridis(0), default, default], depth.Pixels);
        var normals = LabelPicture.Directions(new Image<Vector3>(2, 1, [new(0, 0, 1), default]));
        Assert.Equal([new Rgb8(128, 128, 255), default], normals.Pixels);
        var flow = LabelPicture.Flow(new Image<Vector2>(3, 1, [default, new(2, 0), new(float.NaN)]));
        Assert.Equal(new Rgb8(255, 255, 255), flow[0, 0]);
        Assert.Equal(255, flow[1, 0].R);
        Assert.True(flow[1, 0].G < 100);
        Assert.Equal(default, flow[2, 0]);
    }
}
