using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Models;

/// <summary>Models in files of their own, outside of all packs: GLB in the asset frame and in metres.</summary>
public static class StandaloneModel {
    /// <exception cref="Core.BadInputException">The file cannot be read, or holds no triangles.</exception>
    public static AssetModel Read(string id, string path) => ModelLoader.Load(new() {
        Id = id, Name = id, Class = ClassSet.Unmapped, Pack = "", Licence = "", Author = "", Model = Path.GetFileName(path),
        Size = ModelLoader.Measure(path, null),
    }, path);

    /// <summary>Writes a model.</summary>
    /// <param name="model">Model in the asset frame.</param>
    /// <param name="path">Path of the new file, which ends in .glb.</param>
    /// <param name="folder">Folder in and below which pictures that the materials refer to are taken into the file.</param>
    public static void Write(AssetModel model, string path, string folder) {
        ArgumentNullException.ThrowIfNull(model);
        var node = new Node { Name = model.Asset.Name, Class = model.Asset.Class };
        model.AddTo(node);
        GltfWriter.Write(new() { Name = model.Asset.Id, Nodes = { node }, Classes = { model.Asset.Class } }, path,
            new() { SelfContainedFrom = folder });
    }
}
