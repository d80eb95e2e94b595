using Diorama.Assets.Index;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Default contents of rooms of each type, for recipes that do not state them.</summary>
public static class RoomDefaults {
    /// <summary>Returns the counts per class of the taxonomy, in order of their names.</summary>
    public static IReadOnlyDictionary<string, Distribution<int>> For(RoomType type) => RoomTypeProfile.Of(type).UsualCounts;

    /// <summary>
    /// Adapts the usual counts to a room and to each other: fewer objects in a small room, seats only with tables, a hood only with a
    /// stove, and small objects only with furniture that can carry them; every bathroom has a bath or a shower.
    /// </summary>
    internal static void ApplyRoomLimits(SortedDictionary<string, int> counts, Room room) {
        float area = room.Area;
        int CountOf(string name) => counts.GetValueOrDefault(name);
        foreach ((string name, float below, int most) in RoomTypeProfile.Of(room.Type).Limits) {
            if (area < below && counts.TryGetValue(name, out int count)) counts[name] = Math.Min(count, most);
        }
        string[] names = [.. counts.Keys];
        foreach (string name in names) {
            int count = counts[name];
            counts[name] = name switch {
                "chair" => CountOf("dining table") + CountOf("desk") == 0 ? 0 : count,
                "office chair" => Math.Min(count, CountOf("desk") + CountOf("dressing table")),
                "sofa" => CountOf("dining table") > 0 || area < 19 ? Math.Min(count, 1) : count,
                "shower" => CountOf("bathtub") == 0 ? 1 : area < 7 ? 0 : count,
                "kitchen cabinet" => Math.Clamp((int)(4 * MathF.Sqrt(area) - 7), Math.Min(3, count), count),
                "range hood" => Math.Min(count, CountOf("stove")),
                "curtain" => room.Openings.Any(o => o.Kind == OpeningKind.Window) ? count : 0,
                // The television occupies the stand.
                "stereo" => CountOf("bookcase") + CountOf("cabinet") + CountOf("dresser") > 0 ? count : 0,
                _ => count,
            };
        }
        foreach (string name in names) {
            if (SmallObjectRules.For(name) is { } rule && !FloorObjects.StandsAlone(name)
                && !Array.Exists(rule.Supports, s => CountOf(s) > 0))
                counts[name] = 0;
        }
    }
}
