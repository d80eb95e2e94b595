using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Assets.Models;
using Diorama.Assets.Packs;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Names;
using Diorama.Core.Spaces;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Import;

/// <summary>
/// Imports models into the pack of the user's own assets in the data folder. Each becomes one self-contained GLB file, so that the original
/// may be moved or deleted.
/// </summary>
public static class AssetImport {
    /// <summary>Imports models and returns the new assets, in the order given. Either all are imported or none.</summary>
    /// <exception cref="BadInputException">A file cannot be read, or a class is a misspelled known one; the message offers
    /// that.</exception>
    /// <param name="orders">Models to import.</param>
    /// <param name="dataFolder">Data folder; null is <see cref="DataFolder.Default"/>.</param>
    /// <param name="warn">Callback for warnings, one sentence each, such as a missing texture or a new class.</param>
    /// <param name="progress">Progress callback; receives the completed fraction, 0 to 1.</param>
    /// <param name="declared">Classes that are declared with the models; those without an id have 0.</param>
    /// <param name="cancellation">Cancels the import; then nothing is imported.</param>
    public static IReadOnlyList<Asset> Run(IReadOnlyList<ImportOrder> orders, string? dataFolder = null, Action<string>? warn = null,
        Action<double>? progress = null, IReadOnlyList<AssetClass>? declared = null, CancellationToken cancellation = default) {
        ArgumentNullException.ThrowIfNull(orders);
        ClassSet classes = OwnClasses.Known(dataFolder);
        foreach (AssetClass c in declared ?? []) classes = classes.With([OwnClasses.Numbered(c, classes)]);
        foreach (var order in orders) {
            if (!classes.Exists(order.Class)) {
                AssetClass made = OwnClasses.FindOrDeclare(order.Class, classes);
                classes = classes.With([made]);
                warn?.Invoke($"the class '{made.Name}' is new and has the id {made.Id}");
            }
            if (!File.Exists(order.File)) throw new BadInputException($"{order.File}: there is no such file");
            Check(order.File, "name", order.Name);
            Check(order.File, "author", order.Author);
            Check(order.File, "licence", order.Licence);
            if (order.Licence.Trim().Length == 0)
                throw new BadInputException($"{order.File}: the licence is missing, expected a name such as CC0-1.0");
        }
        string packs = Path.Combine(dataFolder ?? DataFolder.Default, "packs"), folder = Path.Combine(packs, OwnPack.Pack.Name);
        FileException.MakeFolder(folder);
        using var turn = PackLock.Acquire(Path.Combine(packs, $".{OwnPack.Pack.Name}.lock"), () => { });
        var assets = new List<Asset>(PackIndex.Open(OwnPack.Pack, folder));
        int first = assets.Count;
        var numbers = new AssetNumbers(assets);
        var written = new List<string>();
        try {
            foreach (var order in orders) {
                cancellation.ThrowIfCancellationRequested();
                string className = classes.Find(order.Class).Name, id = numbers.NextId(className), model = id + ".glb",
                    path = Path.Combine(folder, model);
                written.Add(path);
                Convert(order, path, warn);
                assets.Add(Describe(order, id, className, model, path, warn));
                progress?.Invoke((double)written.Count / orders.Count);
            }
            OwnClasses.Write(classes, dataFolder);
            PackIndex.Write(folder, "", assets);
        } catch {
            foreach (string path in written) File.Delete(path);
            throw;
        }
        return assets[first..];
    }

    private static void Check(string file, string what, string? text) {
        if (text is not null && DisplayName.Problem(text) is { } problem) throw new BadInputException($"{file}: the {what}: {problem}");
    }

    /// <summary>
    /// Converts the model to GLB, including the other files that it refers to. These are read only from the model's folder, or that of the
    /// manifest, and below.
    /// </summary>
    private static void Convert(ImportOrder order, string path, Action<string>? warn) {
        string folder = order.Folder ?? Path.GetDirectoryName(Path.GetFullPath(order.File))!;
        string extension = Path.GetExtension(order.File).ToLowerInvariant();
        if (extension == ".glb" && !GltfReader.RefersToOtherFiles(order.File)) {
            File.Copy(order.File, path, overwrite: true);
            return;
        }
        Scene scene = extension is ".glb" or ".gltf" ? GltfReader.Read(order.File, new() { Within = folder }) : SceneFile.Read(order.File);
        GltfWriter.Write(scene, path, new() { SelfContainedFrom = folder });
        foreach (string warning in scene.Warnings.Messages) warn?.Invoke(warning);
    }

