using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Diorama.Rendering.Textures;
using Diorama.Worlds.Caches;

namespace Diorama.Worlds.Surfaces;

/// <summary>
/// Procedural textures in the cache of the data folder. A pattern is identified by its values at distributed sample points, so that a
/// pattern that is computed differently, by another program or the mathematics of another processor, is computed again.
/// </summary>
internal static class SurfaceFile {
    /// <summary>Version, to be increased when <see cref="SurfaceMaps.Paint"/> makes other textures of the same pattern.</summary>
    private const int Version = 1;
    private const string Kind = "surfaces";
    private const int Probes = 512;

    public static SurfaceMaps Of(string name, ISurfacePattern pattern, ComputedCache cache) {
        string key = Key(pattern);
        if (cache.Read(Kind, key, Version, reader => From(reader, name, pattern)) is { } known) return known;
        SurfaceMaps maps = SurfaceMaps.Paint(name, pattern);
        cache.Write(Kind, key, Version, writer => {
            foreach (float value in (ReadOnlySpan<float>)[maps.Mean.X, maps.Mean.Y, maps.Mean.Z]) writer.Write(value);
            foreach (Texture texture in (ReadOnlySpan<Texture>)[maps.Color, maps.Roughness, maps.Normal]) {
                writer.Write(texture.Encoded!.Length);
                writer.Write(texture.Encoded);
            }
        });
        return maps;
    }

    private static string Key(ISurfacePattern pattern) {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>([pattern.Width, pattern.Height]));
        hash.AppendData(MemoryMarshal.AsBytes<Vector2>([pattern.Size]));
        for (uint i = 1; i <= Probes; i++) {
            // Roberts' sequence in two dimensions, in 32 bits that wrap around: evenly distributed over the plane.
            var place = new Vector2(i * 3242174889u, i * 2447445414u) * (1f / 4294967296f);
            hash.AppendData(MemoryMarshal.AsBytes<SurfacePoint>([pattern.At(place * pattern.Size)]));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static SurfaceMaps? From(BinaryReader reader, string name, ISurfacePattern pattern) {
        var mean = new Vector3(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
        var pictures = new byte[3][];
        for (int i = 0; i < pictures.Length; i++) {
            int length = reader.ReadInt32();
            pictures[i] = reader.ReadBytes(length);
            if (pictures[i].Length != length) return null;
        }
        return SurfaceMaps.Of(name, pattern.Size, mean, pictures[0], pictures[1], pictures[2]);
    }
}
