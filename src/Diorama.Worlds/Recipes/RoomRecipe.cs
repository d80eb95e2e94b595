namespace Diorama.Worlds.Recipes;

/// <summary>A room and its objects. Sizes are between the inner faces, metres.</summary>
public sealed class RoomRecipe {
    /// <summary>Use of the room, which determines its furniture and the arrangement.</summary>
    public Distribution<RoomType> Type { get; set; } = RoomType.Living;
    /// <summary>Outline of the floor.</summary>
    public Distribution<RoomShape> Shape { get; set; } = new Choice<RoomShape>([(RoomShape.Rectangle, 3), (RoomShape.L, 1)]);
    /// <summary>Width of the room along X, metres.</summary>
    [Limits(AtLeast = 1.2, AtMost = 100)]
    public Distribution<double> Width { get; set; } = new Uniform<double>(4.2, 6.5);
    /// <summary>Depth of the room along Y, metres.</summary>
    [Limits(AtLeast = 1.2, AtMost = 100)]
    public Distribution<double> Depth { get; set; } = new Uniform<double>(3.6, 5.5);
    /// <summary>Height from floor to ceiling, metres.</summary>
    [Limits(AtLeast = 2.2, AtMost = 20)]
    public Distribution<double> Height { get; set; } = new Normal<double>(2.6, 0.1, 2.4, 3);
    /// <summary>Number of windows to the outside.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<int> Windows { get; set; } = new Uniform<int>(1, 2);
    /// <summary>Number of doors, including those to other rooms.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<int> Doors { get; set; } = 1;
    /// <summary>Material of the floor.</summary>
    public Distribution<SurfaceKind> Floor { get; set; } = new Choice<SurfaceKind>([(SurfaceKind.Wood, 3), (SurfaceKind.Carpet, 1),
        (SurfaceKind.Tiles, 1)]);
    /// <summary>Material of the walls.</summary>
    public Distribution<SurfaceKind> Walls { get; set; } = new Choice<SurfaceKind>([(SurfaceKind.Paint, 3), (SurfaceKind.Plaster, 2),
        (SurfaceKind.Brick, 0.3)]);
    /// <summary>Number of objects of each class of the taxonomy; empty means the usual furniture of the room type.</summary>
    [Limits(AtLeast = 0, AtMost = 1000), ClassNames]
    public Dictionary<string, Distribution<int>> Objects { get; set; } = [];
}
