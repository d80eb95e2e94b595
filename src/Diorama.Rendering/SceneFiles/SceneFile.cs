using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>Reads a scene of any known format.</summary>
public static class SceneFile {
    /// <summary>File name extensions that <see cref="Read"/> understands, with their dots, in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".gltf", ".glb", .. AssimpReader.Extensions];

    /// <summary>
    /// The scene in <paramref name="path"/>, by its extension; a GLB is also recognised by its first bytes. Cameras that do not state
    /// the size of their images get <paramref name="width"/> × <paramref name="height"/> pixels.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Of the images.</param>
    /// <param name="height">Of the images.</param>
    /// <param name="trusted">
    /// Whether the file is known to be sound, as that of a pack whose checksum was verified. Others are parsed in a process of their own
    /// where the program has one for it (<see cref="Core.Isolation.ParserProcess"/>), but for glTF, whose reader is our own.
    /// </param>
    public static Scene Read(string path, int width = 640, int height = 480, bool trusted = false) {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path)) throw new BadInputException($"{path} {FileTrouble.Absent(path)}");
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is ".gltf" or ".glb" || StartsLikeGlb(path)) return GltfReader.Read(path, new() { Width = width, Height = height });
        if (AssimpReader.Extensions.Contains(extension)) return AssimpReader.Read(path, width, height, trusted);
        string given = extension.Length > 0 ? $"'{extension}'" : "a file without extension";
        throw new BadInputException(
            $"{path}: {given} is not a scene file that can be read, expected one of {string.Join(' ', Extensions)}");
    }

    private static bool StartsLikeGlb(string path) {
        Span<byte> magic = stackalloc byte[4];
        using var stream = RegularFile.Open(path);
        return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("glTF"u8);
    }
}
