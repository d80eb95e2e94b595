using System.Numerics;

namespace Diorama.Rendering.SceneFiles.Surfaces;

/// <summary>
/// Raw properties of one material by Assimp's keys ("$clr.diffuse", …; assimp/material.h), whatever reader read them. Of two values for one
/// property the last one counts.
/// </summary>
/// <param name="name">Name of the material.</param>
internal sealed class MaterialProperties(string name) {
    private readonly Dictionary<(string Key, MapKind Kind), float[]> numbers = [];
    private readonly Dictionary<(string Key, MapKind Kind), string> texts = [];

    public string Name { get; } = name;
    /// <summary>Folder in which maps are looked for first; null for that of the scene file.</summary>
    public string? Folder { get; init; }

    public void Set(string key, float[] values, MapKind kind = MapKind.None) => numbers[(key, kind)] = values;

    public void Set(string key, string text, MapKind kind = MapKind.None) => texts[(key, kind)] = text;

    public float? Number(string key, MapKind kind = MapKind.None) => Numbers(key, kind) is { Length: > 0 } n ? n[0] : null;

    public Vector3? Color(string key) => Numbers(key, MapKind.None) is { Length: >= 3 } n ? new(n[0], n[1], n[2]) : null;

    /// <summary>Returns the path of the first map of a kind, or null.</summary>
    public string? Map(MapKind kind) => texts.GetValueOrDefault(("$tex.file", kind));

    public float[] Numbers(string key, MapKind kind) => numbers.GetValueOrDefault((key, kind)) ?? [];
}
