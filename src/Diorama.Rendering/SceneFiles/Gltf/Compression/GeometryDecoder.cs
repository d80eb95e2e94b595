using System.Text;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Isolation;

namespace Diorama.Rendering.SceneFiles.Gltf.Compression;

/// <summary>
/// Decodes compressed pieces of glTF files through Draco and meshoptimizer: pieces of files that are not trusted in the parser process, if
/// there is one.
/// </summary>
internal static unsafe class GeometryDecoder {
    /// <summary>Name of <see cref="Parse"/> in a <see cref="ParserServer"/>.</summary>
    public const string Parser = "compressed geometry";

    private const int ErrorSize = 512;
    /// <summary>Largest number of bytes that all pieces of a file may become.</summary>
    private const long MaxBytes = 1L << 31;
    private const byte Draco = 0, Meshopt = 1;

    /// <summary>
    /// Returns the decoded arrays of each piece: indices of 32 bits and the values of each attribute, or the bytes of a buffer view.
    /// </summary>
    /// <param name="parts">Pieces of one file.</param>
    /// <param name="file">Path of the file, for messages.</param>
    /// <param name="trusted">Whether they are decoded in this process even if there is a parser process.</param>
    /// <exception cref="BadInputException">A piece cannot be decoded; the message names its place.</exception>
    public static byte[][][] Decode(IReadOnlyList<CompressedPart> parts, string file, bool trusted) {
        if (trusted || !ParserProcess.IsUsed) return [.. Decoded(parts)];
        using var folder = new ScratchFolder("geometry");
        string request = Path.Combine(folder.Path, "request");
        using (var writer = new BinaryWriter(File.Create(request), Encoding.UTF8)) Write(writer, parts);
        return ParserProcess.Read(Parser, request, file, 1, result => {
            using var reader = new BinaryReader(File.OpenRead(result), Encoding.UTF8);
            return parts.Select(_ => Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadBytes(reader.ReadInt32())).ToArray())
                .ToArray();
        });
    }

    /// <summary>Decodes the pieces of a request into a file, for <see cref="Decode"/> in the requesting process.</summary>
    public static void Parse(string request, string output) {
        using var reader = new BinaryReader(File.OpenRead(request), Encoding.UTF8);
        using var writer = new BinaryWriter(File.Create(output), Encoding.UTF8);
        foreach (byte[][] arrays in Decoded([.. Read(reader)])) {
            writer.Write(arrays.Length);
            foreach (byte[] array in arrays) {
                writer.Write(array.Length);
                writer.Write(array);
            }
        }
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<CompressedPart> parts) {
        writer.Write(parts.Count);
        foreach (CompressedPart part in parts) {
            writer.Write(part.Where);
            writer.Write(part.Bytes.Length);
            writer.Write(part.Bytes.Span);
            if (part is DracoPart draco) {
                writer.Write(Draco);
                writer.Write(draco.Attributes.Count);
                foreach (DracoAttribute a in draco.Attributes) {
                    writer.Write(a.Id);
                    writer.Write(a.ComponentType);
                    writer.Write(a.Components);
                }
            } else if (part is MeshoptPart meshopt) {
                writer.Write(Meshopt);
                foreach (int value in (ReadOnlySpan<int>)[meshopt.Mode, meshopt.Filter, meshopt.Count, meshopt.Stride]) writer.Write(value);
            }
        }
    }

    private static IEnumerable<CompressedPart> Read(BinaryReader reader) {
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++) {
            string where = reader.ReadString();
            byte[] bytes = reader.ReadBytes(reader.ReadInt32());
            yield return reader.ReadByte() == Draco
                ? new DracoPart(where, bytes, [.. Enumerable.Range(0, reader.ReadInt32())
                    .Select(_ => new DracoAttribute(reader.ReadUInt32(), reader.ReadInt32(), reader.ReadInt32()))])
                : new MeshoptPart(where, bytes, reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        }
    }

    private static IEnumerable<byte[][]> Decoded(IReadOnlyList<CompressedPart> parts) {
        long total = 0;
        foreach (CompressedPart part in parts) {
            byte[][] arrays = part is MeshoptPart meshopt ? [View(meshopt, ref total)] : Primitive((DracoPart)part, ref total);
            yield return arrays;
        }
    }

    private static byte[] View(MeshoptPart part, ref long total) {
        byte[] elements = Room(part, (long)part.Count * part.Stride, ref total);
        fixed (byte* bytes = part.Bytes.Span)
        fixed (byte* into = elements) {
            if (GeometryShim.diorama_meshopt_decode(part.Mode, part.Filter, part.Count, part.Stride, bytes, part.Bytes.Length, into) == 0)
                throw Bad(part, $"its bytes hold no {part.Count} elements of {part.Stride} bytes");
        }
        return elements;
    }

    private static byte[][] Primitive(DracoPart part, ref long total) {
        byte* error = stackalloc byte[ErrorSize];
        nint mesh;
        fixed (byte* bytes = part.Bytes.Span) mesh = GeometryShim.diorama_draco_decode(bytes, part.Bytes.Length, error, ErrorSize);
        if (mesh == 0) {
            string reason = Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(
                error));
            throw Bad(part, $"its bytes hold no Draco mesh: {(reason.Length > 0 ? reason.TrimEnd('.') : "they are damaged")}");
        }
        try {
            GeometryShim.diorama_draco_count(mesh, out long points, out long faces);
            var arrays = new byte[1 + part.Attributes.Count][];
            arrays[0] = Room(part, 12 * faces, ref total);
            fixed (byte* into = arrays[0]) GeometryShim.diorama_draco_indices(mesh, (uint*)into);
            for (int i = 0; i < part.Attributes.Count; i++) {
                DracoAttribute a = part.Attributes[i];
                int size = a.ComponentType switch { 5120 or 5121 => 1, 5122 or 5123 => 2, _ => 4 };
                arrays[1 + i] = Room(part, points * a.Components * size, ref total);
                fixed (byte* into = arrays[1 + i]) {
                    if (GeometryShim.diorama_draco_attribute(mesh, a.Id, a.ComponentType, a.Components, into) == 0)
                        throw Bad(part, $"it holds no attribute {a.Id} of {a.Components} components");
                }
            }
            return arrays;
        } finally {
            GeometryShim.diorama_draco_close(mesh);
        }
    }

    private static byte[] Room(CompressedPart part, long bytes, ref long total) {
        total += bytes;
        return bytes <= Array.MaxLength && total <= MaxBytes ? new byte[bytes]
            : throw Bad(part, $"the compressed parts of the file hold more than {MaxBytes} bytes together");
    }

    private static BadInputException Bad(CompressedPart part, string what) => new($"{part.Where}: {what}");
}
