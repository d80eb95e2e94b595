using Diorama.Core;
using Diorama.Rendering.SceneFiles;

namespace Diorama.Rendering.Tests.SceneFiles.Assimp;

public sealed class BrokenFileTests : ModelFolder {
    private static string Message(string path) {
        string message = Assert.Throws<BadInputException>(() => SceneFile.Read(path)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.StartsWith(path, message);
        return message;
    }

    [Fact]
    public void MissingFile_IsNamed() => Assert.Contains("does not exist", Message(PathOf("nothing.obj")));

    [Fact]
    public void OtherFormat_GetsTheListOfKnownOnes() {
        string message = Message(Write("notes.txt", "hello"));
        Assert.Contains("'.txt'", message);
        Assert.All(SceneFile.Extensions, e => Assert.Contains(e, message));
    }

    [Theory]
    [InlineData("empty.obj", "")]
    [InlineData("points.obj", "v 0 0 0\nv 1 0 0\np 1 2\n")]
    [InlineData("noise.fbx", "this is no scene")]
    [InlineData("noise.dae", "<html></html>")]
    [InlineData("noise.ply", "ply\nformat nonsense\n")]
    [InlineData("noise.stl", "solid")]
    public void FileWithoutTriangles_IsRefused(string name, string text) => Message(Write(name, text));

    [Theory]
    [InlineData("nan")]
    [InlineData("inf")]
    public void NonFiniteVertex_IsNamedWithItsMesh(string number) {
        string message = Message(Write("seat.obj", $"o seat\nv 0 0 0\nv 1 {number} 0\nv 0 1 0\nf 1 2 3\n"));
        Assert.Contains("'seat'", message);
        Assert.Contains("at vertex 1", message);
    }

    [Fact]
    public void IndexOutOfRange_IsRefused() {
        Message(Write("i.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n"));
        Message(Write("i.ply", "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n" +
                               "element face 1\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n1 0 0\n0 1 0\n3 0 1 1000000\n"));
    }

    [Fact]
    public void TruncatedBinary_IsRefused() {
        string path = Write("cut.stl", new byte[84 + 20]);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[80] = 100;
        File.WriteAllBytes(path, bytes);
        Message(path);
    }
}
