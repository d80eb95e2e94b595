using System.Buffers.Binary;

namespace Diorama.Fuzz.Damage;

/// <summary>Damage that needs no understanding of a file.</summary>
internal static class BytesDamage {
    private const int MaxBytes = 8 << 20;

    public static byte[] Apply(Dice dice, byte[] bytes) {
        for (int rounds = dice.Small(4); rounds > 0 && bytes.Length > 0; rounds--) bytes = Once(dice, bytes);
        return bytes;
    }

    private static byte[] Once(Dice dice, byte[] bytes) {
        int at = Place(dice, bytes.Length), length = Math.Min(bytes.Length - at, dice.Small(Math.Max(4, bytes.Length / 4)));
        ReadOnlySpan<byte> head = bytes.AsSpan(0, at), block = bytes.AsSpan(at, length), tail = bytes.AsSpan(at + length);
        switch (dice.Below(12)) {
            case 0: return bytes[..at];
            case 1 or 2:
                for (int flips = dice.Small(8); flips > 0; flips--) bytes[Place(dice, bytes.Length)] ^= (byte)(1 << dice.Below(8));
                return bytes;
            case 3 or 4 or 5: return Word(dice, bytes, at);
            case 6: return [.. head, .. block, .. block, .. tail];
            case 7: return [.. head, .. tail];
            case 8:
                bytes.AsSpan(at, length).Fill(dice.Chance(0.5) ? (byte)0 : (byte)0xFF);
                return bytes;
            case 9: return Swapped(dice, bytes, at, length);
            case 10:
                byte[] noise = new byte[dice.Small(64)];
                for (int i = 0; i < noise.Length; i++) noise[i] = (byte)dice.Word();
                return [.. head, .. noise, .. block, .. tail];
            default:
                byte[] many = new byte[(int)Math.Min(MaxBytes, (long)length * dice.Small(2000))];
                for (int i = 0; i < many.Length; i++) many[i] = block[i % length];
                return [.. head, .. many, .. tail];
        }
    }

    /// <summary>Headers stand at the beginning, so it is hit more often.</summary>
    private static int Place(Dice dice, int length) => dice.Below(dice.Chance(0.5) ? Math.Min(length, 200) : length);

    private static byte[] Word(Dice dice, byte[] bytes, int at) {
        Span<byte> word = stackalloc byte[8];
        ulong value = dice.Pick(Extremes.Words);
        int size = 1 << dice.Below(4);
        if (dice.Chance(0.7)) BinaryPrimitives.WriteUInt64LittleEndian(word, value);
        else {
            BinaryPrimitives.WriteUInt64BigEndian(word, value);
            word = word[(8 - size)..];
        }
        if (dice.Chance(0.6)) at &= ~(size - 1);
        word[..Math.Min(size, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private static byte[] Swapped(Dice dice, byte[] bytes, int at, int length) {
        int other = dice.Below(bytes.Length - length + 1);
        byte[] kept = bytes[at..(at + length)];
        Buffer.BlockCopy(bytes, other, bytes, at, length);
        kept.CopyTo(bytes, other);
        return bytes;
    }
}
