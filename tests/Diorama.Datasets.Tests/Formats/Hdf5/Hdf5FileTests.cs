using System.Buffers.Binary;
using Diorama.Core;
using Diorama.Datasets.Formats.Hdf5;

namespace Diorama.Datasets.Tests.Formats.Hdf5;

public sealed class Hdf5FileTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Arrays_ComeBack_AndEqualContentIsEqualBytes() {
        float[] depth = [.. Enumerable.Range(0, 300 * 400).Select(i => i % 7 == 0 ? float.PositiveInfinity : i * 0.25f)];
        void Make(string name) => Hdf5Writer.Write(folder[name], file => {
            file.Add<float>("depth", depth, 300, 400);
            file.Add<byte>("colors", [1, 2, 3, 4, 5, 6], 1, 2, 3);
            file.Add<long>("none", [], 0, 2);
            file.AddText("words", "{\"a\":\"ü\"}");
        });
        Make("a.hdf5");
        Make("b.hdf5");
        Assert.Equal(File.ReadAllBytes(folder["a.hdf5"]), File.ReadAllBytes(folder["b.hdf5"]));
        Assert.InRange(new FileInfo(folder["a.hdf5"]).Length, 1000, 4 * depth.Length);
        Hdf5Reader.Read(folder["a.hdf5"], file => {
            Assert.Equal(["colors", "depth", "none", "words"], file.Names);
            var (values, shape) = file.Array<float>("depth");
            Assert.Equal(depth, values);
            Assert.Equal([300, 400], shape);
            Assert.Equal([1, 2, 3], file.Array<byte>("colors").Shape);
            Assert.Equal([0, 2], file.Array<long>("none").Shape);
            Assert.Equal("{\"a\":\"ü\"}", file.Text("words"));
            Assert.Contains("has no array 'deep', only colors, depth, none, words",
                Assert.Throws<BadInputException>(() => file.Array<float>("deep")).Message);
            Assert.Contains("of the type Double", Assert.Throws<BadInputException>(() => file.Array<double>("depth")).Message);
            return 0;
        });
    }

    /// <summary>Every four bytes that could be the time at which the file was written.</summary>
    [Fact]
    public void Times_AreNotStored() {
        Hdf5Writer.Write(folder["a.hdf5"], file => {
            file.Add<float>("array", [1, 2], 2);
            file.AddText("text", "words");
        });
        byte[] bytes = File.ReadAllBytes(folder["a.hdf5"]);
        long written = new DateTimeOffset(File.GetLastWriteTimeUtc(folder["a.hdf5"])).ToUnixTimeSeconds();
        for (int i = 0; i + 4 <= bytes.Length; i++)
            Assert.NotInRange(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i)), written - 86_400, written + 86_400);
    }

    [Fact]
    public void OtherFiles_AreRefused() {
        File.WriteAllText(folder["a.hdf5"], "text");
        Assert.Contains("cannot be read as HDF5",
            Assert.Throws<BadInputException>(() => Hdf5Reader.Read(folder["a.hdf5"], f => f.Names)).Message);
        Assert.Contains("does not exist", Assert.Throws<BadInputException>(() => Hdf5Reader.Read(folder["b.hdf5"], f => f.Names)).Message);
    }
}