    private static Asset Describe(ImportOrder order, string id, string className, string model, string path, Action<string>? warn) {
        Affine3 worldFromFile = WorldFromFile(order);
        var rotation = FileAxes.Rotation(worldFromFile, order.Up, order.Front);
        Vector3 measured;
        try {
            measured = ModelLoader.Measure(path, rotation);
        } catch (BadInputException e) {
            // The message names the copy, which the user does not know.
            string said = e.Message.Replace($"{path}: ", "", StringComparison.Ordinal).Replace($"{model}: ", "", StringComparison.Ordinal);
            throw new BadInputException($"{order.File}: {said}", e);
        }
        // The copy is in metres already, by the unit that its format states.
        measured *= (float)(order.Scale * (order.Unit is { } unit ? unit.Metres() / worldFromFile.X.Length() : 1));
        var size = order.Size ?? measured;
        if (order.Size is not null && Stretched(measured, size) is { } words)
            warn?.Invoke($"{order.File}: the model is stretched to {words}");
        if (!(size.X >= 0 && size.Y >= 0 && size.Z >= 0 && size.Length() is > 0 and < 1000)) {
            throw new BadInputException(FormattableString.Invariant(
                $"{order.File}: the size is {size.X} × {size.Y} × {size.Z} m, expected at most 1 km; state it by --size"));
        }
        return new() {
            Id = id, Name = order.Name ?? DisplayName.Visible(Path.GetFileNameWithoutExtension(order.File)), Class = className,
            Pack = OwnPack.Pack.Name, Category = "Own",
            Size = size, Licence = order.Licence, Author = order.Author ?? "unknown", Model = model, Rotation = rotation,
            SupportHeight = size.Z,
            Content = PackManifest.Sha256(path),
        };
    }

    /// <summary>Returns the map of the format from the file's axes and unit to the world's, which COLLADA and FBX files state.</summary>
    private static Affine3 WorldFromFile(ImportOrder order) {
        string extension = Path.GetExtension(order.File).ToLowerInvariant();
        if (extension is ".ply" or ".stl") return Affine3.Identity;
        if (!AssimpReader.Extensions.Contains(extension) || order is { Unit: null, Up: null, Front: null })
            return new(Vector3.UnitX, Vector3.UnitZ, -Vector3.UnitY, Vector3.Zero);
        return SceneFile.Read(order.File).WorldFromFile;
    }

    /// <summary>Returns how a size stretches a model, if it changes its proportions by more than 1 %; null otherwise.</summary>
    private static string? Stretched(Vector3 measured, Vector3 size) {
        Span<float> factors = [size.X / measured.X, size.Y / measured.Y, size.Z / measured.Z];
        float least = float.PositiveInfinity, most = 0;
        foreach (float f in factors) if (float.IsFinite(f)) (least, most) = (MathF.Min(least, f), MathF.Max(most, f));
        if (most <= 1.01f * least) return null;
        string[] words = [.. factors.ToArray().Select(f => float.IsFinite(f) ? FormattableString.Invariant($"{f:0.###}") : "–")];
        return FormattableString.Invariant(
            $"{words[0]} × {words[1]} × {words[2]} of its width, depth and height; as it is, it has {Centimetres(measured)} cm");
    }

    private static string Centimetres(Vector3 size) =>
        FormattableString.Invariant($"{100 * size.X:0.#} × {100 * size.Y:0.#} × {100 * size.Z:0.#}");

    /// <summary>Assigns ids. The numbers of a class continue after the highest one, so that an id never gets a second meaning.</summary>
    private sealed class AssetNumbers {
        private readonly Dictionary<string, int> highest = new(StringComparer.Ordinal);

        public AssetNumbers(IEnumerable<Asset> assets) {
            foreach (Asset asset in assets) {
                int at = asset.Id.LastIndexOf('-') + 1;
                if (!int.TryParse(asset.Id.AsSpan(at), out int number)) continue;
                string prefix = asset.Id[..at];
                highest[prefix] = Math.Max(highest.GetValueOrDefault(prefix), number);
            }
        }

        public string NextId(string className) {
            string prefix = PackIndex.Id(OwnPack.Pack.Name + "-", className, 0)[..^1];
            int number = highest[prefix] = highest.GetValueOrDefault(prefix) + 1;
            return PackIndex.Id(OwnPack.Pack.Name + "-", className, number);
        }
    }
}
