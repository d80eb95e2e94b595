using CsCheck;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Tests.Layout;

/// <summary>Strings that pycocotools gives for these masks.</summary>
public class RunLengthsTests {
    public static TheoryData<int, int, Func<int, int, bool>, string> Golden => new() {
        { 5, 4, (x, y) => x == 2 && y is 1 or 2 && x == 2, "929" },
        { 3, 3, (x, y) => x == 0 && y == 0, "018" },
        { 2, 2, (_, _) => true, "04" },
        { 2, 2, (_, _) => false, "4" },
        { 640, 480, (x, y) => x is >= 200 and <= 202 && y is >= 100 and <= 299, @"Tkm2X6h8000lg\6" },
        { 9, 7, (x, y) => x == 3 * y % 9, "012000=0C0`00@0=" },
        { 16, 16, (x, y) => (x - 7.5) * (x - 7.5) + (y - 7.5) * (y - 7.5) <= 36, "V14:4M2O0O2O000001N101N3Ll0" },
        { 1920, 1080, (x, y) => x == 1919 && y == 1079, "ooXo11" },
    };

    private static Image<byte> Mask(int width, int height, Func<int, int, bool> inside) {
        var mask = new Image<byte>(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) mask[x, y] = inside(x, y) ? (byte)1 : (byte)0;
        }
        return mask;
    }

    /// <summary>Any mask survives, and its string covers all pixels.</summary>
    [Fact]
    public void AnyMask_SurvivesCompression() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Byte[0, 9]).SelectMany((width, height, share) =>
            Gen.Byte[0, 9].Array[width * height].Select(values =>
                new Image<byte>(width, height, Array.ConvertAll(values, v => v < share ? (byte)1 : (byte)0)))).Sample(mask => {
            string text = RunLengths.Compress(RunLengths.Of(mask));
            Assert.True(RunLengths.Covers(text, mask.Pixels.Length));
            Assert.Equal(mask.Pixels, RunLengths.ToMask(RunLengths.Decompress(text), mask.Width, mask.Height).Pixels);
        }, iter: 1000);

    [Theory]
    [MemberData(nameof(Golden))]
    public void Compress_GivesCocosStrings_AndDecompressTheMask(int width, int height, Func<int, int, bool> inside, string expected) {
        Image<byte> mask = Mask(width, height, inside);
        List<int> counts = RunLengths.Of(mask);
        Assert.Equal(expected, RunLengths.Compress(counts));
        Assert.Equal(counts, RunLengths.Decompress(expected));
        Assert.Equal(mask.Pixels, RunLengths.ToMask(counts, width, height).Pixels);
    }

    [Theory]
    [InlineData("04P")]
    [InlineData("0\u00e9")]
    [InlineData("0 4")]
    public void Decompress_RefusesWhatIsNoRunLength(string text) => Assert.Throws<FormatException>(() => RunLengths.Decompress(text));

    [Fact]
    public void ToMask_RefusesCountsThatDoNotCoverTheImage() => Assert.Throws<FormatException>(() => RunLengths.ToMask([3, 2], 2, 2));
}
