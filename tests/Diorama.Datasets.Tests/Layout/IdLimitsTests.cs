using Diorama.Core;
using Diorama.Datasets.Layout;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Tests.Layout;

public class IdLimitsTests {
    [Fact]
    public void MoreIdsThanAPngHolds_AreRefusedForDatasets() {
        var scene = new Scene();
        Mesh mesh = Primitives.Box(new(0.1f));
        for (int i = 0; i < 65_536; i++) scene.Add(mesh, at: new(i % 256, i / 256, 0));
        using var prepared = RenderScene.Prepare(scene);
        string message = Assert.Throws<BadInputException>(() => IdLimits.Check(prepared, LabelSet.All)).Message;
        Assert.Equal("the scene has 65536 objects, expected at most 65535 for the label 'instance', whose ids have 16 bits; "
            + "leave it out of --labels, or divide the scene", message);
        IdLimits.Check(prepared, LabelTable.DepthZ);
        Assert.Single(IdLimits.Warnings(prepared, LabelTable.Instance | LabelTable.Class));
    }
}
