using System.Globalization;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>Warns of files in which there is nothing to see, with one sentence for all formats.</summary>
internal static class EmptyScene {
    /// <summary>Warns if no node of the scene has anything to draw, and names what the file holds instead.</summary>
    public static void Warn(Scene scene, string path, long points, long lines, long flatFaces) {
        if (scene.Nodes.Exists(n => n.Parts.Count > 0 || n.Curves.Count > 0)) return;
        (long Count, string What)[] kinds = [(points, "points"), (lines, "lines"), (flatFaces, "faces without area")];
        string[] held = [.. kinds.Where(k => k.Count > 0).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Count} {k.What}"))];
        scene.Warnings.Add($"{path}: there is nothing to see in it: it holds no triangles"
            + (held.Length > 0 ? $", only {string.Join(" and ", held)}" : ""));
    }
}
