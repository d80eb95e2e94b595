using Diorama.Core;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles;

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
    [InlineData("noise.fbx", "this is no scene")]
    [InlineData("noise.dae", "<html></html>")]
    [InlineData("noise.ply", "ply\nformat nonsense\n")]
    [InlineData("noise.stl", "solid")]
    [InlineData("words.obj", "this is no scene\nat all\n")]
    public void FileWithoutTriangles_IsRefused(string name, string text) => Message(Write(name, text));

    /// <summary>One sentence for all formats says what a file holds in which nothing can be seen.</summary>
    [Theory]
    [InlineData("points.obj", "v 0 0 0\nv 1 0 0\np 1 2\n", "only 2 points")]
    [InlineData("lines.obj", "v 0 0 0\nv 1 0 0\nv 1 1 0\nl 1 2\nl 2 3\n", "only 2 lines")]
    [InlineData("flat.obj", "v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 3\n", "only 1 faces without area")]
    [InlineData("cloud.ply",
        "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\nend_header\n0 0 0\n1 0 0\n",
        "only 2 points")]
    [InlineData("flat.stl",
        "solid s\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 2 0 0\nendloop\nendfacet\nendsolid s\n",
        "only 1 faces without area")]
    [InlineData("comment.obj", "# exported\n", "holds no triangles")]
    [InlineData("named.obj", "# exported\ng all\no empty\n", "holds no triangles")]
    [InlineData("none.stl", "solid none\nendsolid none\n", "holds no triangles")]
    [InlineData("empty.gltf", """{"asset": {"version": "2.0"}, "scenes": [{"nodes": []}]}""", "holds no triangles")]
    public void FileWithNothingToSee_IsReadWithAWarning(string name, string text, string expected) {
        var scene = SceneFile.Read(Write(name, text));
        Assert.DoesNotContain(scene.Nodes, n => n.Parts.Count > 0);
        Assert.Contains("there is nothing to see in it: it holds no triangles", Assert.Single(scene.Warnings.Messages));
        Assert.Contains(expected, scene.Warnings.Messages[0]);
    }

    [Fact]
    public void StlInCapitals_IsText_AndOtherTextIsNone() {
        string facet = "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\n";
        Scene scene = SceneFile.Read(Write("a.stl", $"solid a\n{facet}endsolid a\n".ToUpperInvariant()));
        Assert.Equal(3, Assert.Single(scene.Nodes.SelectMany(n => n.Parts)).Mesh.VertexCount);
        Assert.Contains("is text that does not begin with 'solid'", Message(Write("b.stl", "triangles " + facet)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("inf")]
    public void NonFiniteVertex_IsNamedWithItsMesh(string number) {
        string message = Message(Write("seat.obj", $"o seat\nv 0 0 0\nv 1 {number} 0\nv 0 1 0\nf 1 2 3\n"));
        Assert.Contains(":3: vertex 1 of 'seat'", message);
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
