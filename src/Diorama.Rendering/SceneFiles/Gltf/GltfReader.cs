using System.Numerics;
using Diorama.Core;
using Diorama.Core.Isolation;
using Diorama.Rendering.SceneFiles.Gltf.Compression;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Reads glTF 2.0 (.gltf, .glb) directly from its JSON: Assimp would lose further UV sets, morph target names, KHR materials, texture
/// transforms, light units and <c>extras</c>. The supported extensions are listed in docs/scene-files.md, with the <c>extras.diorama</c>
/// objects for what glTF cannot express. The nodes of the file are placed below one node that rotates +Y up to +Z up. Files that cannot be
/// used cause a <see cref="BadInputException"/> that names the file and the element; what is left out or repaired is in
/// <see cref="Scene.Warnings"/>.
/// </summary>
public static class GltfReader {
    private static readonly string[] Understood = [
        GltfCompression.DracoName, GltfCompression.MeshoptName, "KHR_lights_punctual", "KHR_materials_clearcoat",
            "KHR_materials_emissive_strength", "KHR_materials_ior", "KHR_materials_sheen",
        "KHR_materials_specular", "KHR_materials_transmission", "KHR_materials_unlit", "KHR_materials_volume", "KHR_mesh_quantization",
        "KHR_texture_transform", "EXT_mesh_gpu_instancing", "EXT_texture_webp",
    ];

    /// <summary>Name and function that a <see cref="ParserServer"/> needs to decode compressed geometry for another process.</summary>
    public static KeyValuePair<string, Action<string, string>> Parser { get; } = new(GeometryDecoder.Parser, GeometryDecoder.Parse);

    public static Scene Read(string path) => Read(path, new());

    public static Scene Read(string path, GltfReadOptions options) {
        var scene = new Scene { WorldFromFile = new(Vector3.UnitX, Vector3.UnitZ, -Vector3.UnitY, Vector3.Zero) };
        var document = GltfDocument.Open(path, scene.Warnings, options.Within);
        CheckExtensions(document);
        GltfCompression.Decode(document, options.Trusted);
        var accessors = new GltfAccessors(document);
        var materials = new GltfMaterials(document);
        materials.Read();

        var scenes = document.Table("scenes");
        if (scenes.Length > 0) {
            var value = scenes[document.Root.Index("scene", "scenes") ?? 0];
            scene.Name = value.Text("name") ?? "";
            if (value.Diorama() is { } ours) GltfEnvironment.Read(ours, scene);
        }
        var meshes = new GltfMeshes(document, accessors, materials);
        var nodes = new GltfNodes(document, accessors, meshes, new(document, options), new(document, options.PhotometricScale));
        var skins = new GltfSkins(document, accessors);
        nodes.Read(scene, skins.Joints());
        scene.Skins.AddRange(skins.Read(nodes));
        nodes.Attach(scene.Skins);
        scene.Animations.AddRange(new GltfAnimations(document, accessors, nodes).Read());
        scene.Materials.AddRange(materials.All);
        FarScene.MoveToOrigin(scene, nodes.Translations, options.Units.Factor(1));
        EmptyScene.Warn(scene, path, meshes.Points, meshes.Lines, 0);
        return scene;
    }

    /// <summary>Whether images or buffers are in other files.</summary>
    /// <exception cref="BadInputException">The file is not glTF.</exception>
    public static bool RefersToOtherFiles(string path) {
        var document = GltfDocument.Open(path, new());
        return document.Table("images").Concat(document.Table("buffers"))
            .Any(v => v.Find("uri") is { } uri && !GltfDocument.IsData(uri.Text()));
    }

    private static void CheckExtensions(GltfDocument document) {
        foreach (var required in document.Root.Find("extensionsRequired")?.Items() ?? []) {
            string name = required.Text();
            if (!Understood.Contains(name))
                throw document.Bad(required.Path, $"the file cannot be read without the extension {name}, which Diorama does not know");
        }
        foreach (var used in document.Root.Find("extensionsUsed")?.Items() ?? []) {
            string name = used.Text();
            if (!Understood.Contains(name)) document.Warn(used.Path, $"the extension {name} is not known and has no effect");
        }
    }
}
