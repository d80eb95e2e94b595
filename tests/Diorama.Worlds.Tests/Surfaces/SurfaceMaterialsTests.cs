using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Tests.Surfaces;

public class SurfaceMaterialsTests {
    public static TheoryData<SurfaceKind> Kinds() => [.. Enum.GetValues<SurfaceKind>()];

    /// <summary>One size further on, the same point comes again; single texels may differ where a sum is rounded over a joint.</summary>
    [Fact]
    public void EveryPatternRepeatsAfterItsSize() {
        foreach (PatternKind kind in Enum.GetValues<PatternKind>()) {
            for (int variant = 0; variant < SurfaceTextures.Variants(kind); variant++) {
                ISurfacePattern pattern = SurfaceTextures.Pattern(kind, variant);
                KeyedGenerator random = Keyed.Start(7).Generator();
                int differ = 0;
                for (int i = 0; i < 500; i++) {
                    var texel = new Vector2(random.NextInt(pattern.Width) + 0.5f, random.NextInt(pattern.Height) + 0.5f);
                    Vector2 place = texel / new Vector2(pattern.Width, pattern.Height) * pattern.Size;
                    SurfacePoint p = pattern.At(place);
                    foreach (Vector2 step in (ReadOnlySpan<Vector2>)[Vector2.UnitX, Vector2.UnitY, Vector2.One]) {
                        SurfacePoint q = pattern.At(place + step * pattern.Size);
                        if (Vector3.Distance(p.Color, q.Color) > 0.01f || MathF.Abs(p.Roughness - q.Roughness) > 0.01f
                            || MathF.Abs(p.Height - q.Height) > 1e-4f) differ++;
                    }
                }
                Assert.True(differ < 15, $"{kind} {variant} differs at {differ} of 1500 points");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PicturesAreSharedAndSizedInMetres(SurfaceKind kind) {
        Keyed key = Keyed.Start(3).With("floor");
        Material a = SurfaceMaterials.Wall(kind, key), b = SurfaceMaterials.Wall(kind, key);
        Assert.NotSame(a, b);
        Assert.Same(a.NormalTexture!.Texture, b.NormalTexture!.Texture);
        Assert.Equal(a.BaseColor, b.BaseColor);
        Assert.Equal(0, a.Metallic);
        Assert.InRange(1 / a.NormalTexture.Scale.X, 0.5f, 4);
        Assert.InRange(a.BaseColor.Y, 0.001f, 1);
    }

    [Fact]
    public void ATintIsMetInTheMean() {
        // A stone floor of sRGB #F2F1EE or so: what the eye sees is the colour of the list, not the list's times the picture's.
        SurfaceMaps maps = SurfaceTextures.Get(PatternKind.Plaster, 0);
        using ImageReader reader = ImageReader.Open("color", maps.Color.Encoded!);
        byte[] pixels = reader.ReadBytes();
        double sum = 0;
        for (int i = 1; i < pixels.Length; i += 3) sum += Core.Colors.SRgb.ToLinear(pixels[i]);
        Assert.Equal(maps.Mean.Y, sum / (pixels.Length / 3), 0.01);
        Assert.Equal((512, 512, 3), (reader.Width, reader.Height, reader.Channels));
    }

    [Fact]
    public void BricksAreBricks() {
        // 215 × 65 mm with joints of 10 mm: along the middle of a course, 10 of 225 mm are mortar.
        ISurfacePattern brick = SurfaceTextures.Pattern(PatternKind.Brick, 0);
        int mortar = 0;
        const int Count = 7200;
        for (int i = 0; i < Count; i++) if (brick.At(new(brick.Size.X * i / Count, 0.0375f)).Height < -0.0025f) mortar++;
        Assert.Equal(10.0 / 225, (double)mortar / Count, 0.012);
    }

    [Fact]
    public void RandomMaterialsDiffer() {
        var seen = new HashSet<Vector3>();
        for (int i = 0; i < 40; i++) seen.Add(SurfaceMaterials.Random(Keyed.Start(1).With(i)).BaseColor);
        Assert.Equal(40, seen.Count);
    }

    [Fact]
    public void AllPicturesTogetherStaySmall() {
        long bytes = 0;
        foreach (PatternKind kind in Enum.GetValues<PatternKind>()) {
            SurfaceMaps maps = SurfaceTextures.Get(kind, 0);
            bytes += SurfaceTextures.Variants(kind) * (maps.Color.Encoded!.LongLength + maps.Roughness.Encoded!.Length
                + maps.Normal.Encoded!.Length);
        }
        Assert.InRange(bytes, 1L << 20, 100L << 20);
    }
}
