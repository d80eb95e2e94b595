using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Diorama.Assets.Index;
using Diorama.Assets.Packs;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Assets.Models;

/// <summary>
/// A cache of loaded models in memory, which drops the least recently used ones first, and of converted models in files. Concurrent
/// requests for a model load it only once; the others wait.
/// </summary>
internal sealed class ModelCache(string folder, long limit) {
    private sealed class Entry(string id, Lazy<AssetModel> model) {
        public string Id => id;
        public Lazy<AssetModel> Model => model;
        public long Bytes { get; set; }
    }

    private readonly Dictionary<string, LinkedListNode<Entry>> byId = [];
    private readonly LinkedList<Entry> recent = [];
    private readonly Lock gate = new();
    private long held;

    public AssetModel Load(Asset asset, Pack pack, Func<string> packFolder) {
        Entry entry;
        lock (gate) {
            if (byId.TryGetValue(asset.Id, out var node)) {
                recent.Remove(node);
                recent.AddFirst(node);
            } else {
                byId.Add(asset.Id, node = recent.AddFirst(new Entry(asset.Id, new(() => Read(asset, pack, packFolder())))));
            }
            entry = node.Value;
        }
        try {
            var model = entry.Model.Value;
            Account(entry, model.Bytes);
            return model;
        } catch (BadInputException) {
            // A failed load is forgotten, so that the next request tries again: the file may have been repaired.
            lock (gate) {
                if (byId.TryGetValue(asset.Id, out var node) && node.Value == entry) {
                    byId.Remove(asset.Id);
                    recent.Remove(node);
                }
            }
            throw;
        }
    }

    private void Account(Entry entry, long bytes) {
        lock (gate) {
            if (entry.Bytes > 0 || !byId.TryGetValue(entry.Id, out var node) || node.Value != entry) return;
            entry.Bytes = bytes;
            held += bytes;
            while (held > limit && recent.Last is { } oldest && oldest.Value != entry && oldest.Value.Model.IsValueCreated) {
                held -= oldest.Value.Bytes;
                byId.Remove(oldest.Value.Id);
                recent.RemoveLast();
            }
        }
    }

    private AssetModel Read(Asset asset, Pack pack, string packFolder) {
        if (pack.LoadModel is { } load) return load(packFolder, asset);
        string path = Path.Combine(folder, Key(asset) + ".model");
        if (ModelFile.TryRead(path, asset, packFolder) is { } known) return known;
        var model = ModelLoader.Load(asset, Path.Combine(packFolder, asset.Model));
        // Reads the file back, so that the first use gives the same bits as all later ones.
        return Keep(path, model, packFolder)
            ?? throw new BadInputException($"{path} was written and cannot be read, expected a whole file");
    }

    /// <summary>
    /// Writes the converted model to the cache and reads it back. If the data folder is not writable, the model is converted again in each
    /// process.
    /// </summary>
    private AssetModel? Keep(string path, AssetModel model, string packFolder) {
        try {
            FileException.MakeFolder(folder);
            AtomicFile.Write(path, temporary => ModelFile.Write(temporary, model, packFolder));
            return ModelFile.TryRead(path, model.Asset, packFolder);
        } catch (FileException) {
            using var passing = new ScratchFolder("model");
            string file = Path.Combine(passing.Path, "model");
            ModelFile.Write(file, model, packFolder);
            return ModelFile.TryRead(file, model.Asset, packFolder);
        }
    }

    private static string Key(Asset asset) {
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{ModelFile.Version} {ModelLoader.Version} {asset.Content} {asset.Model} {asset.Size.X:R} {asset.Size.Y:R} {asset.Size.Z:R} "
                + $"{string.Join(' ', asset.Rotation ?? [])}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
    }
}
