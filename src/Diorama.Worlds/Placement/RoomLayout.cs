using Diorama.Assets;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement;

/// <summary>Furnishes rooms by function; docs/rooms.md has the rules.</summary>
public static class RoomLayout {
    /// <summary>Tries at the furniture, of which the best is kept; fewer when one of them placed everything.</summary>
    private const int Tries = 8, EnoughTries = 3;

    /// <summary>
    /// Puts into a room what its recipe asks for, or what its type usually holds. Counts are drawn from <paramref name="draw"/> under
    /// <c>objects.CLASS</c>; everything else from the keys of its attempt.
    /// </summary>
    /// <param name="room">With its doors and windows.</param>
    /// <param name="roomIndex">Goes into <see cref="PlacedObject.Room"/>.</param>
    /// <param name="recipe">Of this room; only its objects are looked at.</param>
    /// <param name="draw">Of the room: its prefix is the room's path in the recipe.</param>
    /// <param name="library">Where the furniture comes from.</param>
    /// <param name="report">Takes what was asked for, what was placed and what failed; nothing of it is ever left out.</param>
    /// <returns>Supports stand before what stands on them. World frame of the plan, floor at z = 0.</returns>
    public static IReadOnlyList<PlacedObject> Furnish(Room room, int roomIndex, RoomRecipe recipe, Draw draw, AssetLibrary library, PlacementReport report) {
        ArgumentNullException.ThrowIfNull(room);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(report);
        Wishes wishes = Count(room, recipe, draw);
        foreach (string name in wishes.Classes) report.Asked[name] = report.Asked.GetValueOrDefault(name) + wishes[name];

        var stock = new Stock(library, draw.Key("assets"));
        stock.Prefetch(wishes);
        Furnisher best = Best(room, stock, wishes, draw.Key("layout"));
        var placed = new List<PlacedObject>(best.Things.Count);
        var byThing = new Dictionary<Thing, PlacedObject>();
        foreach (Thing thing in best.Things) {
            var result = new PlacedObject {
                Asset = thing.Piece.Asset, Model = thing.Piece.Model, WorldFromAsset = thing.Stance.Transform, Support = thing.Support,
                On = thing.On is null ? null : byThing[thing.On], Room = roomIndex,
            };
            byThing.Add(thing, result);
            placed.Add(result);
            report.Placed[thing.Class] = report.Placed.GetValueOrDefault(thing.Class) + 1;
        }
        foreach ((string name, PlacementReason reason) in best.Failures) report.Failures.Add(new(name, reason, draw.Attempt));
        return placed;
    }

    private static Wishes Count(Room room, RoomRecipe recipe, Draw draw) {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        bool usual = recipe.Objects.Count == 0;
        IEnumerable<KeyValuePair<string, Distribution<int>>> asked = usual ? RoomDefaults.For(room.Type) : recipe.Objects.OrderBy(o => o.Key, StringComparer.Ordinal);
        foreach ((string name, Distribution<int> count) in asked) counts[name] = draw.Get($"objects.{name}", count);
        var wishes = new Wishes();
        foreach ((string name, int count) in counts) {
            wishes.Add(name, usual ? RoomDefaults.Sensible(name, count, c => counts.GetValueOrDefault(c)) : count);
        }
        return wishes;
    }

    private static Furnisher Best(Room room, Stock stock, Wishes wishes, Keyed key) {
        Furnisher? best = null;
        for (int i = 0; i < Tries && (i < EnoughTries || best!.Failures.Count > 0); i++) {
            stock.Rewind();
            var furnisher = new Furnisher(room, stock, wishes.Copy(), key.With(i).Generator());
            furnisher.PlaceFurniture();
            if (best is null || furnisher.Score > best.Score) best = furnisher;
        }
        best!.PlaceRest();
        return best;
    }
}
