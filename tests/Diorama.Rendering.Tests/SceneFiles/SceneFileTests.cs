using System.Text;
using Diorama.Core;
using Diorama.Rendering.SceneFiles;

namespace Diorama.Rendering.Tests.SceneFiles;

public sealed class SceneFileTests : ModelFolder {
    [Fact]
    public void Read_DispatchesOnExtension_InAnyCase() {
        string path = Write("A.OBJ", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n");
        Assert.Single(SceneFile.Read(path).Nodes.SelectMany(n => n.Parts));
    }

    [Fact]
    public void Read_RecognisesGlb_ByItsFirstBytes() {
        // Only the glTF reader knows that a GLB ends too early.
        string path = Write("model.bin", [.. Encoding.ASCII.GetBytes("glTF"), 2, 0, 0, 0]);
        string message = Assert.Throws<BadInputException>(() => SceneFile.Read(path)).Message;
        Assert.DoesNotContain("expected one of", message);
    }
}
