using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Diorama.Core;

namespace Diorama.Assets.Animals;

/// <summary>Reads 0 A.D.'s little-endian binary files from front to end; every read is checked against the size of the file.</summary>
internal ref struct GameBytes {
    private readonly ReadOnlySpan<byte> bytes;
    private int at;

    public string File { get; }
    public uint Version { get; }

    /// <summary>Checks the twelve bytes at the beginning of every file: magic word, version, number of bytes that follow.</summary>
    public GameBytes(string file, ReadOnlySpan<byte> bytes, string magic, uint newest) {
        this.bytes = bytes;
        File = file;
        if (bytes.Length < 12 || Encoding.ASCII.GetString(bytes[..4]) != magic)
            throw new BadInputException($"{file} does not begin with '{magic}'.");
        at = 4;
        Version = UInt("the header");
        if (Version < 1 || Version > newest) throw new BadInputException($"{file} has version {Version}, expected 1 to {newest}.");
        uint size = UInt("the header");
        if (size > bytes.Length - 12)
            throw new BadInputException($"{file} ends early: its header promises {size} bytes, {bytes.Length - 12} follow.");
    }

    private ReadOnlySpan<byte> Take(int count, string what) {
        if (count > bytes.Length - at)
            throw new BadInputException($"{File} ends early: {what} needs {count} bytes at byte {at} of {bytes.Length}.");
        at += count;
        return bytes.Slice(at - count, count);
    }

    public byte Byte(string what) => Take(1, what)[0];

    public ushort UShort(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what));

    public uint UInt(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    public float Float(string what) => BinaryPrimitives.ReadSingleLittleEndian(Take(4, what));

    /// <summary>
    /// Reads the number of items that follow; it is checked against the remaining bytes, so that a damaged number allocates nothing.
    /// </summary>
    public int Count(string what, int bytesEach) {
        uint count = UInt($"the number of {what}");
        if ((long)count * bytesEach > bytes.Length - at) {
            throw new BadInputException(
                $"{File} ends early: {count} {what} were announced at byte {at - 4}, {bytes.Length - at} bytes follow.");
        }
        return (int)count;
    }

    public string Text(string what) => Encoding.ASCII.GetString(Take(Count(what, 1), what));

    public Vector2 Vector2(string what) => new(Float(what), Float(what));

    /// <summary>
    /// Reads a point or direction. The game is left-handed with +Y up, and animals look along −Z; with Y and Z exchanged this is a
    /// right-handed +Z-up space in which they look along −Y.
    /// </summary>
    public Vector3 Vector3(string what) {
        float x = Float(what), y = Float(what), z = Float(what);
        return new(x, z, y);
    }

    /// <summary>
    /// Reads a rotation, stored as xyzw. The exchange of two axes is a reflection, which reverses the sense of every rotation.
    /// </summary>
    public Quaternion Quaternion(string what) {
        float x = Float(what), y = Float(what), z = Float(what), w = Float(what);
        return System.Numerics.Quaternion.Normalize(new(-x, -z, -y, w));
    }

    public BoneState Bone(string what) => new(Vector3(what), Quaternion(what));
}

/// <summary>
/// Position and rotation of a bone in the space of the whole model (bones have no parents): modelFromBone = translate · rotate.
/// </summary>
public readonly record struct BoneState(Vector3 Translation, Quaternion Rotation);
