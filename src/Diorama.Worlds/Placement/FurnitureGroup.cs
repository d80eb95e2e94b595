using System.Numerics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>
/// Items that belong together by function, with fixed places relative to each other: a table with its chairs. The frame of the group is
/// that of its anchor, the first item: front −Y, floor at z = 0.
/// </summary>
internal sealed class FurnitureGroup {
    /// <summary>Supports come before what stands on them.</summary>
    public List<PlacedItem> Items { get; } = [];
    /// <summary>Rectangles of the floor, in the frame of the group, in which nothing else may stand.</summary>
    public List<(Vector2 Min, Vector2 Max)> Clear { get; } = [];
    public FurnitureItem Anchor => Items[0].Item;

    public FurnitureGroup(FurnitureItem anchor, Approach approach = Approach.Front, SupportKind support = SupportKind.Floor) =>
        Items.Add(new(anchor, PlanarPose.Identity, support, approach: approach));

    public PlacedItem Add(FurnitureItem item, PlanarPose pose, bool optional = true, Approach approach = Approach.None,
        SupportKind support = SupportKind.Floor, PlacedItem? on = null) {
        var placed = new PlacedItem(item, pose, on is null ? support : SupportKind.Object, on, approach, optional);
        Items.Add(placed);
        return placed;
    }

    /// <summary>Keeps the strip before the anchor's front free.</summary>
    public FurnitureGroup WithClearFront(float depth) {
        if (depth > 0) Clear.Add((new(Anchor.Shape.Min.X, Anchor.Shape.Min.Y - depth), new(Anchor.Shape.Max.X, Anchor.Shape.Min.Y)));
        return this;
    }

    /// <summary>True if an item at a pose in the group's frame reaches into any item of the group.</summary>
    public bool Clashes(FurnitureItem item, PlanarPose pose) {
        foreach (PlacedItem other in Items) if (Clash.Between(item, pose, other.Item, other.Pose)) return true;
        return false;
    }
}
