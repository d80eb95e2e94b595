using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Caches;

namespace Diorama.Worlds.Placement;

/// <summary>
/// Stores the columns of models in the cache, by the hash of the geometry: computing them takes tens of milliseconds for a chair, reading
/// them one.
/// </summary>
internal static class ColumnFile {
    /// <summary>Version, to be increased when <see cref="ColumnBuilder"/> computes other columns.</summary>
    private const int Version = 1;
    private const string Kind = "columns";

    public static AssetColumns Of(IReadOnlyList<MeshPart> parts, ComputedCache? cache) {
        if (cache is null) return ColumnBuilder.Build(parts);
        string key = Key(parts);
        if (cache.Read(Kind, key, Version, From) is { } known) return known;
        AssetColumns columns = ColumnBuilder.Build(parts);
        cache.Write(Kind, key, Version, columns.To);
        return columns;
    }

    private static string Key(IReadOnlyList<MeshPart> parts) {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (MeshPart part in parts) {
            hash.AppendData(MemoryMarshal.AsBytes<int>([part.Mesh.Positions.Length, part.Mesh.Indices.Length]));
            hash.AppendData(MemoryMarshal.AsBytes<Vector3>(part.Mesh.Positions));
            hash.AppendData(MemoryMarshal.AsBytes<int>(part.Mesh.Indices));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static AssetColumns? From(BinaryReader reader) {
        Vector3 min = Point(reader), max = Point(reader);
        float cell = reader.ReadSingle();
        int columns = reader.ReadInt32(), rows = reader.ReadInt32(), count = reader.ReadInt32();
        int cells = checked(columns * rows);
        byte[] counts = reader.ReadBytes(checked(cells * sizeof(ushort))), stretches = reader.ReadBytes(checked(count * 2 * sizeof(float)));
        if (counts.Length != cells * sizeof(ushort) || stretches.Length != count * 2 * sizeof(float)) return null;
        ReadOnlySpan<ushort> each = MemoryMarshal.Cast<byte, ushort>(counts);
        var starts = new int[cells + 1];
        for (int i = 0; i < cells; i++) starts[i + 1] = starts[i] + each[i];
        return starts[cells] == count ? new(min, max, cell, columns, rows, starts, MemoryMarshal.Cast<byte, Stretch>(stretches).ToArray())
            : null;
    }

    private static Vector3 Point(BinaryReader reader) => new(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
}
