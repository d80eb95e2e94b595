using Diorama.Core;
using Diorama.Datasets.Formats.Hdf5;

namespace Diorama.Datasets.Tests.Formats.Hdf5;

public sealed class Hdf5FileTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Arrays_ComeBack_AndEqualContentIsEqualBytes() {
        float[] depth = [.. Enumerable.Range(0, 300 * 400).Select(i => i % 7 == 0 ? float.PositiveInfinity : i * 0.25f)];
        void Make(string name) => Hdf5File.Write(folder[name], file => {
            file.Add<float>("depth", depth, 300, 400);
            file.Add<byte>("colors", [1, 2, 3, 4, 5, 6], 1, 2, 3);
            file.Add<long>("none", [], 0, 2);
            file.AddText("words", "{\"a\":\"ü\"}");
        });
        Make("a.hdf5");
        Thread.Sleep(1100); // a second is the unit of times in HDF5
        Make("b.hdf5");
        Assert.Equal(File.ReadAllBytes(folder["a.hdf5"]), File.ReadAllBytes(folder["b.hdf5"]));
        Assert.InRange(new FileInfo(folder["a.hdf5"]).Length, 1000, 4 * depth.Length);
        Hdf5File.Read(folder["a.hdf5"], file => {
            Assert.Equal(["colors", "depth", "none", "words"], file.Names);
            var (values, shape) = file.Array<float>("depth");
            Assert.Equal(depth, values);
            Assert.Equal([300, 400], shape);
            Assert.Equal([1, 2, 3], file.Array<byte>("colors").Shape);
            Assert.Equal([0, 2], file.Array<long>("none").Shape);
            Assert.Equal("{\"a\":\"ü\"}", file.Text("words"));
            Assert.Contains("has no array 'deep', only colors, depth, none, words", Assert.Throws<BadInputException>(() => file.Array<float>("deep")).Message);
            Assert.Contains("of the type Double", Assert.Throws<BadInputException>(() => file.Array<double>("depth")).Message);
            return 0;
        });
    }

    [Fact]
    public void File_IsReadWhileALockIsOnIt_AsOneThatAStartedProcessInherited() {
        Hdf5File.Write(folder["a.hdf5"], file => file.Add<byte>("one", [1], 1));
        using FileStream held = new(folder["a.hdf5"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal([1], Hdf5File.Read(folder["a.hdf5"], file => file.Array<byte>("one").Values));
    }

    [Fact]
    public void OtherFiles_AreRefused() {
        File.WriteAllText(folder["a.hdf5"], "text");
        Assert.Contains("cannot be read as HDF5", Assert.Throws<BadInputException>(() => Hdf5File.Read(folder["a.hdf5"], f => f.Names)).Message);
        Assert.Contains("does not exist", Assert.Throws<BadInputException>(() => Hdf5File.Read(folder["b.hdf5"], f => f.Names)).Message);
    }
}
