namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Preferred position of a small object on its support.</summary>
internal enum Spot { Anywhere, Middle, Back, BeforeSeat, Side }

/// <summary>
/// Rule for small objects: the classes that support them, best first; the preferred position; and whether they face the same way as their
/// support or in a random direction.
/// </summary>
internal sealed record SmallRule(string[] Supports, Spot Spot = Spot.Anywhere, bool FacesFront = false);

internal static class SmallObjectRules {
    private static readonly string[] Tables = ["coffee table", "dining table", "side table", "dresser", "cabinet", "bookcase", "shelf",
        "tv stand", "desk", "bedside table", "chest", "kitchen cabinet"];
    private static readonly string[] Shelves = ["bookcase", "shelf", "dresser", "cabinet", "tv stand", "desk", "bedside table",
        "coffee table", "side table", "chest", "fireplace", "piano"];
    private static readonly string[] Worktop = ["kitchen cabinet", "dining table", "cabinet", "dresser", "desk", "shelf", "washing machine",
        "refrigerator"];
    private static readonly string[] Eating = ["dining table", "coffee table", "kitchen cabinet", "desk", "side table", "bedside table"];
    private static readonly string[] Desk = ["desk", "dressing table", "dining table", "cabinet", "dresser", "shelf", "bookcase",
        "coffee table", "bedside table"];
    private static readonly string[] Wash = ["sink", "washing machine", "cabinet", "shelf", "bathtub", "basket", "toilet"];

    private static readonly SmallRule Default = new(Tables);

