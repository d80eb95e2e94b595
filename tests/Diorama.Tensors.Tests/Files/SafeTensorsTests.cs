using System.Diagnostics;
using System.Numerics;
using System.Text;
using Diorama.Core;
using Diorama.Tensors.Files;

namespace Diorama.Tensors.Tests.Files;

public sealed class SafeTensorsTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-safetensors").FullName;

    private string In(string name) => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A file as the format's description builds it: length, header, elements.</summary>
    private string Golden(string header, params byte[] data) {
        byte[] text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(In("golden"), [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. data]);
        return In("golden");
    }

    private static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    [Fact]
    public void Write_GivesTheBytesOfTheFormatsLibrary() {
        using var scope = new TensorScope();
        // Header 2 + 64 bytes or, with the shorter name, padded by 7 blanks: elements begin at a multiple of 8.
        SafeTensors.Write(In("a"), [("attn.0", Tensor.Arange(0, 6, dtype: DType.Float32).View(1, 2, 3))]);
        Assert.Equal([64, 0, 0, 0, 0, 0, 0, 0, .. """{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}"""u8,
            .. Floats(0, 1, 2, 3, 4, 5)], File.ReadAllBytes(In("a")));
        SafeTensors.Write(In("b"), [("attn0", Tensor.Arange(0, 6, dtype: DType.Float32).View(1, 1, 2, 3))]);
        Assert.Equal([72, 0, 0, 0, 0, 0, 0, 0, .. """{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       """u8,
            .. Floats(0, 1, 2, 3, 4, 5)], File.ReadAllBytes(In("b")));
        SafeTensors.Write(In("c"), []);
        Assert.Equal([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8], File.ReadAllBytes(In("c")));
        SafeTensors.Write(In("d"), [], new Dictionary<string, string> { ["framework"] = "pt" });
        Assert.Equal([40, 0, 0, 0, 0, 0, 0, 0, .. """{"__metadata__":{"framework":"pt"}}     """u8], File.ReadAllBytes(In("d")));
        // What needs the widest alignment comes first, then by name.
        SafeTensors.Write(In("e"), [("z", Tensor.From([true])), ("y", Tensor.From([1f])), ("b", Tensor.From([2L])),
            ("a", Tensor.From([3L])), ("x", Tensor.From([(byte)9]))]);
        Assert.Equal("""{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}"""
            + ""","y":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},"x":{"dtype":"U8","shape":[1],"data_offsets":[20,21]}"""
            + ""","z":{"dtype":"BOOL","shape":[1],"data_offsets":[21,22]}}""",
            Encoding.UTF8.GetString(File.ReadAllBytes(In("e")).AsSpan(8)[..^22]).TrimEnd());
        Assert.Equal([3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 63, 9, 1], File.ReadAllBytes(In("e"))[^22..]);
    }

    [Fact]
    public void File_GivesValuesInTheirOrder_WithMetadata() {
        using var scope = new TensorScope();
        // The header need not be in the order of the elements, nor aligned.
        using var file = new SafeTensorsFile(Golden(
            """{"b":{"dtype":"F32","shape":[2],"data_offsets":[3,11]},"__metadata__":{"note":"é"}"""
            + ""","a":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]},"none":{"dtype":"I64","shape":[0,2],"data_offsets":[11,11]}"""
            + ""","s":{"dtype":"BF16","shape":[],"data_offsets":[11,13]}}""",
            [1, 0, 1, .. Floats(1.5f, -2), 0x40, 0xC0]));
        Assert.Equal(["a", "b", "none", "s"], file.Entries.Select(e => e.Name));
        Assert.Equal("é", file.Metadata["note"]);
        Assert.Equal([true, false, true], file["a"].ToArray<bool>());
        Assert.Equal([1.5f, -2], file["b"].ToArray<float>());
        Assert.Equal([0, 2], file["none"].Shape);
        Assert.Equal(0, file["s"].Dim);
        Assert.Equal(-3, file["s"].ToDouble());
        Assert.True(file.Contains("a") && !file.Contains("c"));
    }

    [Fact]
    public void Tensors_OutliveTheFile_AndWritingToThemLeavesItAsItIs() {
        SafeTensors.Write(In("w"), [("w", Tensor.From([1f, 2, 3]))]);
        byte[] before = File.ReadAllBytes(In("w"));
        Tensor first, second;
        using (var file = new SafeTensorsFile(In("w"))) {
            first = file["w"];
            first.AddInPlace(10);
            second = file["w"];
            Assert.Equal([11f, 12, 13], second.ToArray<float>());
            // Replaced while it is mapped.
            SafeTensors.Write(In("w"), [("w", Tensor.From([7f]))]);
            file.Dispose();
            Assert.Throws<ObjectDisposedException>(() => file["w"]);
        }
        second.Dispose();
        GC.Collect();
        Assert.Equal([11f, 12, 13], first.ToArray<float>());
        first.Dispose();
        Assert.Equal(before.Length - 8, File.ReadAllBytes(In("w")).Length);
    }

    [Fact]
    public void Everything_ComesBackAsItWas() {
        using var scope = new TensorScope();
        (string Name, Tensor Tensor)[] tensors = [
            ("double", Tensor.From([double.NaN, -0.0, double.PositiveInfinity])),
            ("transposed", Tensor.Arange(0, 6, dtype: DType.Float32).View(2, 3).T()),
            ("half", Tensor.From([(Half)1.5])), ("brain", Tensor.From([1.5f]).To(DType.BFloat16)), ("byte", Tensor.From([(byte)255])),
            ("tiny", Tensor.From([(sbyte)-1])),
            ("short", Tensor.From([(short)-2])), ("int", Tensor.From([int.MinValue])), ("long", Tensor.From([long.MaxValue])),
            ("bool", Tensor.From([true, false])),
            ("scalar", Tensor.FromScalar(2f).WithGrad()), ("empty", Tensor.Empty([3, 0])),
            ("complex", Tensor.From([new Complex(1, -2)]).To(DType.Complex64)), ("ü \"quoted\"", Tensor.From([1]))];
        SafeTensors.Write(In("all"), tensors, new Dictionary<string, string> { ["b"] = "2", ["a"] = "line\nbreak" });
        using var file = new SafeTensorsFile(In("all"));
        Assert.Equal(["a", "b"], file.Metadata.Keys);
        Assert.Equal("line\nbreak", file.Metadata["a"]);
        Assert.Equal(tensors.Length, file.Entries.Count);
        foreach (var (name, tensor) in tensors) {
            var read = file[name];
            Assert.Equal((tensor.DType, string.Join(',', tensor.Shape)), (read.DType, string.Join(',', read.Shape)));
            Assert.Equal(tensor.Detach().ToString(), read.ToString());
        }
        Assert.Equal([double.NaN, -0.0, double.PositiveInfinity], file["double"].ToArray<double>());
    }

    [Fact]
    [Trait("Category", "Assets")]
    public void NumPy_ReadsWhatIsWritten_AndTheReverse() {
        SafeTensors.Write(In("to"), [("w", Tensor.From([1f, 2, 3, 4, 5, 6], 2, 3)), ("n", Tensor.From([7L])),
            ("h", Tensor.From([(Half)0.5])), ("b", Tensor.From([(byte)1, (byte)2, (byte)3]))]);
        var client = new ProcessStartInfo("/usr/bin/python3",
            [Client("safetensors.py"), In("to"), In("from")]) { RedirectStandardOutput = true };
        using var process = Process.Start(client)!;
        Assert.Equal("n int64 (1,) [7]\nw float32 (2, 3) [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]\nh float16 (1,) [0.5]\nb uint8 (3,) [1, 2, 3]\n",
            process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        using var file = new SafeTensorsFile(In("from"));
        Assert.Equal([2f, 4, 6, 8, 10, 12], file["w"].ToArray<float>());
        Assert.Equal([14L], file["n"].ToArray<long>());
        Assert.Equal([(Half)1], file["h"].ToArray<Half>());
        Assert.Equal([2, 4, 6], file["b"].ToArray<byte>());
    }

    private static string Client(string name) {
        string at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Diorama.slnx"))) at = Path.GetDirectoryName(at)!;
        return Path.Combine(at, "tests", "clients", name);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""",
        "tensor 'a' has data_offsets 0 to 4: 8 bytes were expected for F32[2].")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""",
        "tensor 'a' has elements of type 'F8_E4M3': expected one of BOOL, U8,")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}""",
        "puts the elements of 'a' at 1: 0 was expected, where those before end.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}""",
        "puts the elements of 'b' at 1: 3 was expected")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "has 4 bytes of elements: 3 were expected by its header.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}""", "has 4 bytes of elements: 5 were expected by its header.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""",
        "names the tensor 'a' twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}""", "tensor 'a': -4 stands where a whole number was expected.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,4]}}""", "more elements than can be counted.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4]}}""", "tensor 'a': dtype, shape and two data_offsets were expected.")]
    [InlineData("""{"__metadata__":{"step":3},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""",
        "__metadata__ holds 3, text was expected.")]
    [InlineData("[1]", "has a header that cannot be read")]
    [InlineData("{", "has a header that cannot be read")]
    public void File_SaysInOneSentenceWhatIsWrong(string header, string sentence) {
        var thrown = Assert.Throws<BadInputException>(() => new SafeTensorsFile(Golden(header, 1, 2, 3, 4)));
        Assert.StartsWith(In("golden"), thrown.Message);
        Assert.Contains(sentence, thrown.Message);
    }

    [Fact]
    public void File_SaysWhenItIsNoSafetensorsFile() {
        File.WriteAllText(In("short"), "abc");
        Assert.Contains("has 3 bytes", Assert.Throws<BadInputException>(() => new SafeTensorsFile(In("short"))).Message);
        File.WriteAllText(In("text"), "this is some other kind of file");
        Assert.Contains("is no safetensors file", Assert.Throws<BadInputException>(() => new SafeTensorsFile(In("text"))).Message);
        File.WriteAllBytes(In("long"), [255, 255, 255, 255, 255, 255, 255, 255, 0]);
        Assert.Contains("announce a header of 18446744073709551615 bytes, 1 follow",
            Assert.Throws<BadInputException>(() => new SafeTensorsFile(In("long"))).Message);
        Assert.Contains("does not exist", Assert.Throws<BadInputException>(() => new SafeTensorsFile(In("missing"))).Message);
        using var file = new SafeTensorsFile(Golden("""{"body.weight":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1));
        Assert.EndsWith("has no tensor 'body.wieght': expected body.weight.",
            Assert.Throws<BadInputException>(() => file["body.wieght"]).Message);
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(In("twice"), [("a", Tensor.Ones([1])), ("a", Tensor.Ones([1]))]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(In("wide"), [("a", Tensor.From([Complex.One]))]));
    }
}
