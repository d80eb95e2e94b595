using Diorama.Assets.Index;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// An opening in a wall of a <see cref="Room"/> for a door or a window. A door between two rooms is an opening of both rooms, with
/// positions in the wall of each. Lengths in metres.
/// </summary>
public sealed class Opening {
    public required OpeningKind Kind { get; init; }
    /// <summary>Index of the edge of the room's outline, from corner <c>Wall</c> to corner <c>Wall + 1</c>.</summary>
    public required int Wall { get; init; }
    /// <summary>Distance from the edge's first corner to the near side of the opening.</summary>
    public required float Offset { get; init; }
    public required float Width { get; init; }
    /// <summary>Height of the lower side of the opening above the floor; 0 for doors.</summary>
    public required float Sill { get; init; }
    public required float Height { get; init; }
    /// <summary>Asset of the door or window; null for a plain one.</summary>
    public Asset? Asset { get; init; }
    /// <summary>Index of the room on the other side; −1 for outdoors and for spaces that are not modelled.</summary>
    public int OtherRoom { get; init; } = -1;
    /// <summary>True if the door leaf swings into this room.</summary>
    public bool SwingsIn { get; init; }

    public float End => Offset + Width;
    public float Top => Sill + Height;
}
