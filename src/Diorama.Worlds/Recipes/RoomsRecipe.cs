namespace Diorama.Worlds.Recipes;

public enum RoomType { Living, Bed, Kitchen, Bath, Office, Dining, Hall }

public enum RoomShape { Rectangle, L, T }

public enum SurfaceKind { Wood, Tiles, Plaster, Carpet, Concrete, Brick, Paint }

/// <summary>One or several furnished rooms joined by doors.</summary>
public sealed class RoomsRecipe : WorldRecipe {
    public List<RoomRecipe> Rooms { get; set; } = [new()];
    /// <summary>Metres.</summary>
    public Distribution<double> WallThickness { get; set; } = new Choice<double>([(0.15, 1), (0.2, 1), (0.3, 1)]);
}

/// <summary>A room and what it holds. Sizes are of the inner faces, metres.</summary>
public sealed class RoomRecipe {
    public Distribution<RoomType> Type { get; set; } = RoomType.Living;
    public Distribution<RoomShape> Shape { get; set; } = new Choice<RoomShape>([(RoomShape.Rectangle, 3), (RoomShape.L, 1)]);
    public Distribution<double> Width { get; set; } = new Uniform<double>(4.2, 6.5);
    public Distribution<double> Depth { get; set; } = new Uniform<double>(3.6, 5.5);
    public Distribution<double> Height { get; set; } = new Normal<double>(2.6, 0.1, 2.4, 3);
    public Distribution<int> Windows { get; set; } = new Uniform<int>(1, 2);
    public Distribution<int> Doors { get; set; } = 1;
    public Distribution<SurfaceKind> Floor { get; set; } = new Choice<SurfaceKind>([(SurfaceKind.Wood, 3), (SurfaceKind.Carpet, 1), (SurfaceKind.Tiles, 1)]);
    public Distribution<SurfaceKind> Walls { get; set; } = new Choice<SurfaceKind>([(SurfaceKind.Paint, 3), (SurfaceKind.Plaster, 2), (SurfaceKind.Brick, 0.3)]);
    /// <summary>How many of each class; empty means what the room type usually holds. Names are the taxonomy's.</summary>
    public Dictionary<string, Distribution<int>> Objects { get; set; } = [];
}
