using System.Numerics;
using System.Text;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>The values of aiTextureType (assimp/material.h) that occur in the supported formats.</summary>
internal enum MapKind {
    None = 0, Diffuse = 1, Specular = 2, Ambient = 3, Emissive = 4, Height = 5, Normals = 6, Shininess = 7, Opacity = 8, Displacement = 9,
    Lightmap = 10, Reflection = 11, BaseColor = 12, NormalCamera = 13, EmissionColor = 14, Metalness = 15, Roughness = 16, Occlusion = 17,
    Sheen = 19, Clearcoat = 20, Transmission = 21,
}

/// <summary>Raw properties of one material by Assimp's keys ("$clr.diffuse", …).</summary>
internal sealed unsafe class MaterialProperties {
    private readonly Dictionary<(string Key, MapKind Kind, int Index), MeshFileShim.PropertyEntry> entries = [];

    public string Name { get; }

    public MaterialProperties(MeshFile file, int material) {
        for (int i = 0, count = MeshFileShim.diorama_mesh_file_property_count(file.Handle, material); i < count; i++) {
            MeshFileShim.diorama_mesh_file_get_property(file.Handle, material, i, out var entry);
            entries.TryAdd((MeshFileShim.Text(entry.Key), (MapKind)entry.Semantic, entry.Index), entry);
        }
        Name = Text("?mat.name") is { Length: > 0 } name ? name : $"material {material}";
    }

    public float? Number(string key, MapKind kind = MapKind.None) => Numbers(key, kind) is { Length: > 0 } n ? n[0] : null;

    public Vector3? Color(string key) => Numbers(key, MapKind.None) is { Length: >= 3 } n ? new(n[0], n[1], n[2]) : null;

    /// <summary>Returns the path of the first map of a kind, or null.</summary>
    public string? Map(MapKind kind) => Text("$tex.file", kind);

    public float[] Numbers(string key, MapKind kind) {
        if (!entries.TryGetValue((key, kind, 0), out var entry)) return [];
        return entry.Type switch {
            1 => new ReadOnlySpan<float>(entry.Data, entry.Size / 4).ToArray(),
            2 => Array.ConvertAll(new ReadOnlySpan<double>(entry.Data, entry.Size / 8).ToArray(), d => (float)d),
            4 => Array.ConvertAll(new ReadOnlySpan<int>(entry.Data, entry.Size / 4).ToArray(), i => (float)i),
            // Booleans of one byte.
            5 when entry.Size == 1 => [*(byte*)entry.Data],
            _ => [],
        };
    }

    /// <summary>Returns a text property, or null; Assimp stores it as a 32-bit length and UTF-8.</summary>
    public string? Text(string key, MapKind kind = MapKind.None) {
        if (!entries.TryGetValue((key, kind, 0), out var entry) || entry.Type != 3 || entry.Size < 4) return null;
        int length = Math.Min(*(int*)entry.Data, entry.Size - 4);
        return Encoding.UTF8.GetString((byte*)entry.Data + 4, length);
    }
}
