using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles.Obj;
using Diorama.Rendering.SceneFiles.Surfaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>
/// Reads OBJ files with their MTL libraries. The file counts as metres, +Y up. Each object (<c>o</c>; <c>g</c> in files without objects) is
/// a node with one part for each of its groups and materials. A file far from the origin is moved to it (<see cref="Scene.Origin"/>).
/// </summary>
public static class ObjReader {
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static Scene Read(string path, FileUnits? units = null) {
        var scene = new Scene { Name = Path.GetFileNameWithoutExtension(path) };
        ObjFile file = ObjParser.Read(path, SceneBytes.Read(path), scene.Warnings);
        Double3 middle = FarGeometry.OriginFor(CollectionsMarshal.AsSpan(file.Positions), (units ?? FileUnits.Stated).Factor(1));
        var yUp = new Affine3(Vector3.UnitX, Vector3.UnitZ, -Vector3.UnitY, Vector3.Zero);
        (scene.WorldFromFile, scene.Origin) = (yUp, new(middle.X, -middle.Z, middle.Y));
        var root = new Node { Name = scene.Name, Matrix = yUp };
        scene.Nodes.Add(root);
        Dictionary<string, Material> materials = Libraries(path, file, scene);
        var builder = new ObjMeshBuilder(path, file, middle, scene.Warnings);
        foreach (ObjObject o in file.Objects) {
            var node = new Node { Name = o.Name.Length > 0 ? o.Name : scene.Name, Parent = root };
            foreach (ObjPart part in o.Parts) {
                if (builder.Build(o, part) is { TriangleCount: > 0 } mesh) node.Parts.Add(new(mesh, MaterialOf(part, mesh)));
            }
            scene.Nodes.Add(node);
        }
        builder.Report();
        EmptyScene.Warn(scene, path, file.Points, file.Lines, file.Objects.Sum(o => o.Parts.Sum(p => p.Faces.Count)));
        return scene;

        Material MaterialOf(ObjPart part, Mesh mesh) {
            if (part.Material is { } name && materials.TryGetValue(name, out Material? known)) return known;
            if (part.Material is { Length: > 0 })
                scene.Warnings.Add($"{path}: the material '{part.Material}' is in no library; grey is used");
            string key = mesh.Colors is null ? "default" : "vertex colours";
            if (!materials.TryGetValue("\n" + key, out Material? plain)) {
                plain = new() { Name = key, BaseColor = mesh.Colors is null ? new(0.6f) : Vector3.One, Roughness = 0.8f,
                    DoubleSided = true };
                materials.Add("\n" + key, plain);
                scene.Materials.Add(plain);
            }
            return plain;
        }
    }

    private static Dictionary<string, Material> Libraries(string path, ObjFile file, Scene scene) {
        var materials = new Dictionary<string, Material>();
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        var import = new MaterialImport(path, new(path, scene.Warnings), scene.Warnings);
        foreach (string line in file.Libraries) {
            foreach (string name in Names(folder, line)) {
                if (TextureFiles.Locate(folder, name) is not { } found) {
                    scene.Warnings.Add($"{path}: it refers to '{name}', which cannot be opened");
                    continue;
                }
                try {
                    foreach (MaterialProperties properties in MtlReader.Read(found, scene.Warnings)) {
                        if (materials.ContainsKey(properties.Name)) continue;
                        Material material = import.Read(properties);
                        materials.Add(properties.Name, material);
                        scene.Materials.Add(material);
                    }
                } catch (BadInputException e) {
                    scene.Warnings.Add($"{path}: it refers to '{name}', which cannot be read: {e.Message}");
                }
            }
        }
        return materials;
    }

    /// <summary>Splits what stands after <c>mtllib</c>: one name with blanks if there is such a file, else one name to each word.</summary>
    private static string[] Names(string folder, string line) =>
        line.Length == 0 ? [] : TextureFiles.Locate(folder, line, guess: false) is not null || !line.Contains(' ', StringComparison.Ordinal)
            ? [line] : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
