using Diorama.Core;
using Google.Protobuf;

namespace Diorama.Datasets.Formats.TfRecord;

/// <summary>
/// A <c>tf.train.Example</c>: named lists of bytes, floats or integers, a protocol buffer (example.proto, from which the rest of this class
/// is generated). Features are written in the order in which they are added, so that equal examples give equal bytes.
/// </summary>
internal sealed partial class Example {
    public void Add(string name, params byte[][] values) =>
        Put(name, new() { BytesList = new() { Value = { values.Select(v => ByteString.CopyFrom(v)) } } });

    public void Add(string name, params string[] values) =>
        Put(name, new() { BytesList = new() { Value = { values.Select(ByteString.CopyFromUtf8) } } });

    public void Add(string name, params float[] values) => Put(name, new() { FloatList = new() { Value = { values } } });

    public void Add(string name, params long[] values) => Put(name, new() { Int64List = new() { Value = { values } } });

    /// <summary>Values of a feature as bytes; null if there is no feature of this name and kind.</summary>
    public byte[][]? Bytes(string name) => Find(name)?.BytesList is { } list ? [.. list.Value.Select(v => v.ToByteArray())] : null;

    /// <summary>Values of a feature as texts; null if there is no feature of this name and kind.</summary>
    public string[]? Texts(string name) => Find(name)?.BytesList is { } list ? [.. list.Value.Select(v => v.ToStringUtf8())] : null;

    /// <summary>Values of a feature as floats; null if there is no feature of this name and kind.</summary>
    public float[]? Floats(string name) => Find(name)?.FloatList is { } list ? [.. list.Value] : null;

    /// <summary>Values of a feature as integers; null if there is no feature of this name and kind.</summary>
    public long[]? Integers(string name) => Find(name)?.Int64List is { } list ? [.. list.Value] : null;

    /// <summary>Parses a message; <paramref name="name"/> names its file in the sentence of the exception.</summary>
    /// <exception cref="BadInputException">The bytes are not a valid message.</exception>
    public static Example Decode(byte[] bytes, string name) {
        try {
            return Parser.ParseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new BadInputException($"{name} holds no tf.train.Example: {e.Message}", e);
        }
    }

    private void Put(string name, Feature feature) => (Features ??= new()).Feature.Add(name, feature);

    private Feature? Find(string name) => Features is not null && Features.Feature.TryGetValue(name, out Feature? found) ? found : null;
}
