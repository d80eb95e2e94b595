using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Properties of one type of room: what it usually holds, how it connects to other rooms, its windows and fittings. A new type of room is
/// a member of <see cref="RoomType"/> and a profile here.
/// </summary>
internal sealed partial record RoomTypeProfile {
    public required RoomType Type { get; init; }

    /// <summary>Counts per class of the taxonomy, in order of their names, for recipes that name no objects.</summary>
    public required SortedDictionary<string, Distribution<int>> UsualCounts { get; init; }

    /// <summary>Most objects of a class among the usual ones in rooms that are smaller than an area, m².</summary>
    public IReadOnlyList<(string Class, float BelowArea, int Count)> Limits { get; init; } = [];

    /// <summary>
    /// True for a hall: other rooms lie around it, the front door leads into it, and doors from it open into the other rooms.
    /// </summary>
    public bool ConnectsRooms { get; init; }

    /// <summary>True if the sills of windows are above worktops and basins.</summary>
    public bool HasHighWindows { get; init; }

    /// <summary>True if the ceiling has flat light panels.</summary>
    public bool HasCeilingPanels { get; init; }

    /// <summary>True if radiators may be higher than 0.9 m, such as towel radiators.</summary>
    public bool HasTallRadiators { get; init; }

    /// <summary>Returns the profile of a type.</summary>
    public static RoomTypeProfile Of(RoomType type) => ByType[type];

    private static readonly SortedDictionary<RoomType, RoomTypeProfile> ByType = new(All().ToDictionary(p => p.Type));
}
