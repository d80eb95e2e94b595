namespace Diorama.Worlds.Recipes;

/// <summary>A room and what it holds. Sizes are of the inner faces, metres.</summary>
public sealed class RoomRecipe {
    /// <summary>What the room is for; it decides what stands in it and where.</summary>
    public Distribution<RoomType> Type { get; set; } = RoomType.Living;
    /// <summary>Outline of the floor.</summary>
    public Distribution<RoomShape> Shape { get; set; } = new Choice<RoomShape>([(RoomShape.Rectangle, 3), (RoomShape.L, 1)]);
    /// <summary>Along X, metres.</summary>
    [Limits(AtLeast = 0.1, AtMost = 100)]
    public Distribution<double> Width { get; set; } = new Uniform<double>(4.2, 6.5);
    /// <summary>Along Y, metres.</summary>
    [Limits(AtLeast = 0.1, AtMost = 100)]
    public Distribution<double> Depth { get; set; } = new Uniform<double>(3.6, 5.5);
    /// <summary>Floor to ceiling, metres.</summary>
    [Limits(AtLeast = 0.1, AtMost = 20)]
    public Distribution<double> Height { get; set; } = new Normal<double>(2.6, 0.1, 2.4, 3);
    /// <summary>How many windows to the outside.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<int> Windows { get; set; } = new Uniform<int>(1, 2);
    /// <summary>How many doors, those to other rooms included.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<int> Doors { get; set; } = 1;
    /// <summary>What the floor is made of.</summary>
    public Distribution<SurfaceKind> Floor { get; set; } = new Choice<SurfaceKind>([(SurfaceKind.Wood, 3), (SurfaceKind.Carpet, 1),
        (SurfaceKind.Tiles, 1)]);
    /// <summary>What the walls are made of.</summary>
    public Distribution<SurfaceKind> Walls { get; set; } = new Choice<SurfaceKind>([(SurfaceKind.Paint, 3), (SurfaceKind.Plaster, 2),
        (SurfaceKind.Brick, 0.3)]);
    /// <summary>How many of each class; empty means what the room type usually holds. Names are the taxonomy's.</summary>
    [Limits(AtLeast = 0, AtMost = 1000), ClassNames]
    public Dictionary<string, Distribution<int>> Objects { get; set; } = [];
}
