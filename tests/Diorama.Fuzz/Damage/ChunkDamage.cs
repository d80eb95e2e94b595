using System.Buffers.Binary;
using System.Text;

namespace Diorama.Fuzz.Damage;

/// <summary>
/// Damage inside of containers whose lengths and checksums are made right again, so that it reaches what lies behind them.
/// </summary>
internal static class ChunkDamage {
    /// <summary>PNG: a field of a chunk, chunks removed, doubled, swapped.</summary>
    public static byte[] Png(Dice dice, byte[] bytes) {
        var chunks = new List<byte[]>();
        for (int at = 8; at + 12 <= bytes.Length;) {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (length < 0 || at + 12 + length > bytes.Length) break;
            chunks.Add(bytes[(at + 4)..(at + 8 + length)]);
            at += 12 + length;
        }
        if (chunks.Count == 0) return BytesDamage.Apply(dice, bytes);
        int i = dice.Below(chunks.Count), other = dice.Below(chunks.Count);
        switch (dice.Below(6)) {
            case 0: chunks.RemoveAt(i); break;
            case 1: chunks.Insert(other, chunks[i]); break;
            case 2: (chunks[i], chunks[other]) = (chunks[other], chunks[i]); break;
            case 3 or 4: chunks[0] = [.. chunks[0][..4], .. BytesDamage.Apply(dice, chunks[0][4..])]; break;
            default: chunks[i] = [.. chunks[i][..4], .. BytesDamage.Apply(dice, chunks[i][4..])]; break;
        }
        var whole = new MemoryStream();
        whole.Write(bytes.AsSpan(0, 8));
        foreach (byte[] chunk in chunks) {
            whole.Write(Big(chunk.Length - 4));
            whole.Write(chunk);
            whole.Write(Big((int)Crc(chunk)));
        }
        return whole.ToArray();
    }

    /// <summary>GLB: its JSON or its buffer.</summary>
    public static byte[] Glb(Dice dice, byte[] bytes) {
        if (bytes.Length < 20) return BytesDamage.Apply(dice, bytes);
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12));
        if (length < 0 || 20 + length > bytes.Length) return BytesDamage.Apply(dice, bytes);
        byte[] json = bytes[20..(20 + length)], rest = bytes[(20 + length)..];
        if (dice.Chance(0.75)) json = Encoding.UTF8.GetBytes(JsonDamage.Apply(dice, Encoding.UTF8.GetString(json)));
        else if (rest.Length > 8) rest = [.. rest[..8], .. BytesDamage.Apply(dice, rest[8..])];
        byte[] whole = [.. bytes[..20], .. json, .. new byte[-json.Length & 3], .. rest];
        whole.AsSpan(20 + json.Length, -json.Length & 3).Fill((byte)' ');
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(8), whole.Length);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(12), json.Length + (-json.Length & 3));
        return whole;
    }

    /// <summary>Safetensors: the JSON of its header.</summary>
    public static byte[] SafeTensors(Dice dice, byte[] bytes) {
        long length = bytes.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (length < 0 || 8 + length > bytes.Length) return BytesDamage.Apply(dice, bytes);
        byte[] json = Encoding.UTF8.GetBytes(JsonDamage.Apply(dice, Encoding.UTF8.GetString(bytes, 8, (int)length)));
        byte[] whole = [.. new byte[8], .. json, .. bytes[(8 + (int)length)..]];
        BinaryPrimitives.WriteInt64LittleEndian(whole, json.Length);
        return whole;
    }

    private static byte[] Big(int value) {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes) {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes) {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }
}
