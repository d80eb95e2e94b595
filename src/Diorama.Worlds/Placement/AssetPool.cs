using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Worlds.Caches;

namespace Diorama.Worlds.Placement;

/// <summary>
/// The assets that suit a room. Each choice is a function of class and turn, so that a count in a recipe changes no other choice.
/// </summary>
internal sealed class AssetPool(AssetLibrary library, Keyed key) {
    private readonly ComputedCache cache = ComputedCache.Of(library);
    private readonly SortedDictionary<string, IReadOnlyList<Asset>> suitable = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FurnitureItem> items = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> turns = new(StringComparer.Ordinal);

    public IReadOnlyList<Asset> Of(string name) {
        if (!suitable.TryGetValue(name, out var list))
            suitable.Add(name, list = [.. library.OfClass(name).Where(a => UsualSizes.Suits(a))]);
        return list;
    }

    /// <summary>Restarts the turns, for another try with the same assets.</summary>
    public void Rewind() => turns.Clear();

    /// <summary>
    /// Loads the assets that will probably be chosen, in parallel, because the layout requests one after the other, and reading a model and
    /// its occupied space takes tens of milliseconds. The choices do not depend on it.
    /// </summary>
    public void Prefetch(RequestedCounts requested) {
        var likely = new List<Asset>();
        foreach (string name in requested.Classes) {
            for (int turn = 1; turn <= requested[name]; turn++) {
                if (Best(name, turn, null) is { } asset) likely.Add(asset);
            }
        }
        Parallel.ForEach(likely, asset => {
            try {
                _ = FurnitureItem.ShapeOf(library.Load(asset), cache);
            } catch (BadInputException) {
                // The error is reported when the asset is used.
            }
        });
    }

    /// <summary>
    /// Chooses an asset of a class that passes the condition, the same for the same turn of that class; null if there is none.
    /// </summary>
    public FurnitureItem? Pick(string name, Func<Asset, bool>? where = null) {
        int turn = turns[name] = turns.GetValueOrDefault(name) + 1;
        return Best(name, turn, where) is { } best ? Load(best) : null;
    }

    private Asset? Best(string name, int turn, Func<Asset, bool>? where) {
        Asset? best = null;
        ulong most = 0;
        // The highest keyed number wins, so that the condition does not affect the order of the other assets.
        Keyed own = key.With(name).With(turn);
        foreach (Asset asset in Of(name)) {
            if (where is not null && !where(asset)) continue;
            ulong rank = own.With(asset.Id).Generator().NextUInt64();
            if (best is null || rank > most) (best, most) = (asset, rank);
        }
        return best;
    }

    /// <summary>Returns the next smaller asset of the class by floor area; null if there is none.</summary>
    public FurnitureItem? Smaller(FurnitureItem item, Func<Asset, bool>? where = null) {
        Asset? best = null;
        float limit = Area(item.Asset) * 0.92f;
        foreach (Asset asset in Of(item.Class)) {
            if (Area(asset) < limit && where?.Invoke(asset) != false && (best is null || Area(asset) > Area(best))) best = asset;
        }
        return best is null ? null : Load(best);
    }

    /// <summary>Returns the asset of the class with the smallest floor area.</summary>
    public FurnitureItem Smallest(FurnitureItem item) {
        Asset best = item.Asset;
        foreach (Asset asset in Of(item.Class)) if (asset.Elevation < 0.15f && Area(asset) < Area(best)) best = asset;
        return Load(best);
    }

    private static float Area(Asset asset) => asset.Size.X * asset.Size.Y;

    public FurnitureItem Load(Asset asset) {
        if (!items.TryGetValue(asset.Id, out FurnitureItem? item)) items.Add(asset.Id, item = new(library.Load(asset), cache));
        return item;
    }
}
