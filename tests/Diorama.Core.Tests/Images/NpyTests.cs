using System.Numerics;
using System.Text;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

public sealed class NpyTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_AreNumPys_WhenTwoByThreeFloats() {
        using var stream = new MemoryStream();
        Npy.Write(stream, new Image<float>(3, 2, [1, 2, 3, 4, 5, 6]));
        byte[] file = stream.ToArray();
        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        Assert.Equal([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0], file[..10]);
        Assert.Equal(header.PadRight(117) + "\n", Encoding.ASCII.GetString(file, 10, 118));
        Assert.Equal(128 + 24, file.Length);
        Assert.Equal([0, 0, 0x80, 0x3F], file[128..132]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(123456)]
    public void Data_StartsAtAMultipleOf64(int length) {
        using var stream = new MemoryStream();
        Npy.Write<byte>(stream, new byte[length], [length]);
        Assert.Equal(0, (stream.Length - length) % 64);
        Assert.Contains($"'shape': ({length},), }}", Encoding.ASCII.GetString(stream.ToArray()[..128]), StringComparison.Ordinal);
    }

    private void ComesBack<T>(T[] six, string header) where T : unmanaged {
        Npy.Write(folder["a.npy"], new Image<T>(3, 2, six));
        Assert.Contains(header, Encoding.Latin1.GetString(File.ReadAllBytes(folder["a.npy"])), StringComparison.Ordinal);
        var back = Npy.Read<T>(folder["a.npy"]);
        Assert.Equal((3, 2), (back.Width, back.Height));
        Assert.Equal(six, back.Pixels);
    }

    [Fact]
    public void EveryPixelType_ComesBack() {
        ComesBack<float>([1, -2, float.NaN, float.PositiveInfinity, 5, 6], "'<f4', 'fortran_order': False, 'shape': (2, 3), }");
        ComesBack<uint>([0, 1, uint.MaxValue, 3, 4, 5], "'<u4'");
        ComesBack<byte>([0, 1, 255, 3, 4, 5], "'|u1'");
        ComesBack<ushort>([0, 1, 65535, 3, 4, 5], "'<u2'");
        ComesBack<Vector2>([new(1, 2), default, default, default, default, new(-3, 4)],
            "'<f4', 'fortran_order': False, 'shape': (2, 3, 2), }");
        ComesBack<Vector3>([new(1, 2, 3), default, default, default, default, new(-3, 4, 5)], "(2, 3, 3)");
        ComesBack<Rgb8>([new(1, 2, 3), default, default, default, default, new(253, 254, 255)],
            "'|u1', 'fortran_order': False, 'shape': (2, 3, 3), }");
    }

    [Fact]
    public void Read_NamesTheFile_WhenItIsNotWhatWasExpected() {
        Npy.Write(folder["a.npy"], new Image<uint>(2, 2));
        Assert.Equal($"{folder["a.npy"]} holds <u4; <f4 was expected.",
            Assert.Throws<BadInputException>(() => Npy.Read<float>(folder["a.npy"])).Message);
        byte[] whole = File.ReadAllBytes(folder["a.npy"]);
        foreach (int length in new[] { 0, 9, 50, whole.Length - 4 }) {
            File.WriteAllBytes(folder["cut.npy"], whole[..length]);
            Assert.StartsWith(folder["cut.npy"], Assert.Throws<BadInputException>(() => Npy.Read<uint>(folder["cut.npy"])).Message,
                StringComparison.Ordinal);
        }
        Assert.Throws<BadInputException>(() => Npy.Read<uint>(folder["none.npy"]));
    }

    /// <summary>Four times 65536 are 2⁶⁴, which is 0 in 64 bits, as many as the values that are there.</summary>
    [Theory]
    [InlineData("(65536, 65536, 65536, 65536)")]
    [InlineData("(2147483647, 2147483647)")]
    [InlineData("(3, 2)")]
    public void Shape_IsHeldAgainstTheFile(string shape) {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n");
        File.WriteAllBytes(folder["n.npy"], [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header]);
        Assert.Contains("its size does not match its shape",
            Assert.Throws<BadInputException>(() => Npy.ReadArray<float>(folder["n.npy"])).Message);
    }

    [Fact]
    public void Booleans_ComeBack() {
        Npy.Write(folder["b.npy"], new[] { true, false, true }, [3]);
        Assert.Equal([true, false, true], Npy.ReadArray<bool>(folder["b.npy"]).Values);
    }
}
