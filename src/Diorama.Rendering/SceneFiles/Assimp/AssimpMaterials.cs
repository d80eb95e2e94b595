using System.Text;
using Diorama.Rendering.SceneFiles.Surfaces;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>Copies the properties of materials from an opened file.</summary>
internal static unsafe class AssimpMaterials {
    public static MaterialProperties Read(MeshFile file, int material) {
        int count = MeshFileShim.diorama_mesh_file_property_count(file.Handle, material);
        var entries = new List<MeshFileShim.PropertyEntry>();
        for (int i = 0; i < count; i++) {
            MeshFileShim.diorama_mesh_file_get_property(file.Handle, material, i, out var entry);
            if (entry.Index == 0) entries.Add(entry);
        }
        // Of two values for one property the first one counts.
        entries.Reverse();
        string name = entries.Where(e => MeshFileShim.Text(e.Key) == "?mat.name").Select(Text).LastOrDefault() ?? "";
        var properties = new MaterialProperties(name.Length > 0 ? name : $"material {material}");
        foreach (var entry in entries) {
            string key = MeshFileShim.Text(entry.Key);
            if (Text(entry) is { } text) properties.Set(key, text, (MapKind)entry.Semantic);
            else properties.Set(key, Numbers(entry), (MapKind)entry.Semantic);
        }
        return properties;
    }

    private static float[] Numbers(MeshFileShim.PropertyEntry entry) => entry.Type switch {
        1 => new ReadOnlySpan<float>(entry.Data, entry.Size / 4).ToArray(),
        2 => Array.ConvertAll(new ReadOnlySpan<double>(entry.Data, entry.Size / 8).ToArray(), d => (float)d),
        4 => Array.ConvertAll(new ReadOnlySpan<int>(entry.Data, entry.Size / 4).ToArray(), i => (float)i),
        // Booleans of one byte.
        5 when entry.Size == 1 => [*(byte*)entry.Data],
        _ => [],
    };

    /// <summary>Returns a text, or null; Assimp stores it as a 32-bit length and UTF-8.</summary>
    private static string? Text(MeshFileShim.PropertyEntry entry) => entry.Type != 3 || entry.Size < 4 ? null
        : Encoding.UTF8.GetString((byte*)entry.Data + 4, Math.Min(*(int*)entry.Data, entry.Size - 4));
}
