using Diorama.Assets.Animals;
using Diorama.Assets.Import;
using Diorama.Assets.Index;
using Diorama.Assets.Models;
using Diorama.Assets.Packs;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Sensors.Profiles;

namespace Diorama.Assets;

/// <summary>
/// All assets of the chosen packs, and their models. A pack is installed when one of its assets is first needed. Thread-safe.
/// </summary>
public sealed class AssetLibrary {
    private readonly AssetOptions options;
    private readonly PackInstaller installer;
    private readonly ModelCache models;
    private readonly Lock gate = new();
    private readonly Dictionary<string, IReadOnlyList<Asset>> opened = [];
    private readonly Lazy<CameraProfiles> cameras;
    private readonly Lazy<ClassSet> classes;
    private List<Asset>? all;

    private AssetLibrary(AssetOptions options) {
        this.options = options;
        Folder = options.Folder ?? DataFolder.Default;
        installer = new(Folder, options.Report);
        models = new(Path.Combine(Folder, "cache", "models"), options.CacheBytes);
        Panoramas = new(() => PackFolder(AllPacks.Environments));
        classes = new(() => OwnClasses.Known(Folder), LazyThreadSafetyMode.PublicationOnly);
        cameras = new(() => CameraProfiles.Read(PackFolder(AllPacks.Cameras)), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Path of the data folder.</summary>
    public string Folder { get; }
    public Panoramas Panoramas { get; }
    /// <summary>Measured cameras of the pack "cameras", which is installed if necessary.</summary>
    /// <exception cref="BadInputException">The pack is not installed, and installing is forbidden or failed.</exception>
    public CameraProfiles Cameras => cameras.Value;

    /// <summary>Classes of the taxonomy, and those that were declared with imported assets.</summary>
    /// <exception cref="BadInputException">The file of the declared classes is damaged.</exception>
    public ClassSet Classes => classes.Value;

    /// <summary>Opens the library without installing anything yet.</summary>
    public static AssetLibrary Open(AssetOptions? options = null) => new(options ?? new());

    /// <summary>Every asset of the chosen packs, in the order of packs and their catalogues.</summary>
    public IReadOnlyList<Asset> Assets {
        get {
            lock (gate) return all ??= [.. options.Packs.SelectMany(OfPack)];
        }
    }

    /// <summary>Returns the assets of one pack, which is installed if necessary.</summary>
    public IReadOnlyList<Asset> OfPack(Pack pack) {
        ArgumentNullException.ThrowIfNull(pack);
        lock (gate) {
            if (opened.TryGetValue(pack.Name, out var known)) return known;
            var assets = PackIndex.Open(pack, PackFolder(pack));
            opened.Add(pack.Name, assets);
            return assets;
        }
    }

    /// <summary>Returns the asset with this id.</summary>
    /// <exception cref="BadInputException">There is no such asset; the message offers similar ids.</exception>
    public Asset Find(string id) {
        // Packs that need no download come first, so that an asset of theirs needs no other pack. An id that names its pack installs only
        // that.
        Pack? named = AllPacks.All.FirstOrDefault(p => p.IdPrefix.Length > 0 && id.StartsWith(p.IdPrefix, StringComparison.Ordinal));
        IEnumerable<Pack> packs = named is not null ? [named] : options.Packs.OrderBy(p => p.IsFetched);
        foreach (var pack in packs) {
            foreach (var asset in OfPack(pack)) {
                if (asset.Id == id) return asset;
            }
        }
        throw NearestNames.Unknown("asset", id, (named is null ? Assets : OfPack(named)).Select(a => a.Id));
    }

    /// <summary>Returns the assets of a class, or of a group of classes ("seat"); the list may be empty.</summary>
    /// <exception cref="BadInputException">There is no such class or group; the message offers similar names.</exception>
    public IReadOnlyList<Asset> OfClass(string name) {
        bool isClass = Classes.Exists(name);
        if (!isClass && !Classes.IsGroup(name)) {
            throw NearestNames.Unknown("class", name, Classes.Names.Concat(Classes.Groups));
        }
        if (name == "shape" || isClass && Classes.GroupOf(name) == "shape") {
            return [.. OfPack(AllPacks.Shapes).Where(a => a.Class == name || !isClass)];
        }
        return [.. Assets.Where(a => isClass ? a.Class == name : Classes.GroupOf(a.Class) == name)];
    }

    /// <summary>Loads geometry and materials of an asset; all callers share the same model.</summary>
    /// <exception cref="BadInputException">The model cannot be read.</exception>
    public AssetModel Load(Asset asset) {
        ArgumentNullException.ThrowIfNull(asset);
        Pack pack = AllPacks.Find(asset.Pack);
        return models.Load(asset, pack, () => PackFolder(pack));
    }

    /// <summary>Loads an animal with its skeleton and motions; <see cref="Load"/> gives it in its default pose.</summary>
    /// <exception cref="BadInputException">The asset is no animal of the pack, or cannot be read.</exception>
    public AnimalModel LoadAnimal(Asset asset) {
        ArgumentNullException.ThrowIfNull(asset);
        if (asset.Pack != AllPacks.Animals.Name)
            throw new BadInputException($"the asset '{asset.Id}' does not move, expected one of the pack '{AllPacks.Animals.Name}'");
        return AnimalModel.Load(PackFolder(AllPacks.Animals), asset);
    }

    /// <summary>Returns the folder of a pack, which is installed if necessary.</summary>
    /// <exception cref="BadInputException">The pack is not installed, and installing is forbidden or failed.</exception>
    public string PackFolder(Pack pack) {
        ArgumentNullException.ThrowIfNull(pack);
        if (!installer.IsInstalled(pack) && !options.MayInstall) {
            throw new BadInputException(
                $"the pack '{pack.Name}' is not installed and installing is forbidden; run 'diorama assets install {pack.Name}'");
        }
        return installer.Install(pack);
    }

    /// <summary>Returns the path of a file that belongs to an asset, such as its thumbnail.</summary>
    public string PathOf(Asset asset, string relative) {
        ArgumentNullException.ThrowIfNull(asset);
        return Path.Combine(PackFolder(AllPacks.Find(asset.Pack)), relative);
    }
}
