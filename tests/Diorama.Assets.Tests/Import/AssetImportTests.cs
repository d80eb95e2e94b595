using System.Numerics;
using Diorama.Assets.Import;
using Diorama.Assets.Packs;
using Diorama.Core;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Tests.Import;

public sealed class AssetImportTests : IDisposable {
    private readonly TemporaryFolder folder = new(), data = new();

    public void Dispose() {
        folder.Dispose();
        data.Dispose();
    }

    private AssetLibrary Library => AssetLibrary.Open(new() { Folder = data.Path, MayInstall = false, Packs = [AllPacks.Shapes, AllPacks.Own] });

    /// <summary>A wedge 1 m wide (X), 0.5 m deep and 2 m high whose slope faces −Y of our world, +Z of glTF.</summary>
    private string Wedge(string name) {
        var mesh = new Mesh {
            Positions = [new(-0.5f, -0.25f, 0), new(0.5f, -0.25f, 0), new(0.5f, 0.25f, 2), new(-0.5f, 0.25f, 2)], Indices = [0, 1, 2, 0, 2, 3],
        };
        var scene = new Scene();
        var material = new Material { Name = "red", BaseColor = new(0.8f, 0.1f, 0.1f), Metallic = 0 };
        scene.Materials.Add(material);
        scene.Nodes.Add(new() { Translation = new(5, 6, 7), Parts = { new(mesh, material) } });
        string path = folder.File(name);
        GltfWriter.Write(scene, path);
        return path;
    }

    [Fact]
    public void Glb_ComesBackInTheAssetFrame() {
        var asset = Assert.Single(AssetImport.Run([new() { File = Wedge("wedge.glb"), Class = "chair", Licence = "CC0-1.0", Author = "Me" }], data.Path));
        Assert.Equal(("own-chair-1", "wedge", "Me", "own"), (asset.Id, asset.Name, asset.Author, asset.Pack));
        Near(new(1, 0.5f, 2), asset.Size);

        var library = Library;
        var part = Assert.Single(library.Load(library.Find("own-chair-1")).Parts);
        Assert.Equal(new(0.8f, 0.1f, 0.1f), part.Material.BaseColor);
        Near(new(-0.5f, -0.25f, 0), part.Mesh.Positions.MinBy(p => p.Z * 10 + p.X));
        Near(new(0.5f, 0.25f, 2), part.Mesh.Positions.MaxBy(p => p.Z * 10 + p.X));
    }

    [Theory]
    // Up and front as the file states them, then where the corner (0.5, 0.25, 2) of the wedge goes, which the file has at (0.5, 2, −0.25).
    [InlineData("y", "+z", 0.5f, 0.25f, 2f)]
    [InlineData("y", "-z", -0.5f, -0.25f, 2f)]
    [InlineData("y", "+x", 0.25f, -0.5f, 2f)]
    [InlineData("z", "-y", 0.5f, 1f, 0f)]
    public void Axes_TurnTheModel(string up, string front, float x, float y, float z) {
        var asset = AssetImport.Run([new() { File = Wedge("wedge.gltf"), Class = "chair", Licence = "CC0-1.0", Up = up, Front = front }], data.Path)[0];
        var corner = new Vector3(x, y, z);
        Assert.Contains(Library.Load(asset).Parts[0].Mesh.Positions, p => Vector3.Distance(p, corner) < 1e-4f);
    }

    [Fact]
    public void StatedSize_WinsOverTheFile() {
        var asset = AssetImport.Run([new() { File = Wedge("wedge.glb"), Class = "chair", Licence = "CC0-1.0", Size = ImportSize.Parse("45x52x90", "--size") }], data.Path)[0];
        Assert.Equal(new(0.45f, 0.52f, 0.9f), asset.Size);
        var positions = Library.Load(asset).Parts[0].Mesh.Positions;
        Assert.Equal(0.45f, positions.Max(p => p.X) - positions.Min(p => p.X));
        Assert.Equal(0.9f, positions.Max(p => p.Z));
    }

    [Fact]
    public void Numbers_GoOn() {
        Import("chair");
        Import("sofa");
        Assert.Equal("own-chair-2", Import("chair")[0].Id);
        Assert.Equal(["own-chair-1", "own-sofa-1", "own-chair-2"], Library.OfPack(AllPacks.Own).Select(a => a.Id));

        IReadOnlyList<Asset> Import(string type) => AssetImport.Run([new() { File = Wedge("w.glb"), Class = type, Licence = "CC0-1.0" }], data.Path);
    }

    [Fact]
    public void UnknownClass_OffersNearOnes_AndTakesNothingIn() {
        string file = Wedge("w.glb");
        var e = Assert.Throws<BadInputException>(() => AssetImport.Run(
            [new() { File = file, Class = "chair", Licence = "CC0-1.0" }, new() { File = file, Class = "dinning table", Licence = "CC0-1.0" }], data.Path));
        Assert.StartsWith("there is no class 'dinning table', expected dining table", e.Message, StringComparison.Ordinal);
        Assert.Empty(Library.OfPack(AllPacks.Own));
    }

    [Fact]
    public void Manifest_ReadsYamlAndJson() {
        string yaml = "defaults: { licence: CC-BY-4.0, author: Me }\nassets:\n  - { file: a.glb, class: chair, size_cm: [45, 52, 90] }\n  - { file: b.glb, class: sofa, licence: CC0-1.0, front: -x }\n";
        File.WriteAllText(folder.File("manifest.yaml"), yaml);
        var orders = ImportManifest.Read(folder.Path);
        Assert.Equal(("chair", "CC-BY-4.0", "Me", new Vector3(0.45f, 0.52f, 0.9f)), (orders[0].Class, orders[0].Licence, orders[0].Author, orders[0].Size!.Value));
        Assert.Equal(("sofa", "CC0-1.0", "-x"), (orders[1].Class, orders[1].Licence, orders[1].Front));

        File.Delete(folder.File("manifest.yaml"));
        File.WriteAllText(folder.File("manifest.json"), """[{"file": "a.glb", "class": "chair", "licence": "CC0-1.0"}]""");
        Assert.Equal(folder.File("a.glb"), ImportManifest.Read(folder.Path)[0].File);
    }

    [Fact]
    public void Manifest_SaysTheLineAndTheNearestKey() {
        File.WriteAllText(folder.File("manifest.yaml"), "- file: a.glb\n  class: chair\n  lisence: CC0-1.0\n");
        var e = Assert.Throws<BadInputException>(() => ImportManifest.Read(folder.Path));
        Assert.StartsWith($"{folder.File("manifest.yaml")}:3: there is no key 'lisence', expected licence", e.Message, StringComparison.Ordinal);
    }

    private static void Near(Vector3 expected, Vector3 actual) =>
        Assert.True(Vector3.Distance(expected, actual) < 1e-5f, $"{actual} is not {expected}");
}
