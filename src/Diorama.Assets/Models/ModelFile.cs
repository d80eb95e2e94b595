using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Models;

/// <summary>
/// A converted model as one little-endian file: materials, then the arrays of the meshes. Textures stay in the files of the pack.
/// </summary>
internal static class ModelFile {
    public const int Version = 4;
    private const int Magic = 0x4d4f4944; // "DIOM"

    public static void Write(string path, AssetModel model, string packFolder) {
        using var stream = new ModelStream(path, packFolder, null);
        Exchange(stream, model.Asset, model);
        stream.Save();
    }

    /// <summary>Reads a model; null if the file is missing or truncated.</summary>
    public static AssetModel? TryRead(string path, Asset asset, string packFolder) {
        if (!File.Exists(path)) return null;
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < 16 || BitConverter.ToInt32(bytes) != Magic || BitConverter.ToInt64(bytes, 8) != bytes.Length) return null;
        using var stream = new ModelStream(path, packFolder, bytes);
        return Exchange(stream, asset, new() { Asset = asset, Parts = [] });
    }

    /// <summary>Describes the format for both directions: each value is written, or replaced by the value read.</summary>
    private static AssetModel Exchange(ModelStream s, Asset asset, AssetModel model) {
        IReadOnlyList<MeshPart> parts = model.Parts;
        s.Value(Magic);
        s.Value(Version);
        s.Length();
        List<Material> materials = [.. parts.Select(p => p.Material).Distinct()];
        int materialCount = s.Value(materials.Count);
        for (int i = 0; i < materialCount; i++) {
            if (s.Reading) materials.Add(new());
            MaterialStream.Exchange(s, materials[i]);
        }
        var result = new MeshPart[s.Value(parts.Count)];
        for (int i = 0; i < result.Length; i++) {
            var given = s.Reading ? default : parts[i];
            int material = s.Value(s.Reading ? 0 : materials.IndexOf(given.Material));
            result[i] = new(ExchangeMesh(s, given.Mesh), materials[material]);
        }
        var keypoints = new Keypoint[s.Value(model.Keypoints.Count)];
        for (int i = 0; i < keypoints.Length; i++) {
            Keypoint given = s.Reading ? default : model.Keypoints[i];
            keypoints[i] = new(s.Value(given.Name ?? ""), s.Value(given.Position));
        }
        var skeleton = new KeypointLink[s.Value(model.Skeleton.Count)];
        for (int i = 0; i < skeleton.Length; i++) {
            KeypointLink given = s.Reading ? default : model.Skeleton[i];
            skeleton[i] = new(s.Value(given.From ?? ""), s.Value(given.To ?? ""));
        }
        return new() { Asset = asset, Parts = result, Keypoints = keypoints, Skeleton = skeleton, Bytes = s.Bytes };
    }

    private static Mesh ExchangeMesh(ModelStream s, Mesh? mesh) {
        string name = s.Value(mesh?.Name ?? "");
        var positions = s.Values<Vector3>(mesh?.Positions)!;
        var indices = s.Values<int>(mesh?.Indices)!;
        var normals = s.Values<Vector3>(mesh?.Normals);
        var tangents = s.Values<Vector4>(mesh?.Tangents);
        var colors = s.Values<Vector4>(mesh?.Colors);
        var sets = new Vector2[s.Value(mesh?.TexCoords.Length ?? 0)][];
        for (int i = 0; i < sets.Length; i++) sets[i] = s.Values<Vector2>(mesh?.TexCoords[i])!;
        return new() { Name = name, Positions = positions, Indices = indices, Normals = normals, Tangents = tangents, Colors = colors,
            TexCoords = sets };
    }
}
