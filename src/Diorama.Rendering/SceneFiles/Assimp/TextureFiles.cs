using Diorama.Core.Diagnostics;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>
/// Finds the image files that a scene file's materials name: embedded, relative to the file's directory (ignoring case if nothing matches
/// exactly), or by file name alone in that directory, because many exporters write paths of their own machine.
/// </summary>
internal sealed class TextureFiles(MeshFile file, Warnings warnings) {
    private readonly string directory = Path.GetDirectoryName(Path.GetFullPath(file.Path)) ?? ".";
    private readonly Dictionary<(string, TextureWrap, TextureWrap), Texture> textures = [];

    /// <summary>Returns the texture; if it cannot be found, returns null and adds a warning that names file and material.</summary>
    public Texture? Find(string reference, string material, TextureWrap u, TextureWrap v) {
        if (textures.TryGetValue((reference, u, v), out var known)) return known;
        Texture texture;
        if (file.TryFindEmbedded(reference, out string name, out byte[]? encoded)) {
            if (encoded is null) {
                warnings.Add($"{file.Path}: material '{material}' uses the embedded image '{name}', which is not an image file; it is "
                    + $"ignored");
                return null;
            }
            texture = new() { Name = name, Source = $"{file.Path}:{name}", Encoded = encoded, WrapU = u, WrapV = v };
        } else if (Locate(directory, reference) is { } path) {
            texture = new() { Name = Path.GetFileNameWithoutExtension(path), Source = path, WrapU = u, WrapV = v };
        } else {
            warnings.Add($"{file.Path}: material '{material}' uses the texture '{reference}', which does not exist; it is left out");
            return null;
        }
        textures.Add((reference, u, v), texture);
        return texture;
    }

    internal static string? Locate(string directory, string reference) {
        string path = reference.Trim().Trim('"').Replace('\\', '/');
        if (path.StartsWith("file://", StringComparison.Ordinal)) path = Uri.UnescapeDataString(path["file://".Length..]);
        if (path.Length == 0) return null;
        string exact = Path.Combine(directory, path);
        if (File.Exists(exact)) return exact;
        if (!Path.IsPathRooted(path) && WalkIgnoringCase(directory, path) is { } found) return found;
        string bare = path[(path.LastIndexOf('/') + 1)..];
        // In an MTL file options may precede the name, so many readers use what follows the last blank, and some files rely on that.
        return WalkIgnoringCase(directory, bare) ?? (bare.LastIndexOf(' ') is > 0 and var blank
            ? WalkIgnoringCase(directory, bare[(blank + 1)..]) : null);
    }

    private static string? WalkIgnoringCase(string directory, string path) {
        string[] steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string place = directory;
        for (int i = 0; i < steps.Length; i++) {
            if (!Directory.Exists(place)) return null;
            if (steps[i] is "." or "..") {
                place = Path.Combine(place, steps[i]);
                continue;
            }
            var entries = i == steps.Length - 1 ? Directory.GetFiles(place) : Directory.GetDirectories(place);
            // Sorted, so that the choice among names that differ only in case is the same on every system.
            Array.Sort(entries, StringComparer.Ordinal);
            string? next = Array.Find(entries, e => Path.GetFileName(e).Equals(steps[i], StringComparison.OrdinalIgnoreCase));
            if (next is null) return null;
            place = next;
        }
        return File.Exists(place) ? place : null;
    }
}
