using System.Numerics;
using Diorama.Core;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

public sealed class GltfRoundTripTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Scene Again(Scene scene, string name) {
        GltfWriter.Write(scene, folder.File(name));
        return GltfReader.Read(folder.File(name));
    }

    [Fact]
    public void EverythingScene_SetsEveryProperty() =>
        // Environment maps are documented as not stored, so the scene has none.
        Assert.Equal(["Environment.Map"], SceneComparison.NeverSet(EverythingScene.Create()));

    [Theory]
    [InlineData("scene.glb")]
    [InlineData("two words.gltf")]
    public void RoundTrip_KeepsEveryProperty(string name) {
        var scene = EverythingScene.Create();
        var read = Again(scene, name);
        Assert.Empty(scene.Warnings.Messages);
        Assert.Empty(read.Warnings.Messages);
        SceneComparison.ExpectEqual(scene, read);
    }

    [Fact]
    public void RoundTrip_IsStable_WhenRepeated() {
        Again(EverythingScene.Create(), "0.glb");
        for (int i = 0; i < 3; i++) GltfWriter.Write(GltfReader.Read(folder.File($"{i}.glb")), folder.File($"{i + 1}.glb"));
        Assert.Equal(File.ReadAllBytes(folder.File("1.glb")).Length, File.ReadAllBytes(folder.File("3.glb")).Length);
        SceneComparison.ExpectEqual(GltfReader.Read(folder.File("1.glb")), GltfReader.Read(folder.File("3.glb")));
    }

    [Fact]
    public void Write_GivesTheSameBytes_WhenRepeated() {
        GltfWriter.Write(EverythingScene.Create(), folder.File("a.glb"));
        GltfWriter.Write(EverythingScene.Create(), folder.File("b.glb"));
        Assert.Equal(File.ReadAllBytes(folder.File("a.glb")), File.ReadAllBytes(folder.File("b.glb")));
    }

    [Fact]
    public void Write_StoresSharedMeshesOnce() {
        var mesh = new Mesh { Positions = [.. Enumerable.Range(0, 1000).Select(i => new Vector3(i, i % 7, i % 3))], Indices = [0, 1, 2] };
        Material[] materials = [new() { Name = "a" }, new() { Name = "b" }];
        var scene = new Scene();
        for (int i = 0; i < 50; i++) {
            var node = new Node { Name = $"{i}" };
            node.Parts.Add(new(mesh, materials[i % 2]));
            scene.Nodes.Add(node);
        }
        var read = Again(scene, "shared.glb");
        Assert.InRange(new FileInfo(folder.File("shared.glb")).Length, 12000, 12000 + 8000);
        Assert.Single(read.Nodes.SelectMany(n => n.Parts).Select(p => p.Mesh).Distinct());
    }

    [Fact]
    public void Write_LeavesOnlyTheFiles_AndReplacesOldOnes() {
        File.WriteAllText(folder.File("scene.gltf"), "old");
        GltfWriter.Write(EverythingScene.Create(), folder.File("scene.gltf"));
        Assert.Equal(["scene.bin", "scene.gltf"],
            Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.NotEmpty(GltfReader.Read(folder.File("scene.gltf")).Nodes);
    }

    [Fact]
    public void Write_KeepsTheOldFile_WhenTheSceneHasNaN() {
        GltfWriter.Write(EverythingScene.Create(), folder.File("scene.glb"));
        byte[] before = File.ReadAllBytes(folder.File("scene.glb"));
        var broken = EverythingScene.Create();
        broken.Materials[1].Roughness = float.NaN;
        var error = Assert.Throws<BadInputException>(() => GltfWriter.Write(broken, folder.File("scene.glb")));
        Assert.Equal("materials[1].pbrMetallicRoughness.roughnessFactor of the scene is not finite and cannot be written as glTF",
            error.Message);
        Assert.Equal(before, File.ReadAllBytes(folder.File("scene.glb")));
    }

    [Fact]
    public void Write_RefusesUnknownFileTypes() {
        var error = Assert.Throws<BadInputException>(() => GltfWriter.Write(new(), folder.File("scene.obj")));
        Assert.EndsWith("scene.obj: a name that ends in .glb or .gltf was expected, found '.obj'", error.Message);
    }

    [Fact]
    public void Light_KeepsItsRadiometry_UnderAnyPhotometricScale() {
        var scene = new Scene();
        scene.Nodes.Add(new() { Light = new() { Kind = Rendering.Lights.LightKind.Point, Intensity = 3, Color = new(2, 1, 0.5f) } });
        GltfWriter.Write(scene, folder.File("a.glb"));
        Light(GltfReader.Read(folder.File("a.glb")), 1);
        Light(GltfReader.Read(folder.File("a.glb"), new() { PhotometricScale = 1 }), 683);
        GltfWriter.Write(scene, folder.File("b.glb"), new() { PhotometricScale = 1 });
        Light(GltfReader.Read(folder.File("b.glb"), new() { PhotometricScale = 1 }), 1);

        void Light(Scene read, float factor) {
            var light = read.Nodes.Single(n => n.Light != null).Light!;
            var product = light.Color * light.Intensity / factor;
            Assert.InRange((product - new Vector3(6, 3, 1.5f)).Length(), 0, 1e-5f);
        }
    }
}
