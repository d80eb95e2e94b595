using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Datasets.Formats.Hdf5;

namespace Diorama.Datasets.Tests.Formats.Hdf5;

public sealed partial class Hdf5FileTests : IDisposable {
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
            Assert.Contains("has no array 'deep', only colors, depth, none, words",
                Assert.Throws<BadInputException>(() => file.Array<float>("deep")).Message);
            Assert.Contains("of the type Double", Assert.Throws<BadInputException>(() => file.Array<double>("depth")).Message);
            return 0;
        });
    }

    /// <summary>Bytes written twice are equal within a second even when they hold the time.</summary>
    [Fact]
    public void Times_AreNotStored() {
        Hdf5File.Write(folder["a.hdf5"], file => {
            file.Add<float>("array", [1, 2], 2);
            file.AddText("text", "words");
        });
        Assert.Equal([0, 0, 0], ((string[])["array", "text", "."]).Select(name => ChangedAt(folder["a.hdf5"], name)));
        // What stores them is seen.
        lock (Hdf5Library.Access) {
            long file = Hdf5Library.H5Fcreate(folder["b.hdf5"], Hdf5Library.Truncate, 0, 0),
                space = Hdf5Library.H5Screate(Hdf5Library.Scalar);
            Assert.Equal(0, Hdf5Library.H5Dclose(Hdf5Library.H5Dcreate2(file, "array", Hdf5Library.Constant("H5T_STD_U8LE"), space, 0, 0,
                0)));
            Hdf5Library.H5Sclose(space);
            Assert.Equal(0, Hdf5Library.H5Fclose(file));
        }
        Assert.True(ChangedAt(folder["b.hdf5"], "array") > 0);
    }

    /// <summary>Seconds since 1970, 0 where the file does not say.</summary>
    private static unsafe long ChangedAt(string path, string name) {
        lock (Hdf5Library.Access) {
            long file = Hdf5Library.H5Fopen(path, Hdf5Library.ReadOnly, 0);
            // H5O_info1_t: 24 bytes of numbers, then the times of access, change, status and birth.
            long* info = stackalloc long[64];
            Assert.Equal(0, H5Oget_info_by_name1(file, name, info, 0));
            Assert.Equal(0, Hdf5Library.H5Fclose(file));
            return Math.Max(Math.Max(info[3], info[4]), Math.Max(info[5], info[6]));
        }
    }

    [LibraryImport("hdf5_serial", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int H5Oget_info_by_name1(long file, string name, long* info, long access);

    [Fact]
    public void File_IsReadWhileALockIsOnIt_AsOneThatAStartedProcessInherited() {
        Hdf5File.Write(folder["a.hdf5"], file => file.Add<byte>("one", [1], 1));
        using FileStream held = new(folder["a.hdf5"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal([1], Hdf5File.Read(folder["a.hdf5"], file => file.Array<byte>("one").Values));
    }

    [Fact]
    public void OtherFiles_AreRefused() {
        File.WriteAllText(folder["a.hdf5"], "text");
        Assert.Contains("cannot be read as HDF5",
            Assert.Throws<BadInputException>(() => Hdf5File.Read(folder["a.hdf5"], f => f.Names)).Message);
        Assert.Contains("does not exist", Assert.Throws<BadInputException>(() => Hdf5File.Read(folder["b.hdf5"], f => f.Names)).Message);
    }
}
