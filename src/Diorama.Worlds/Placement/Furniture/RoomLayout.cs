using Diorama.Assets;
using Diorama.Core.Randomness;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Furnishes rooms by function; docs/rooms.md has the rules.</summary>
public static class RoomLayout {
    /// <summary>How often a room is furnished before the best attempt is taken as it is, its failures in the report.</summary>
    public const int MaximumAttempts = 3;
    /// <summary>Tries at the furniture of one attempt, of which the best is kept; fewer when one of them placed everything.</summary>
    private const int Tries = 8, EnoughTries = 3;

    /// <summary>
    /// Puts into a room what its recipe asks for, or what its type usually holds. Counts are drawn from <paramref name="draw"/> under
    /// <c>objects.CLASS</c>; everything else from the keys of its attempt. When something finds no place, the room is furnished again.
    /// </summary>
    /// <param name="room">With its doors and windows.</param>
    /// <param name="roomIndex">Goes into <see cref="PlacedObject.Room"/>.</param>
    /// <param name="recipe">Of this room; only its objects are looked at.</param>
    /// <param name="draw">Of the room: its prefix is the room's path in the recipe.</param>
    /// <param name="library">Where the furniture comes from.</param>
    /// <param name="report">Takes what was asked for, what was placed and what failed; nothing of it is ever left out.</param>
    /// <returns>Supports stand before what stands on them. World frame of the plan, floor at z = 0.</returns>
    public static IReadOnlyList<PlacedObject> Furnish(Room room, int roomIndex, RoomRecipe recipe, Draw draw, AssetLibrary library,
        PlacementReport report) {
        ArgumentNullException.ThrowIfNull(room);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(report);
        RequestedCounts requested = Count(room, recipe, draw);
        return Place(Best(room, requested, draw, library), roomIndex, requested, draw, report);
    }

    /// <summary>All rooms of a plan, at the same time on all processors: none depends on another.</summary>
    /// <param name="plan">Its rooms are those of <paramref name="recipe"/>.</param>
    /// <param name="recipe">The rooms in the same order.</param>
    /// <param name="draw">Below the path of the recipe ("world").</param>
    /// <param name="library">Where the furniture comes from.</param>
    /// <param name="report">As in <see cref="Furnish(Room, int, RoomRecipe, Draw, AssetLibrary, PlacementReport)"/>.</param>
    public static IReadOnlyList<PlacedObject> Furnish(FloorPlan plan, RoomsRecipe recipe, Draw draw, AssetLibrary library,
        PlacementReport report) {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(report);
        // Values are drawn and reports written in the order of the rooms.
        Draw[] draws = [.. plan.Rooms.Select((_, i) => draw.At($"rooms.{i}"))];
        RequestedCounts[] requested = [.. plan.Rooms.Select((room, i) => Count(room, recipe.Rooms[i], draws[i]))];
        Task<Attempt>[] attempts = [.. plan.Rooms.Select((room, i) => Task.Run(() => Best(room, requested[i], draws[i], library)))];
        var placed = new List<PlacedObject>();
        for (int i = 0; i < attempts.Length; i++)
            placed.AddRange(Place(attempts[i].GetAwaiter().GetResult(), i, requested[i], draws[i], report));
        return placed;
    }

    /// <summary>A room as one attempt left it; attempts count from 1.</summary>
    private sealed record Attempt(Furnisher Furnisher, int Number);

    private static List<PlacedObject> Place(Attempt best, int roomIndex, RequestedCounts requested, Draw draw, PlacementReport report) {
        foreach (string name in requested.Classes) report.Asked[name] = report.Asked.GetValueOrDefault(name) + requested[name];
        report.Attempts = Math.Max(report.Attempts, best.Number);
        var placed = new List<PlacedObject>(best.Furnisher.Items.Count);
        var byItem = new Dictionary<PlacedItem, PlacedObject>();
        foreach (PlacedItem item in best.Furnisher.Items) {
            var result = new PlacedObject {
                Asset = item.Item.Asset, Model = item.Item.Model, WorldFromAsset = item.Pose.Transform, Support = item.Support,
                On = item.On is null ? null : byItem[item.On], Room = roomIndex,
            };
            byItem.Add(item, result);
            placed.Add(result);
            report.Placed[item.Class] = report.Placed.GetValueOrDefault(item.Class) + 1;
        }
        foreach ((string name, PlacementReason reason) in best.Furnisher.Failures) report.Failures.Add(new(name, reason, draw.Attempt));
        return placed;
    }

    private static RequestedCounts Count(Room room, RoomRecipe recipe, Draw draw) {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        bool usual = recipe.Objects.Count == 0;
        IEnumerable<KeyValuePair<string, Distribution<int>>> asked = usual ? RoomDefaults.For(room.Type)
            : recipe.Objects.OrderBy(o => o.Key, StringComparer.Ordinal);
        foreach ((string name, Distribution<int> count) in asked) counts[name] = draw.Get($"objects.{name}", count);
        if (usual) RoomDefaults.ApplyRoomLimits(counts, room);
        var requested = new RequestedCounts();
        foreach ((string name, int count) in counts) requested.Add(name, count);
        return requested;
    }

    /// <summary>The attempt with the fewest failures, the first of them that has none.</summary>
    private static Attempt Best(Room room, RequestedCounts requested, Draw draw, AssetLibrary library) {
        Attempt? best = null;
        for (int i = 0; i < MaximumAttempts && best?.Furnisher.Failures.Exists(f => f.Reason != PlacementReason.NoAsset) != false; i++) {
            Keyed assets = draw.Key("assets"), layout = draw.Key("layout");
            if (i > 0) (assets, layout) = (assets.With("again").With(i), layout.With("again").With(i));
            var pool = new AssetPool(library, assets);
            pool.Prefetch(requested);
            Furnisher furnisher = BestTry(room, pool, requested, layout);
            if (best is null || furnisher.Failures.Count < best.Furnisher.Failures.Count) best = new(furnisher, i + 1);
        }
        return best!;
    }

    private static Furnisher BestTry(Room room, AssetPool assets, RequestedCounts requested, Keyed key) {
        Furnisher? best = null;
        for (int i = 0; i < Tries && (i < EnoughTries || best!.Failures.Count > 0); i++) {
            assets.Rewind();
            var furnisher = new Furnisher(room, assets, requested.Copy(), key.With(i).Generator());
            furnisher.PlaceFurniture();
            if (best is null || furnisher.Score > best.Score) best = furnisher;
        }
        best!.PlaceRest();
        return best;
    }
}
