using Diorama.Core;
using Diorama.Datasets.Formats.TfRecord;
using Google.Protobuf;

namespace Diorama.Datasets.Tests.Formats.TfRecord;

public sealed class RecordFileTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>RFC 3720, appendix B.4, and the check value of the polynomial.</summary>
    [Fact]
    public void Checksums_AreThoseOfTheStandard() {
        Assert.Equal(0x8A9136AAu, RecordFile.Crc(new byte[32]));
        Assert.Equal(0x62A8AB43u, RecordFile.Crc([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, RecordFile.Crc([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0x113FDB5Cu, RecordFile.Crc([.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))]));
        Assert.Equal(0xE3069283u, RecordFile.Crc("123456789"u8));
        // ((c >> 15) | (c << 17)) + 0xa282ead8
        Assert.Equal(unchecked((0x8A9136AAu >> 15 | 0x8A9136AAu << 17) + 0xA282EAD8), RecordFile.Masked(0x8A9136AA));
    }

    private string File(params byte[][] records) {
        string path = folder["a.tfrecord"];
        using var stream = System.IO.File.Create(path);
        foreach (byte[] r in records) RecordFile.Append(stream, r);
        return path;
    }

    [Fact]
    public void Records_ComeBack() {
        byte[][] records = [[1, 2, 3], [], [.. Enumerable.Range(0, 1000).Select(i => (byte)i)]];
        string path = File(records);
        Assert.Equal(3 * 16 + 1003, new FileInfo(path).Length);
        Assert.Equal(records, RecordFile.Read(path));
    }

    [Theory]
    [InlineData(3, "record 1 has a wrong checksum of its length")]
    [InlineData(13, "record 1 has a wrong checksum of its data")]
    [InlineData(22, "record 2 has a wrong checksum of its length")]
    public void FlippedBits_AreFound(int at, string sentence) {
        string path = File([1, 2, 3], [4]);
        byte[] bytes = System.IO.File.ReadAllBytes(path);
        bytes[at] ^= 1;
        System.IO.File.WriteAllBytes(path, bytes);
        Assert.Contains(sentence, Assert.Throws<BadInputException>(() => RecordFile.Read(path).Count()).Message);
    }

    [Fact]
    public void FileCutShort_IsFound() {
        string path = File([1, 2, 3], [4]);
        System.IO.File.WriteAllBytes(path, System.IO.File.ReadAllBytes(path)[..^1]);
        Assert.Contains("record 2 is cut short", Assert.Throws<BadInputException>(() => RecordFile.Read(path).Count()).Message);
    }

    [Fact]
    public void Example_IsTheMessageThatProtocolBuffersDescribe() {
        var example = new Example();
        example.Add("a", 1L, -1);
        // By hand from protobuf.dev, "Encoding": 1 and −1 take 1 and 10 bytes, their packed field 13, the feature 15, the entry 20, the
        // features 22.
        Assert.Equal("0A16" + "0A14" + "0A0161" + "120F" + "1A0D" + "0A0B" + "01" + "FFFFFFFFFFFFFFFFFF01",
            Convert.ToHexString(example.ToByteArray()));
        var floats = new Example();
        floats.Add("b", "xy");
        floats.Add("f", 1f);
        Assert.Equal("0A1C" + "0A0B" + "0A0162" + "1206" + "0A04" + "0A027879" + "0A0D" + "0A0166" + "1208" + "1206" + "0A04" + "0000803F",
            Convert.ToHexString(floats.ToByteArray()));
    }

    [Fact]
    public void Example_ComesBack() {
        var example = new Example();
        example.Add("numbers", 0L, 127, 128, long.MaxValue, long.MinValue);
        example.Add("floats", 0.5f, float.NaN);
        example.Add("texts", "Größe", "");
        example.Add("none", Array.Empty<long>());
        Example back = Example.Decode(example.ToByteArray(), "a");
        Assert.Equal([0L, 127, 128, long.MaxValue, long.MinValue], back.Integers("numbers")!);
        Assert.Equal([0.5f, float.NaN], back.Floats("floats")!);
        Assert.Equal(["Größe", ""], back.Texts("texts")!);
        Assert.Empty(back.Integers("none")!);
        Assert.Null(back.Floats("numbers"));
        Assert.Throws<BadInputException>(() => Example.Decode([10, 200], "a"));
    }
}
