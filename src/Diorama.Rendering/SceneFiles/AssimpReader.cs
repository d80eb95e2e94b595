using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Isolation;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.SceneFiles.Assimp;
using Diorama.Rendering.SceneFiles.Fbx;
using Diorama.Rendering.SceneFiles.Surfaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>
/// Reads COLLADA and FBX through Assimp. The nodes of the file are placed below one node that converts its axes and units, which both
/// formats define.
/// </summary>
public static class AssimpReader {
    /// <summary>Name and function that a <see cref="ParserServer"/> needs to read these files for another process.</summary>
    public static KeyValuePair<string, Action<string, string>> Parser { get; } = new(MeshFile.Parser, MeshFile.Parse);

    /// <summary>File name extensions of the supported formats, with their dots, in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".dae", ".fbx"];

    /// <summary>Reads the scene in <paramref name="path"/>; its cameras get images of the given size in pixels.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="width">Width of the images in pixels.</param>
    /// <param name="height">Height of the images in pixels.</param>
    /// <param name="trusted">Whether the file is read in this process even if there is a <see cref="ParserProcess"/>.</param>
    /// <param name="units">Unit and scale by which a scene counts as far from the origin; they are not applied.</param>
    public static Scene Read(string path, int width = 640, int height = 480, bool trusted = false, FileUnits? units = null) {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path)) throw new BadInputException($"{path} {FileException.Absent(path)}");
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (!Extensions.Contains(extension)) {
            throw new BadInputException(
                $"{path}: '{extension}' is not a scene file that can be read, expected one of {string.Join(' ', Extensions)}");
        }
        using MeshFile file = MeshFile.Open(path, trusted);
        var scene = new Scene { Name = Path.GetFileNameWithoutExtension(path) };
        foreach (string missing in file.MissingFiles()) {
            if (!missing.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase)) {
                scene.Warnings.Add($"{path}: it refers to '{missing}', which cannot be opened");
            }
        }
        foreach (string warning in file.Warnings()) scene.Warnings.Add($"{path}: {warning}");
        // Assimp itself converts COLLADA to +Y up and metres.
        ColladaAsset? collada = extension == ".dae" ? ColladaAsset.Read(path) : null;
        Affine3 worldFromRead = collada is null ? WorldFromFbx(file)
            : new(Vector3.UnitX, Vector3.UnitZ, -Vector3.UnitY, Vector3.Zero);
        scene.WorldFromFile = collada is null ? worldFromRead : worldFromRead * collada.YUpFromFile;
        scene.Nodes.Add(new() { Name = scene.Name, Matrix = worldFromRead });
        var (byName, drawn) = ReadNodes(file, scene, extension);

        var skins = new SkinImport(file, byName, scene.Warnings);
        foreach (var (node, indices) in drawn) skins.Carry(node, indices);
        var meshes = new Mesh[file.Counts.Meshes];
        for (int i = 0; i < meshes.Length; i++) meshes[i] = MeshImport.Read(file, i, skins, scene.Warnings);
        ReadMaterials(file, scene);
        FbxObjects? fbx = extension == ".fbx" ? FbxObjects.Read(path) : null;
        Attach(file, scene, drawn, meshes, skins, fbx);

        var placed = new CameraAndLightImport(file, byName, scene, scene.Warnings);
        placed.ReadCameras(width, height);
        placed.ReadLights();
        if (fbx is not null) {
            placed.LookAt(fbx.Targets);
            foreach (var (model, channel) in fbx.InBetween)
                scene.Warnings.Add($"{path}: shape '{channel}' of '{model}' has shapes in between; it is left at rest");
        }
        var animations = new AnimationImport(file, byName, scene.Warnings);
        for (int i = 0; i < file.Counts.Animations; i++) scene.Animations.Add(animations.Read(i));
        collada?.NameNodes(scene);
        FarScene.MoveToOrigin(scene, metres: (units ?? FileUnits.Stated).Factor(scene.WorldFromFile.X.Length()));
        if (scene.Origin != Double3.Zero) {
            double step = Math.BitIncrement((float)scene.Origin.MaxAbs) - (float)scene.Origin.MaxAbs;
            scene.Warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"{path}: the scene lies {scene.Origin.MaxAbs:0} m from its origin, "
                + $"and files of this format are read in single precision: positions are rounded to {step * 1000:0.##} mm"));
        }
        WarnIfEmpty(file, scene);
        return scene;
    }

    private static void WarnIfEmpty(MeshFile file, Scene scene) {
        long points = 0, lines = 0, faces = 0;
        for (int i = 0; i < file.Counts.Meshes; i++) {
            MeshFileShim.diorama_mesh_file_get_mesh(file.Handle, i, out var mesh);
            (points, lines, faces) = (points + mesh.Points, lines + mesh.Lines, faces + mesh.Faces);
        }
        EmptyScene.Warn(scene, file.Path, points, lines, faces);
    }

    private static unsafe (Dictionary<string, Node> ByName, List<(Node, uint[])> Drawn) ReadNodes(MeshFile file, Scene scene,
        string extension) {
        var byName = new Dictionary<string, Node>();
        var drawn = new List<(Node, uint[])>();
        var animated = AnimationImport.AnimatedNodes(file);
        var read = new Node[file.Counts.Nodes];
        for (int i = 0; i < read.Length; i++) {
            MeshFileShim.diorama_mesh_file_get_node(file.Handle, i, out var entry);
            string name = MeshFileShim.Text(entry.Name);
            var node = read[i] = new() { Name = name, Parent = entry.Parent < 0 ? scene.Nodes[0] : read[entry.Parent] };
            if (!entry.ParentFromNode.IsFinite) throw new BadInputException($"{file.Path}: the transform of node '{name}' is not finite");
            if (animated.Contains(name)) {
                node.Translation = entry.Translation;
                node.Rotation = new(entry.RotationXyzw[0], entry.RotationXyzw[1], entry.RotationXyzw[2], entry.RotationXyzw[3]);
                node.Scale = entry.Scale;
            } else if (entry.Parent >= 0 || extension != ".fbx") {
                // The root of an FBX file gets no transform: its transform is that of WorldFromFile, which Assimp 5.3 and later apply as
                // well, and 5.2 does not.
                node.Matrix = entry.ParentFromNode;
            }
            scene.Nodes.Add(node);
            byName.TryAdd(name, node);
            if (entry.MeshCount > 0) drawn.Add((node, new ReadOnlySpan<uint>(entry.Meshes, entry.MeshCount).ToArray()));
        }
        return (byName, drawn);
    }

    private static void ReadMaterials(MeshFile file, Scene scene) {
        var textures = new TextureFiles(file.Path, scene.Warnings, file.Embedded);
        var import = new MaterialImport(file.Path, textures, scene.Warnings);
        for (int i = 0; i < file.Counts.Materials; i++) scene.Materials.Add(import.Read(AssimpMaterials.Read(file, i)));
        if (scene.Materials.Count == 0)
            scene.Materials.Add(new() { Name = "default", BaseColor = new(0.6f), DoubleSided = true });
    }

    private static void Attach(MeshFile file, Scene scene, List<(Node, uint[])> drawn, Mesh[] meshes, SkinImport skins, FbxObjects? fbx) {
        foreach (var (node, indices) in drawn) {
            foreach (uint index in indices) {
                MeshFileShim.diorama_mesh_file_get_mesh(file.Handle, (int)index, out var entry);
                if (meshes[index].TriangleCount > 0)
                    node.Parts.Add(new(meshes[index], scene.Materials[Math.Min(entry.Material, scene.Materials.Count - 1)]));
                node.Skin ??= skins.SkinOf(index, scene.Skins);
                if (entry.Morphs > node.MorphWeights.Length) node.MorphWeights = RestWeights(file, (int)index, entry.Morphs, node, fbx);
            }
        }
    }

    private static unsafe float[] RestWeights(MeshFile file, int mesh, int count, Node node, FbxObjects? fbx) {
        var weights = new float[count];
        for (int k = 0; k < count; k++) {
            MeshFileShim.diorama_mesh_file_get_morph(file.Handle, mesh, k, out var morph);
            // Assimp 5.2 reports a weight of 1 for every FBX shape at rest (FBXConverter.cpp).
            weights[k] = fbx?.WeightAtRest(node.Name, MeshFileShim.Text(morph.Name)) ?? morph.Weight;
        }
        return weights;
    }

    private static Affine3 WorldFromFbx(MeshFile file) {
        Span<Vector3> images = [Vector3.UnitX, Vector3.UnitZ, -Vector3.UnitY];
        if (file.Metadata("UpAxis") is { } up && file.Metadata("FrontAxis") is { } front && file.Metadata("CoordAxis") is { } right
            && Axes(up, front, right)) {
            // The file's up, front and right axes become +Z, −Y and +X.
            images[(int)up] = Vector3.UnitZ * Sign("UpAxisSign");
            images[(int)front] = -Vector3.UnitY * Sign("FrontAxisSign");
            images[(int)right] = Vector3.UnitX * Sign("CoordAxisSign");
        }
        float metres = (float)(file.Metadata("UnitScaleFactor") is > 0 and var centimetres ? centimetres / 100 : 0.01);
        return new(images[0] * metres, images[1] * metres, images[2] * metres, Vector3.Zero);

        float Sign(string key) => file.Metadata(key) is < 0 ? -1 : 1;
        static bool Axes(double a, double b, double c) => a is 0 or 1 or 2 && b is 0 or 1 or 2 && c is 0 or 1 or 2 && a != b && b != c
            && c != a;
    }
}
