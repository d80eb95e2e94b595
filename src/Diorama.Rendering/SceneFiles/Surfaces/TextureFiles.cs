using Diorama.Core.Diagnostics;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Surfaces;

/// <summary>
/// Finds the image files that a scene file's materials name: embedded, relative to the file's directory (ignoring case if nothing matches
/// exactly), or by file name alone in that directory, because many exporters write paths of their own machine.
/// </summary>
/// <param name="file">Path of the scene file.</param>
/// <param name="warnings">Receives what cannot be found.</param>
/// <param name="embedded">
/// Returns name and bytes of an image in the file by its reference; the bytes are null if it is no image file.
/// </param>
internal sealed class TextureFiles(string file, Warnings warnings, Func<string, (string Name, byte[]? Encoded)?>? embedded = null) {
    private readonly string directory = Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".";
    private readonly Dictionary<(string?, string, TextureWrap, TextureWrap), Texture> textures = [];

    /// <summary>Returns the texture; if it cannot be found, returns null and adds a warning that names file and material.</summary>
    /// <param name="reference">Reference as it stands in the file.</param>
    /// <param name="material">Name of the material, for warnings.</param>
    /// <param name="folder">Folder of the material library, which is searched before that of the scene file; may be null.</param>
    /// <param name="u">Wrapping along u.</param>
    /// <param name="v">Wrapping along v.</param>
    public Texture? Find(string reference, string material, string? folder, TextureWrap u, TextureWrap v) {
        if (textures.TryGetValue((folder, reference, u, v), out var known)) return known;
        Texture texture;
        if (embedded?.Invoke(reference) is var (name, encoded)) {
            if (encoded is null) {
                warnings.Add($"{file}: material '{material}' uses the embedded image '{name}', which is not an image file; it is "
                    + $"ignored");
                return null;
            }
            texture = new() { Name = name, Source = $"{file}:{name}", Encoded = encoded, WrapU = u, WrapV = v };
        } else if ((folder is null ? null : Locate(folder, reference)) is { } beside) {
            texture = new() { Name = Path.GetFileNameWithoutExtension(beside), Source = beside, WrapU = u, WrapV = v };
        } else if (Locate(directory, reference) is { } path) {
            texture = new() { Name = Path.GetFileNameWithoutExtension(path), Source = path, WrapU = u, WrapV = v };
        } else {
            string why = reference.Contains("://", StringComparison.Ordinal) ? "is an address, which is not fetched" : "does not exist";
            warnings.Add($"{file}: material '{material}' uses the texture '{reference}', which {why}; it is left out");
            return null;
        }
        textures.Add((folder, reference, u, v), texture);
        return texture;
    }

    /// <summary>Returns the path of a file that a scene file names; null if there is none.</summary>
    /// <param name="directory">Folder that the reference is relative to.</param>
    /// <param name="reference">Reference as it stands in the file.</param>
    /// <param name="guess">Whether a file of this name in the folder itself, or of its last word, will do too.</param>
    internal static string? Locate(string directory, string reference, bool guess = true) {
        string path = reference.Trim().Trim('"').Replace('\\', '/');
        if (path.StartsWith("file://", StringComparison.Ordinal)) path = Uri.UnescapeDataString(path["file://".Length..]);
        if (path.Length == 0) return null;
        string exact = Path.Combine(directory, path);
        if (File.Exists(exact)) return exact;
        if (!Path.IsPathRooted(path) && WalkIgnoringCase(directory, path) is { } found) return found;
        if (!guess) return null;
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
