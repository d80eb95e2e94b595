using System.Buffers.Binary;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Datasets.Formats.TfRecord;

/// <summary>
/// Reads and writes the framing of TFRecord (tensorflow.org/tutorials/load_data/tfrecord): uint64 length, masked CRC-32C of the length,
/// data, masked CRC-32C of the data, all little-endian.
/// </summary>
public static class RecordFile {
    private const int HeadBytes = 12, TailBytes = 4;

    public static void Append(Stream stream, ReadOnlySpan<byte> data) {
        Span<byte> head = stackalloc byte[HeadBytes], tail = stackalloc byte[TailBytes];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(Crc(head[..8])));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(Crc(data)));
        stream.Write(head);
        stream.Write(data);
        stream.Write(tail);
    }

    /// <exception cref="BadInputException">A record is cut short or its checksum is wrong.</exception>
    public static IEnumerable<byte[]> Read(string path) {
        using FileStream stream = RegularFile.Open(path);
        var head = new byte[HeadBytes];
        for (int record = 0; stream.Position < stream.Length; record++) {
            if (stream.ReadAtLeast(head, HeadBytes, false) < HeadBytes) throw Bad("is cut short");
            if (Masked(Crc(head.AsSpan(0, 8))) != BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)))
                throw Bad("has a wrong checksum of its length");
            long length = BinaryPrimitives.ReadInt64LittleEndian(head);
            if (length < 0 || length > stream.Length - stream.Position - TailBytes) throw Bad("is cut short");
            var data = new byte[length];
            stream.ReadExactly(data);
            var tail = new byte[TailBytes];
            stream.ReadExactly(tail);
            if (Masked(Crc(data)) != BinaryPrimitives.ReadUInt32LittleEndian(tail)) throw Bad("has a wrong checksum of its data");
            yield return data;

            BadInputException Bad(string what) => new($"{path}: record {record + 1} {what}.");
        }
    }

    /// <summary>Computes a CRC-32C checksum (RFC 3720, appendix B.4).</summary>
    public static uint Crc(ReadOnlySpan<byte> data) {
        uint crc = 0xFFFFFFFF;
        for (; data.Length >= 8; data = data[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (byte b in data) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    /// <summary>Masks a checksum as TFRecord does, because the CRC of data that contains its own CRC is a weak checksum.</summary>
    public static uint Masked(uint crc) => BitOperations.RotateRight(crc, 15) + 0xA282EAD8;
}
