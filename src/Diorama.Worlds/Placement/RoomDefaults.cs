using Diorama.Assets.Index;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement;

/// <summary>Usual objects of each type of room, used if a recipe names none.</summary>
public static class RoomDefaults {
    /// <summary>Returns the counts per class of the taxonomy, in order of their names.</summary>
    public static IReadOnlyDictionary<string, Distribution<int>> For(RoomType type) => Tables[(int)type];

    /// <summary>Smallest area of a room of a type, in square metres, in which a class is used.</summary>
    private static readonly (RoomType Type, string Class, float Area)[] LeastAreas = [
        (RoomType.Living, "cabinet", 19), (RoomType.Living, "dresser", 18), (RoomType.Living, "piano", 18),
        (RoomType.Living, "dining table", 17),
        (RoomType.Bed, "chest", 13.5f), (RoomType.Bed, "armchair", 12.5f), (RoomType.Bed, "dresser", 11.5f),
        (RoomType.Bed, "dressing table", 12),
        (RoomType.Kitchen, "dining table", 10.3f), (RoomType.Kitchen, "washing machine", 11.5f),
        (RoomType.Bath, "basket", 7), (RoomType.Bath, "bidet", 6), (RoomType.Bath, "washing machine", 5.5f),
    ];

    /// <summary>
    /// Adapts the usual counts to a room and to each other: fewer objects in a small room, seats only with tables, a hood only with a
    /// stove, and small objects only with furniture that can carry them; every bathroom has a bath or a shower.
    /// </summary>
    internal static void ApplyRoomLimits(SortedDictionary<string, int> counts, Room room) {
        float area = room.Area;
        int CountOf(string name) => counts.GetValueOrDefault(name);
        foreach ((RoomType type, string name, float least) in LeastAreas) {
            if (type == room.Type && area < least && counts.ContainsKey(name)) counts[name] = 0;
        }
        string[] names = [.. counts.Keys];
        foreach (string name in names) {
            int count = counts[name];
            counts[name] = name switch {
                "chair" => CountOf("dining table") + CountOf("desk") == 0 ? 0
                    : room.Type == RoomType.Kitchen && area < 12.5f ? Math.Min(count, 2) : count,
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
            if (SmallThings.For(name) is { } rule && !Furnisher.StandsAlone(name) && !Array.Exists(rule.Supports, s => CountOf(s) > 0))
                counts[name] = 0;
        }
    }

    private static Uniform<int> Between(int from, int to) => new(from, to);

    /// <summary>One (or <paramref name="count"/>) with this probability, otherwise none.</summary>
    private static Choice<int> Maybe(double chance, int count = 1) => new([(0, 1 - chance), (count, chance)]);

    private static readonly SortedDictionary<string, Distribution<int>>[] Tables = [
        new(StringComparer.Ordinal) { // Living
            ["sofa"] = new Choice<int>([(1, 0.88), (2, 0.12)]), ["armchair"] = Between(0, 2), ["coffee table"] = 1, ["tv stand"] = 1,
            ["tv"] = 1,
            ["rug"] = Maybe(0.6), ["bookcase"] = Between(0, 2), ["cabinet"] = Maybe(0.3), ["dresser"] = Maybe(0.3),
            ["side table"] = Maybe(0.4),
            ["floor lamp"] = Maybe(0.5), ["ottoman"] = Maybe(0.2), ["piano"] = Maybe(0.08), ["fireplace"] = Maybe(0.12),
            ["aquarium"] = Maybe(0.08),
            ["potted plant"] = Between(1, 4), ["flowers"] = Between(0, 2), ["vase"] = Between(0, 2), ["book"] = Between(0, 3),
            ["table lamp"] = Between(0, 2), ["picture frame"] = Between(0, 2), ["figurine"] = Maybe(0.3), ["candle"] = Between(0, 2),
            ["remote"] = Maybe(0.7), ["cup"] = Between(0, 2), ["game console"] = Maybe(0.25), ["speaker"] = Maybe(0.3, 2),
            ["stereo"] = Maybe(0.2),
            ["newspaper"] = Maybe(0.3), ["laptop"] = Maybe(0.2), ["fruit"] = Maybe(0.3), ["chessboard"] = Maybe(0.1),
            ["guitar"] = Maybe(0.1),
            ["clock"] = Maybe(0.3), ["radiator"] = 1, ["ceiling lamp"] = 1, ["curtain"] = Maybe(0.2), ["cat"] = Maybe(0.08),
            ["teddy bear"] = Maybe(0.1),
            ["dining table"] = Maybe(0.35), ["chair"] = Between(2, 4),
        },
        new(StringComparer.Ordinal) { // Bed
            ["bed"] = 1, ["bedside table"] = Between(1, 2), ["table lamp"] = Between(1, 2),
            ["wardrobe"] = new Choice<int>([(1, 0.93), (2, 0.07)]),
            ["dresser"] = Maybe(0.5), ["desk"] = Maybe(0.25), ["office chair"] = Maybe(0.25), ["dressing table"] = Maybe(0.2),
            ["chest"] = Maybe(0.2),
            ["bookcase"] = Maybe(0.3), ["shelf"] = Maybe(0.25), ["armchair"] = Maybe(0.3), ["potted plant"] = Between(0, 2),
            ["flowers"] = Maybe(0.3),
            ["vase"] = Maybe(0.3), ["book"] = Between(0, 3), ["clock"] = Maybe(0.5), ["phone"] = Maybe(0.3),
            ["picture frame"] = Between(0, 2),
            ["rug"] = Maybe(0.5), ["shoes"] = Between(0, 2), ["clothes"] = Maybe(0.2), ["handbag"] = Maybe(0.2),
            ["teddy bear"] = Maybe(0.3), ["radiator"] = 1,
            ["ceiling lamp"] = 1, ["curtain"] = Maybe(0.3), ["laptop"] = Maybe(0.2), ["toy"] = Maybe(0.2), ["guitar"] = Maybe(0.1),
            ["basket"] = Maybe(0.1),
        },
        new(StringComparer.Ordinal) { // Kitchen
            ["kitchen cabinet"] = Between(5, 8), ["kitchen sink"] = 1, ["stove"] = 1, ["refrigerator"] = 1, ["range hood"] = 1,
            ["dining table"] = Maybe(0.6),
            ["chair"] = Between(2, 4), ["washing machine"] = Maybe(0.3), ["microwave"] = Maybe(0.6), ["toaster"] = Maybe(0.6),
            ["coffee machine"] = Maybe(0.6),
            ["kettle"] = Maybe(0.6), ["mixer"] = Maybe(0.4), ["bottle"] = Between(0, 3), ["cup"] = Between(0, 3), ["plate"] = Between(0, 3),
            ["bowl"] = Maybe(0.5),
            ["pot"] = Maybe(0.5), ["fruit"] = Maybe(0.6), ["bread"] = Maybe(0.3), ["knife stand"] = Maybe(0.4),
            ["chopping board"] = Maybe(0.5), ["glass"] = Between(0, 3),
            ["teapot"] = Maybe(0.3), ["jar"] = Between(0, 2), ["paper towel holder"] = Maybe(0.4), ["trash can"] = Maybe(0.7),
            ["potted plant"] = Between(0, 2),
            ["clock"] = Maybe(0.3), ["radiator"] = Maybe(0.6), ["ceiling lamp"] = 1, ["kitchen utensil"] = Maybe(0.4),
            ["carton"] = Maybe(0.3), ["scale"] = Maybe(0.2),
        },
        new(StringComparer.Ordinal) { // Bath
            ["toilet"] = 1, ["sink"] = 1, ["bathtub"] = Maybe(0.65), ["shower"] = Maybe(0.15), ["bidet"] = Maybe(0.15),
            ["washing machine"] = Maybe(0.3),
            ["basket"] = Maybe(0.15), ["towel"] = Between(0, 2), ["towel rack"] = Maybe(0.6), ["toilet paper holder"] = 1,
            ["toilet brush"] = Maybe(0.8),
            ["soap"] = Maybe(0.7), ["toiletry"] = Between(0, 3), ["potted plant"] = Maybe(0.3), ["radiator"] = 1, ["ceiling lamp"] = 1,
            ["trash can"] = Maybe(0.4),
            ["bath mat"] = Maybe(0.5), ["brush"] = Maybe(0.2), ["comb"] = Maybe(0.2),
        },
        new(StringComparer.Ordinal) { // Office
            ["desk"] = new Choice<int>([(1, 0.5), (2, 0.4), (3, 0.1)]), ["office chair"] = 3, ["computer"] = Maybe(0.7),
            ["laptop"] = Maybe(0.6),
            ["bookcase"] = Between(1, 2), ["filing cabinet"] = Between(0, 2), ["shelf"] = Maybe(0.4), ["cabinet"] = Maybe(0.3),
            ["trash can"] = 1, ["printer"] = Maybe(0.6),
            ["table lamp"] = Between(1, 2), ["potted plant"] = Between(1, 3), ["book"] = Between(1, 4), ["telephone"] = Maybe(0.5),
            ["pen holder"] = Maybe(0.7),
            ["letter tray"] = Maybe(0.6), ["cup"] = Between(0, 2), ["calendar"] = Maybe(0.4), ["stapler"] = Maybe(0.4),
            ["scissors"] = Maybe(0.2), ["picture frame"] = Maybe(0.4),
            ["armchair"] = Maybe(0.3), ["whiteboard"] = Maybe(0.2), ["water cooler"] = Maybe(0.15), ["clock"] = Maybe(0.4),
            ["radiator"] = 1, ["ceiling lamp"] = 1,
            ["rug"] = Maybe(0.25), ["box"] = Maybe(0.2), ["briefcase"] = Maybe(0.2),
        },
        new(StringComparer.Ordinal) { // Dining
            ["dining table"] = 1, ["chair"] = new Choice<int>([(4, 0.6), (6, 0.4)]), ["cabinet"] = Maybe(0.5), ["dresser"] = Maybe(0.4),
            ["bookcase"] = Maybe(0.3),
            ["place setting"] = Between(0, 4), ["flowers"] = Maybe(0.6), ["vase"] = Maybe(0.4), ["fruit"] = Maybe(0.5),
            ["candle"] = Between(0, 2), ["bottle"] = Maybe(0.4),
            ["glass"] = Between(0, 2), ["potted plant"] = Between(1, 3), ["clock"] = Maybe(0.5), ["radiator"] = 1, ["ceiling lamp"] = 1,
                ["curtain"] = Maybe(0.3),
            ["picture frame"] = Maybe(0.5), ["floor lamp"] = Maybe(0.3), ["piano"] = Maybe(0.08), ["plate"] = Maybe(0.3),
        },
        new(StringComparer.Ordinal) { // Hall
            ["shelf"] = Maybe(0.4), ["cabinet"] = Maybe(0.4), ["chest"] = Maybe(0.3), ["bench"] = Maybe(0.5), ["clothes rack"] = Maybe(0.4),
                ["shoes"] = Between(1, 3),
            ["doormat"] = Maybe(0.7), ["potted plant"] = Between(0, 2), ["clock"] = Maybe(0.3), ["ceiling lamp"] = 1,
                ["wall hook"] = Maybe(0.5),
            ["telephone"] = Maybe(0.2), ["flowers"] = Maybe(0.3), ["stool"] = Maybe(0.2), ["backpack"] = Maybe(0.3),
                ["handbag"] = Maybe(0.2), ["radiator"] = Maybe(0.5),
        },
    ];
}
