using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>Reads a scene in any supported format.</summary>
public static class SceneFile {
    /// <summary>File name extensions that <see cref="Read"/> supports, with their dots, in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".gltf", ".glb", ".obj", ".ply", ".stl", .. AssimpReader.Extensions];

    /// <summary>
    /// Reads the scene in <paramref name="path"/> according to its extension; a GLB is also recognised by its first bytes. Cameras that do
    /// not state the size of their images get <paramref name="width"/> × <paramref name="height"/> pixels.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="width">Width of the images in pixels.</param>
    /// <param name="height">Height of the images in pixels.</param>
    /// <param name="trusted">
    /// Whether the file is known to be sound, such as a file of a pack whose checksum was verified. Other files are parsed in a separate
    /// process, if the program has one (<see cref="Core.Isolation.ParserProcess"/>) and their format's reader is native code, as those of
    /// COLLADA and FBX are.
    /// </param>
    /// <param name="units">What the numbers of the file mean where that is not what its format states.</param>
    public static Scene Read(string path, int width = 640, int height = 480, bool trusted = false, FileUnits? units = null) {
        ArgumentNullException.ThrowIfNull(path);
        units ??= FileUnits.Stated;
        Scene scene = ReadAs(path, width, height, trusted, units);
        KeypointNodes.Gather(scene);
        SceneUnits.Apply(scene, units.Unit, units.Scale, units.Up);
        return scene;
    }

    private static Scene ReadAs(string path, int width, int height, bool trusted, FileUnits units) {
        if (!File.Exists(path)) throw new BadInputException($"{path} {FileException.Absent(path)}");
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is ".gltf" or ".glb" || StartsLikeGlb(path))
            return GltfReader.Read(path, new() { Width = width, Height = height, Trusted = trusted, Units = units });
        switch (extension) {
            case ".obj": return ObjReader.Read(path, units);
            case ".ply": return PlyReader.Read(path, units);
            case ".stl": return StlReader.Read(path, units);
        }
        if (AssimpReader.Extensions.Contains(extension)) return AssimpReader.Read(path, width, height, trusted, units);
        string given = extension.Length > 0 ? $"'{extension}'" : "a file without extension";
        throw new BadInputException(
            $"{path}: {given} is not a scene file that can be read, expected one of {string.Join(' ', Extensions)}");
    }

    private static bool StartsLikeGlb(string path) {
        Span<byte> magic = stackalloc byte[4];
        try {
            using var stream = RegularFile.Open(path);
            return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("glTF"u8);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} {FileException.Reading(path, e)}", e);
        }
    }
}
