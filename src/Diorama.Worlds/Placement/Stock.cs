using Diorama.Assets;
using Diorama.Core.Randomness;

namespace Diorama.Worlds.Placement;

/// <summary>The assets that suit a room. Which one is taken is keyed by class and turn, so that a count in a recipe changes no other choice.</summary>
internal sealed class Stock(AssetLibrary library, Keyed key) {
    private readonly SortedDictionary<string, IReadOnlyList<Asset>> suitable = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Piece> pieces = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> turns = new(StringComparer.Ordinal);

    public IReadOnlyList<Asset> Of(string name) {
        if (!suitable.TryGetValue(name, out var list)) suitable.Add(name, list = [.. library.OfClass(name).Where(a => PieceSizes.Suits(a))]);
        return list;
    }

    /// <summary>Starts the turns again, for another try with the same assets.</summary>
    public void Rewind() => turns.Clear();

    /// <summary>Any asset of a class that passes, the same for the same turn of that class; null when there is none.</summary>
    public Piece? Pick(string name, Func<Asset, bool>? where = null) {
        IReadOnlyList<Asset> all = Of(name);
        int turn = turns[name] = turns.GetValueOrDefault(name) + 1;
        Asset? best = null;
        ulong most = 0;
        // The highest keyed number wins: what passes the test may differ, the order of the others does not.
        Keyed own = key.With(name).With(turn);
        foreach (Asset asset in all) {
            if (where is not null && !where(asset)) continue;
            ulong rank = own.With(asset.Id).Generator().NextUInt64();
            if (best is null || rank > most) (best, most) = (asset, rank);
        }
        return best is null ? null : Load(best);
    }

    /// <summary>The next smaller one by floor area; null when it is the smallest.</summary>
    public Piece? Smaller(Piece piece, Func<Asset, bool>? where = null) {
        Asset? best = null;
        float limit = Area(piece.Asset) * 0.92f;
        foreach (Asset asset in Of(piece.Class)) {
            if (Area(asset) < limit && where?.Invoke(asset) != false && (best is null || Area(asset) > Area(best))) best = asset;
        }
        return best is null ? null : Load(best);
    }

    private static float Area(Asset asset) => asset.Size.X * asset.Size.Y;

    public Piece Load(Asset asset) {
        if (!pieces.TryGetValue(asset.Id, out Piece? piece)) pieces.Add(asset.Id, piece = new(library.Load(asset)));
        return piece;
    }
}
