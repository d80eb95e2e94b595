using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>Sides from which people must be able to reach an item.</summary>
internal enum Approach { None, Front, AnySide }

/// <summary>
/// A furniture item with a pose, in the frame of its <see cref="FurnitureGroup"/> or, in a room, in that of the floor plan.
/// </summary>
internal sealed class PlacedItem {
    public FurnitureItem Item { get; }
    public PlanarPose Pose { get; }
    public SupportKind Support { get; }
    /// <summary>The item of the same group or room that it stands on; null for none.</summary>
    public PlacedItem? On { get; }
    public Approach Approach { get; }
    /// <summary>True if a group leaves the item out where it does not fit.</summary>
    public bool Optional { get; }
    public Footprint Footprint { get; }
    public string Class => Item.Class;

    public PlacedItem(FurnitureItem item, PlanarPose pose, SupportKind support, PlacedItem? on = null, Approach approach = Approach.None,
        bool optional = false) {
        (Item, Pose, Support, On, Approach, Optional) = (item, pose, support, on, approach, optional);
        Footprint = item.At(pose);
    }
}
