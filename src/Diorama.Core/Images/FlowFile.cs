using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core.Files;

namespace Diorama.Core.Images;

/// <summary>
/// Reads and writes Middlebury optical flow (.flo, Baker et al. 2011): "PIEH", int32 width and height, then (dx, dy) float32 row by row,
/// little-endian; components beyond 1e9 mean unknown.
/// </summary>
public static class FlowFile {
    private const long MaxPixels = ImageReader.MaxPixels;

    /// <summary>Value that is written for unknown flow.</summary>
    public const float Unknown = 1e10f;

    private static ReadOnlySpan<byte> Magic => "PIEH"u8;

    /// <summary>Writes flow in pixels; NaN components become <see cref="Unknown"/>.</summary>
    public static void Write(string path, Image<Vector2> flow) => AtomicFile.WriteStream(path, stream => {
        Span<byte> header = stackalloc byte[12];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], flow.Width);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], flow.Height);
        stream.Write(header);
        var row = new Vector2[flow.Width];
        for (int y = 0; y < flow.Height; y++) {
            for (int x = 0; x < row.Length; x++) {
                var v = flow[x, y];
                row[x] = float.IsNaN(v.X) || float.IsNaN(v.Y) ? new(Unknown) : v;
            }
            stream.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        }
    });

    /// <summary>Reads flow in pixels; unknown flow is NaN.</summary>
    public static Image<Vector2> Read(string path) {
        byte[] file = ImageReader.ReadFile(path);
        if (file.Length < 12 || !file.AsSpan(0, 4).SequenceEqual(Magic))
            throw new BadInputException($"{path} is not a .flo file: it does not start with PIEH.");
        int width = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)), height = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8));
        if (width <= 0 || height <= 0 || (long)width * height > MaxPixels || file.Length - 12L != 8L * width * height)
            throw new BadInputException(
                $"{path} is damaged: its header says {width}×{height} pixels, but {file.Length - 12} bytes of flow follow.");
        var flow = new Image<Vector2>(width, height, MemoryMarshal.Cast<byte, Vector2>(file.AsSpan(12)).ToArray());
        foreach (ref var v in flow.Pixels.AsSpan()) if (MathF.Abs(v.X) > 1e9f || MathF.Abs(v.Y) > 1e9f) v = new(float.NaN);
        return flow;
    }
}