    private static readonly SortedDictionary<string, SmallRule> Rules = new(StringComparer.Ordinal) {
        ["tv"] = new(["tv stand", "dresser", "cabinet", "chest"], Spot.Middle, true),
        ["table lamp"] = new(["bedside table", "side table", "desk", "dresser", "cabinet", "chest", "bookcase", "tv stand", "shelf"],
            Spot.Back, true),
        ["computer"] = new(["desk", "dining table"], Spot.BeforeSeat, true),
        ["laptop"] = new(["desk", "coffee table", "dining table", "dressing table", "bed"], Spot.BeforeSeat, true),
        ["printer"] = new(["desk", "cabinet", "filing cabinet", "dresser", "shelf", "bookcase"], Spot.Side, true),
        ["telephone"] = new(Desk, Spot.Side, true),
        ["clock"] = new(["bedside table", "bookcase", "shelf", "dresser", "desk", "cabinet", "fireplace", "tv stand", "kitchen cabinet",
            "dining table"], Spot.Back, true),
        ["picture frame"] = new(Shelves, Spot.Back, true),
        ["calendar"] = new(Desk, Spot.Back, true),
        ["letter tray"] = new(Desk, Spot.Side, true),
        ["pen holder"] = new(Desk, Spot.Side),
        ["stapler"] = new(Desk), ["scissors"] = new(Desk), ["pen"] = new(Desk), ["ruler"] = new(Desk),
        ["phone"] = new(["bedside table", "desk", "coffee table", "side table", "dining table"]),
        ["headphones"] = new(Desk),
        ["remote"] = new(["coffee table", "side table", "tv stand"]),
        ["newspaper"] = new(["coffee table", "dining table", "side table", "desk"]),
        ["chessboard"] = new(["coffee table", "side table", "dining table", "cabinet", "dresser"], Spot.Middle),
        ["game console"] = new(["tv stand", "shelf", "cabinet", "bookcase", "dresser", "coffee table"], Spot.Anywhere, true),
        ["stereo"] = new(["tv stand", "bookcase", "shelf", "dresser", "cabinet", "desk"], Spot.Anywhere, true),
        ["speaker"] = new(["tv stand", "bookcase", "shelf", "dresser", "desk", "cabinet"], Spot.Side, true),
        ["radio"] = new(Shelves, Spot.Back, true),
        ["book"] = new(["bookcase", "coffee table", "shelf", "desk", "bedside table", "side table", "dining table", "dresser", "cabinet",
            "tv stand", "bed", "chest"]),
        ["figurine"] = new(Shelves, Spot.Anywhere, true),
        ["vase"] = new(["dining table", "coffee table", "dresser", "bookcase", "cabinet", "shelf", "tv stand", "side table", "chest",
            "fireplace", "piano", "bedside table", "desk"], Spot.Middle),
        ["flowers"] = new(["dining table", "coffee table", "dresser", "cabinet", "side table", "tv stand", "chest", "bookcase", "shelf",
            "bedside table", "desk", "kitchen cabinet", "piano"], Spot.Middle),
        ["potted plant"] = new(["dresser", "bookcase", "cabinet", "shelf", "tv stand", "desk", "side table", "chest", "kitchen cabinet",
            "filing cabinet", "coffee table", "dining table", "washing machine", "bedside table", "sink"], Spot.Side),
        ["candle"] = new(["coffee table", "dining table", "dresser", "bookcase", "fireplace", "shelf", "tv stand", "side table", "bathtub",
            "cabinet"]),
        ["fruit"] = new(["dining table", "kitchen cabinet", "coffee table", "dresser", "cabinet"], Spot.Middle),
        ["place setting"] = new(["dining table"], Spot.BeforeSeat),
        ["plate"] = new(Eating), ["glass"] = new(Eating), ["cup"] =
            new(["coffee table", "dining table", "desk", "kitchen cabinet", "side table", "bedside table", "tv stand"]),
        ["bottle"] = new(["kitchen cabinet", "dining table", "coffee table", "cabinet", "shelf"], Spot.Back),
        ["bowl"] = new(["kitchen cabinet", "dining table", "coffee table"], Spot.Middle),
        ["meal"] = new(Eating, Spot.Middle), ["cake"] = new(Eating, Spot.Middle), ["bread"] = new(Worktop), ["carton"] = new(Worktop),
        ["butter"] = new(Eating),
        ["microwave"] = new(Worktop, Spot.Back, true), ["toaster"] = new(Worktop, Spot.Back, true),
        ["coffee machine"] = new(Worktop, Spot.Back, true),
        ["kettle"] = new(Worktop, Spot.Back), ["mixer"] = new(Worktop, Spot.Back, true),
        ["pot"] = new(["stove", "kitchen cabinet", "dining table"]),
        ["pan"] = new(["stove", "kitchen cabinet"]), ["jar"] = new(Worktop, Spot.Back),
        ["teapot"] = new(["dining table", "kitchen cabinet", "coffee table"]),
        ["knife stand"] = new(Worktop, Spot.Back, true), ["chopping board"] = new(Worktop),
        ["paper towel holder"] = new(Worktop, Spot.Back), ["scale"] = new(Worktop),
        ["rice cooker"] = new(Worktop, Spot.Back, true), ["kitchen utensil"] = new(Worktop, Spot.Back),
        ["oven"] = new(Worktop, Spot.Back, true), ["salt shaker"] = new(Eating), ["knife"] = new(Worktop), ["tray"] = new(Eating),
        ["soap"] = new(Wash, Spot.Back), ["toiletry"] = new(Wash, Spot.Back), ["brush"] = new(Wash), ["comb"] = new(Wash),
        ["towel"] = new(Wash, Spot.Anywhere, true), ["sponge"] = new(Wash),
        ["medicine"] = new(Wash, Spot.Back), ["clothes"] = new(["bed", "chest", "dresser", "shelf", "chair", "washing machine"]),
        ["hat"] = new(["dresser", "shelf", "chest", "bed", "cabinet", "bench"]),
        ["handbag"] = new(["dresser", "chest", "bench", "shelf", "cabinet", "bed"]),
        ["glasses"] = new(["bedside table", "coffee table", "desk", "side table"]),
        ["toy"] = new(["shelf", "bookcase", "dresser", "desk", "chest", "bedside table", "coffee table"]),
        ["teddy bear"] = new(["bed", "shelf", "dresser", "chest"], Spot.Back, true),
        ["game controller"] = new(["coffee table", "tv stand"]),
        ["tablet"] = new(["coffee table", "desk", "bedside table", "side table", "dining table"]), ["keys"] = new(Tables),
        ["camera"] = new(Shelves), ["watch"] = new(["bedside table", "desk", "dresser"]),
        ["box"] = new(["shelf", "wardrobe", "bookcase"], Spot.Anywhere, true),
    };

    /// <summary>Groups of the taxonomy whose members stand on furniture if they have no rule of their own.</summary>
    private static readonly string[] Groups = ["decoration", "kitchenware", "food", "electronics", "office item", "bathroom item", "toy",
        "clothing", "tool"];

    /// <summary>Returns the rule of a class; null for objects that never stand on furniture.</summary>
    public static SmallRule? For(string name) => Rules.TryGetValue(name, out SmallRule? rule) ? rule
        : Array.IndexOf(Groups, Assets.Taxonomy.ClassSet.Taxonomy.GroupOf(name)) >= 0 ? Default : null;
}
