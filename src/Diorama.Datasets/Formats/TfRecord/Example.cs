using System.Buffers.Binary;
using System.Text;
using Diorama.Core;

namespace Diorama.Datasets.Formats.TfRecord;

/// <summary>
/// A <c>tf.train.Example</c>: named lists of bytes, floats or integers, encoded as protocol buffers (example.proto and feature.proto of
/// TensorFlow; protobuf.dev, "Encoding"). Features are written in the order of their names, so that equal examples give equal bytes.
/// </summary>
public sealed class Example {
    // Field numbers of the messages: Example.features, Features.feature, its key and value, then the three kinds of list, whose values are
    // field 1.
    private const int Features = 1, Entry = 1, Key = 1, Value = 2, BytesList = 1, FloatList = 2, Int64List = 3, Values = 1;
    private const int Varint = 0, Delimited = 2;

    private readonly SortedDictionary<string, object> features = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => features.Keys;

    public void Add(string name, params byte[][] values) => features.Add(name, values);

    public void Add(string name, params string[] values) => features.Add(name, Array.ConvertAll(values, Encoding.UTF8.GetBytes));

    public void Add(string name, params float[] values) => features.Add(name, values);

    public void Add(string name, params long[] values) => features.Add(name, values);

    /// <summary>Values of a feature as bytes; null if there is no feature of this name and kind.</summary>
    public byte[][]? Bytes(string name) => features.GetValueOrDefault(name) as byte[][];

    public string[]? Texts(string name) => Bytes(name) is { } values ? Array.ConvertAll(values, Encoding.UTF8.GetString) : null;

    public float[]? Floats(string name) => features.GetValueOrDefault(name) as float[];

    public long[]? Integers(string name) => features.GetValueOrDefault(name) as long[];

    public byte[] Encode() {
        var entries = new MemoryStream();
        foreach (var (name, values) in features) {
            var entry = new MemoryStream();
            Put(entry, Key, Encoding.UTF8.GetBytes(name));
            var list = new MemoryStream();
            int kind;
            switch (values) {
                case byte[][] texts:
                    kind = BytesList;
                    foreach (byte[] text in texts) Put(list, Values, text);
                    break;
                case float[] floats:
                    kind = FloatList;
                    var packed = new byte[4 * floats.Length];
                    for (int i = 0; i < floats.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(packed.AsSpan(4 * i), floats[i]);
                    if (floats.Length > 0) Put(list, Values, packed);
                    break;
                default:
                    kind = Int64List;
                    var numbers = new MemoryStream();
                    foreach (long v in (long[])values) PutVarint(numbers, unchecked((ulong)v));
                    if (numbers.Length > 0) Put(list, Values, numbers.ToArray());
                    break;
            }
            var feature = new MemoryStream();
            Put(feature, kind, list.ToArray());
            Put(entry, Value, feature.ToArray());
            Put(entries, Entry, entry.ToArray());
        }
        var example = new MemoryStream();
        Put(example, Features, entries.ToArray());
        return example.ToArray();
    }

    /// <exception cref="BadInputException">The bytes are not a valid message.</exception>
    public static Example Decode(byte[] bytes, string name) {
        var example = new Example();
        try {
            foreach (ReadOnlyMemory<byte> all in Fields(bytes, Features)) {
                foreach (ReadOnlyMemory<byte> entry in Fields(all, Entry)) {
                    string key = Encoding.UTF8.GetString(Fields(entry, Key).Single().Span);
                    foreach (ReadOnlyMemory<byte> feature in Fields(entry, Value)) {
                        foreach (ReadOnlyMemory<byte> list in Fields(feature, BytesList))
                            example.Add(key, [.. Fields(list, Values).Select(v => v.ToArray())]);
                        foreach (ReadOnlyMemory<byte> list in Fields(feature, FloatList))
                            example.Add(key, [.. Fields(list, Values).SelectMany(Singles)]);
                        foreach (ReadOnlyMemory<byte> list in Fields(feature, Int64List))
                            example.Add(key, [.. Fields(list, Values).SelectMany(Varints)]);
                    }
                }
            }
        } catch (Exception e) when (e is ArgumentException or InvalidOperationException) {
            throw new BadInputException($"{name} holds no tf.train.Example: {e.Message}", e);
        }
        return example;
    }

    private static void Put(MemoryStream to, int field, byte[] bytes) {
        to.WriteByte((byte)(field << 3 | Delimited));
        PutVarint(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void PutVarint(MemoryStream to, ulong value) {
        for (; value > 127; value >>= 7) to.WriteByte((byte)(value | 128));
        to.WriteByte((byte)value);
    }

    /// <summary>
    /// Contents of all occurrences of a field in a message. Lists of numbers may be one packed field or one field per number.
    /// </summary>
    private static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int wanted) {
        var found = new List<ReadOnlyMemory<byte>>();
        for (int at = 0; at < message.Length;) {
            ulong tag = GetVarint(message.Span, ref at);
            int start = at;
            switch ((int)(tag & 7)) {
                case Varint: GetVarint(message.Span, ref at); break;
                case 1: at += 8; break;
                case Delimited:
                    int length = checked((int)GetVarint(message.Span, ref at));
                    start = at;
                    at += length;
                    break;
                case 5: at += 4; break;
                default: throw new InvalidOperationException($"a field of type {tag & 7}");
            }
            if ((int)(tag >> 3) == wanted) found.Add(message[start..at]);
        }
        return found;
    }

    private static ulong GetVarint(ReadOnlySpan<byte> bytes, ref int at) {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= bytes.Length) throw new InvalidOperationException("it ends within a number");
            byte b = bytes[at++];
            value |= (ulong)(b & 127) << shift;
            if (b < 128) return value;
        }
        throw new InvalidOperationException("a number of more than ten bytes");
    }

    private static IEnumerable<float> Singles(ReadOnlyMemory<byte> packed) {
        for (int at = 0; at + 4 <= packed.Length; at += 4) yield return BinaryPrimitives.ReadSingleLittleEndian(packed.Span[at..]);
    }

    private static IEnumerable<long> Varints(ReadOnlyMemory<byte> packed) {
        for (int at = 0; at < packed.Length;) yield return unchecked((long)GetVarint(packed.Span, ref at));
    }
}
