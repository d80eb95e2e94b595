using Diorama.Assets.Index;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// A hole in a wall of a <see cref="Room"/> for a door or a window. A door between two rooms is an opening of both, each with the numbers
/// of its own wall. Lengths in metres.
/// </summary>
public sealed class Opening {
    public required OpeningKind Kind { get; init; }
    /// <summary>Edge of the room's outline: from corner <c>Wall</c> to corner <c>Wall + 1</c>.</summary>
    public required int Wall { get; init; }
    /// <summary>From the edge's first corner to the near side of the hole.</summary>
    public required float Offset { get; init; }
    public required float Width { get; init; }
    /// <summary>Lower side of the hole above the floor; 0 for doors.</summary>
    public required float Sill { get; init; }
    public required float Height { get; init; }
    /// <summary>What is fitted into the hole; null for a plain door or window.</summary>
    public Asset? Asset { get; init; }
    /// <summary>Index of the room on the other side, −1 for outdoors and for what is not modelled.</summary>
    public int OtherRoom { get; init; } = -1;
    /// <summary>The door leaf turns into this room.</summary>
    public bool SwingsIn { get; init; }

    public float End => Offset + Width;
    public float Top => Sill + Height;
}
