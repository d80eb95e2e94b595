using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Textures;

/// <summary>
/// Cache of decoded textures that several scenes use one after another; the least recently used are removed first. Thread-safe; if another
/// thread is decoding a texture, its result is awaited. A file that has changed since is decoded again.
/// </summary>
/// <param name="limit">
/// Number of bytes of texels to keep. Pyramids in use by a scene stay valid after they are removed from the cache.
/// </param>
public sealed class TextureCache(long limit) {
    private sealed class Entry(Key key, Lazy<MipPyramid> pyramid) {
        public Key Key => key;
        public Lazy<MipPyramid> Pyramid => pyramid;
        public long Bytes { get; set; }
    }

    private readonly record struct Key(string Source, long Length, long WrittenTicks, int Identity, TexelMeaning Meaning, byte[]? Encoded) {
        // Embedded images are equal if they are the same array.
        public bool Equals(Key other) =>
            (Source, Length, WrittenTicks, Meaning) == (other.Source, other.Length, other.WrittenTicks, other.Meaning)
            && ReferenceEquals(Encoded, other.Encoded);

        public override int GetHashCode() => HashCode.Combine(Source, Length, WrittenTicks, Identity, Meaning);
    }

    private readonly Dictionary<Key, LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> recent = [];
    private readonly Lock gate = new();

    /// <summary>Cache that scenes use unless they are given another one: 1 GiB.</summary>
    public static TextureCache Shared { get; } = new(1L << 30);

    /// <summary>Number of bytes of texels in the cache.</summary>
    public long Bytes { get; private set; }

    /// <exception cref="Core.BadInputException">The image is missing, unreadable or not an image.</exception>
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
