using System.Numerics;
using System.Text;
using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

public sealed class PfmFileTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string At(string name) => folder[name];

    [Fact]
    public void Rows_StandFromTheBottomUp_LittleEndian() {
        PfmFile.Write(At("a.pfm"), new Image<float>(2, 2, [1, 2, 3, 4]));
        byte[] file = File.ReadAllBytes(At("a.pfm"));
        Assert.Equal("Pf\n2 2\n-1\n", Encoding.ASCII.GetString(file, 0, 10));
        Assert.Equal([3f, 4, 1, 2], Enumerable.Range(0, 4).Select(i => BitConverter.ToSingle(file, 10 + 4 * i)));
        Assert.Equal(26, file.Length);
        Assert.Equal([1f, 2, 3, 4], PfmFile.ReadScalar(At("a.pfm")).Pixels);
    }

    [Fact]
    public void Flow_HasAThirdChannelOfZeros() {
        PfmFile.Write(At("a.pfm"), new Image<Vector2>(1, 2, [new(1, -2), new(3, 4)]));
        Assert.Equal([new(1, -2, 0), new(3, 4, 0)], PfmFile.ReadVector3(At("a.pfm")).Pixels);
    }

    [Fact]
    public void BigEndianFiles_AreRead() {
        File.WriteAllBytes(At("a.pfm"), [.. "Pf\n1 1\n1.0\n"u8, 0x3F, 0x80, 0, 0]);
        Assert.Equal([1f], PfmFile.ReadScalar(At("a.pfm")).Pixels);
    }

    [Theory]
    [InlineData("Pf\n2 2\n-1\n", "0 bytes follow")]
    [InlineData("P6\n2 2\n255\n", "no PFM file of the kind Pf")]
    [InlineData("Pf\n0 2\n-1\n", "width and height")]
    [InlineData("Pf\n1 1\n0\n", "a scale other than 0")]
    [InlineData("", "no PFM file")]
    public void DamagedFiles_AreNamed(string text, string sentence) {
        File.WriteAllText(At("a.pfm"), text);
        string message = Assert.Throws<BadInputException>(() => PfmFile.ReadScalar(At("a.pfm"))).Message;
        Assert.Contains(sentence, message);
        Assert.Contains(At("a.pfm"), message);
    }
}
