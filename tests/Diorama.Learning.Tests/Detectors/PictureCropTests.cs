using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Detectors;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Tests.Detectors;

public class PictureCropTests {
    [Fact]
    public void Points_GoThereAndBack() {
        var crop = new PictureCrop(new(40, 30), new(20, 10), 0.7f);
        foreach (Vector2 own in (Vector2[])[new(0, 0), new(1, 0.3f), new(0.5f, 0.5f)])
            Assert.True(Vector2.Distance(own, crop.ToOwn(crop.ToPicture(own))) < 1e-5f);
        Assert.Equal(new Vector2(40, 30), crop.ToPicture(new(0.5f)));
    }

    /// <summary>A person who lies with the head to the right stands upright in the crop.</summary>
    [Fact]
    public void AngleOf_TurnsADirectionToTheWantedOne() {
        Vector2 hips = new(50, 50), head = new(80, 50);
        float angle = PictureCrop.AngleOf(hips, head, MathF.PI / 2);
        Assert.Equal(MathF.PI / 2, angle, 1e-5f);
        Vector2 own = new PictureCrop(hips, new(100), angle).ToOwn(head);
        Assert.Equal(0.5f, own.X, 1e-5f);
        Assert.Equal(0.2f, own.Y, 1e-5f);
        Assert.Equal(0, PictureCrop.AngleOf(new(0, 0), new(5, 0), 0), 1e-6f);
    }

    [Fact]
    public void Around_IsTheExtentAlongItsOwnDirections() {
        float angle = MathF.PI / 4;
        Vector2[] points = [new(0, 0), new(10, 10), new(5, 5)];
        PictureCrop crop = PictureCrop.Around(points, 1.5f, angle);
        Assert.Equal(1.5f * MathF.Sqrt(200), crop.Size.X, 1e-4f);
        Assert.True(Vector2.Distance(new(5, 5), crop.Center) < 1e-4f);
        Assert.True(Vector4.Distance(new(-5, 0, 15, 20), PictureCrop.Around(new Vector4(0, 5, 10, 15), 2).Bounds) < 1e-4f);
    }

    [Fact]
    public void Sample_OfTheWholePicture_IsThePicture_AndBlackOutside() {
        var picture = new Image<Rgb8>(4, 2);
        for (int i = 0; i < 8; i++) picture.Pixels[i] = new((byte)(10 * i), (byte)(20 * i), (byte)(30 * i));
        NdArray same = PictureCrop.Stretched(picture).Sample(picture, 4, 2);
        Assert.Equal([1, 2, 4, 3], same.Shape);
        for (int i = 0; i < 8; i++) Assert.Equal(20f * i, same.Values[3 * i + 1], 1e-3f);
        NdArray square = PictureCrop.Whole(picture).Sample(picture, 4, 4, 1 / 255f, -1);
        Assert.Equal(-1, square.Values[0], 1e-5f);
        Assert.Equal(10 / 255f - 1, square.Values[3 * 5], 1e-5f);
        NdArray mirrored = PictureCrop.Stretched(picture).Sample(picture, 4, 2, mirrored: true);
        Assert.Equal(30, mirrored.Values[0], 1e-3f);
        Assert.Equal([1, 3, 2, 4], same.ChannelsFirst().Shape);
        Assert.Equal(same.Values[3 * 5 + 2], same.ChannelsFirst().Values[2 * 8 + 5]);
    }

    /// <summary>Turned clockwise by a right angle, the crop sees the picture's upper left at its own lower left.</summary>
    [Fact]
    public void Sample_IsTurned() {
        var picture = new Image<Rgb8>(6, 6);
        picture[0, 0] = new(200, 0, 0);
        NdArray turned = new PictureCrop(new(3, 3), new(6), MathF.PI / 2).Sample(picture, 6, 6);
        Assert.Equal(200, turned.Values[3 * (5 * 6)], 1f);
        Assert.Equal(200, turned.Values.Sum(), 2f);
    }

    /// <summary>Many pixels for one: their mean, not a few of them.</summary>
    [Fact]
    public void Sample_OfALargePicture_IsItsMean() {
        var picture = new Image<Rgb8>(64, 64);
        for (int i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = i / 64 % 2 == i % 2 ? new(200, 200, 200) : default;
        Assert.All(PictureCrop.Whole(picture).Sample(picture, 8, 8).Values, v => Assert.Equal(100, v, 1f));
    }

    [Fact]
    public void Mask_ComesBackToWhereTheCropWas() {
        var values = new Image<float>(4, 4);
        Array.Fill(values.Pixels, 1);
        Image<float> mask = new CropMask(new(new(10, 10), new(8), MathF.PI / 4), values).OnPicture(20, 20);
        Assert.Equal(1, mask[10, 10]);
        Assert.Equal(1, mask[10, 5]);
        Assert.Equal(0, mask[6, 6]);
        Assert.Equal(64, mask.Pixels.Sum(), 6f);
    }

    [Fact]
    public void Crops_OutsideOfThePicture_OrOfNothing_AreNotLookedAt() {
        var picture = new Image<Rgb8>(10, 10);
        Assert.True(new PictureCrop(new(-3, 5), new(8)).IsIn(picture));
        Assert.False(new PictureCrop(new(-5, 5), new(8)).IsIn(picture));
        Assert.False(new PictureCrop(new(5, 5), new(0)).IsIn(picture));
        Assert.False(new PictureCrop(new(float.NaN, 5), new(8)).IsIn(picture));
    }
}
