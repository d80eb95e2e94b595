using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Textures;

/// <summary>
/// Decoded textures that several scenes use one after another, the least recently used given up first. Thread-safe; a texture that is
/// being decoded is waited for. A file that has changed since is decoded anew.
/// </summary>
/// <param name="limit">Bytes of texels to keep. Pyramids in use by a scene live on without the cache.</param>
public sealed class TextureCache(long limit) {
    private sealed class Entry(Key key, Lazy<MipPyramid> pyramid) {
        public Key Key => key;
        public Lazy<MipPyramid> Pyramid => pyramid;
        public long Bytes { get; set; }
    }

    private readonly record struct Key(string Source, long Length, long WrittenTicks, int Identity, TexelMeaning Meaning, byte[]? Encoded) {
        // Embedded images are the same when they are the same array.
        public bool Equals(Key other) =>
            (Source, Length, WrittenTicks, Meaning) == (other.Source, other.Length, other.WrittenTicks, other.Meaning)
            && ReferenceEquals(Encoded, other.Encoded);

        public override int GetHashCode() => HashCode.Combine(Source, Length, WrittenTicks, Identity, Meaning);
    }

    private readonly Dictionary<Key, LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> recent = [];
    private readonly Lock gate = new();

    /// <summary>What scenes use unless they are given another: 1 GiB.</summary>
    public static TextureCache Shared { get; } = new(1L << 30);

    /// <summary>Bytes of texels held.</summary>
    public long Bytes { get; private set; }

    /// <exception cref="Core.BadInputException">Missing, unreadable or no image.</exception>
    public MipPyramid Decode(Texture texture, TexelMeaning meaning) {
        ArgumentNullException.ThrowIfNull(texture);
        var key = KeyOf(texture, meaning);
        Entry entry;
        lock (gate) {
            if (entries.TryGetValue(key, out var node)) {
                recent.Remove(node);
                recent.AddFirst(node);
            } else {
                entries.Add(key, node = recent.AddFirst(new Entry(key, new(() => TextureDecoder.Decode(texture, meaning)))));
            }
            entry = node.Value;
        }
        try {
            var pyramid = entry.Pyramid.Value;
            Account(entry, pyramid.ByteCount);
            return pyramid;
        } catch {
            Forget(entry);
            throw;
        }
    }

    private void Account(Entry entry, long bytes) {
        lock (gate) {
            if (entry.Bytes > 0 || !entries.ContainsKey(entry.Key)) return;
            entry.Bytes = bytes;
            Bytes += bytes;
            while (Bytes > limit && recent.Last is { } oldest && oldest.Value.Pyramid.IsValueCreated) Remove(oldest);
        }
    }

    private void Forget(Entry entry) {
        lock (gate) {
            if (entries.TryGetValue(entry.Key, out var node) && node.Value == entry) Remove(node);
        }
    }

    private void Remove(LinkedListNode<Entry> node) {
        Bytes -= node.Value.Bytes;
        entries.Remove(node.Value.Key);
        recent.Remove(node);
    }

    private static Key KeyOf(Texture texture, TexelMeaning meaning) {
        if (texture.Encoded is { } encoded) return new(texture.Source, encoded.LongLength, 0, RuntimeHelpers.GetHashCode(encoded), meaning,
            encoded);
        var file = new FileInfo(texture.Source);
        return file.Exists ? new(texture.Source, file.Length, file.LastWriteTimeUtc.Ticks, 0, meaning, null)
            : new(texture.Source, -1, 0, 0, meaning, null);
    }
}
