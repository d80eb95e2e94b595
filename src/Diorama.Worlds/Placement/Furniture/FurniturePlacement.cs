using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Places one kind of furniture into a room that is being furnished; the kinds share one state.</summary>
internal abstract class FurniturePlacement(FurnishingState state) {
    protected Room Room => state.Room;
    protected FurnishedRoom Space => state.Space;
    protected AssetPool Assets => state.Assets;
    protected RequestedCounts Requested => state.Requested;

    /// <summary>Places what is requested of this kind; what finds no place is a failure, or stays requested for a later kind.</summary>
    public abstract void Place();

    /// <summary>Takes one request and an asset for it; null if none is requested or no asset passes.</summary>
    protected FurnitureItem? Take(string name, Func<Asset, bool>? where = null) {
        if (Requested[name] == 0) return null;
        if (Assets.Pick(name, where) is not { } item) return null;
        Requested.Take(name);
        return item;
    }

    protected void Fail(string name, PlacementReason reason) => state.Failures.Add((name, reason));

    /// <summary>Requests again what a group has left out; <paramref name="placed"/> holds the group's items from an offset on.</summary>
    protected void GiveBack(FurnitureGroup group, PlacedItem?[] placed, int offset = 0) {
        for (int i = 0; i < group.Items.Count; i++) if (placed[offset + i] is null) Requested.Add(group.Items[i].Class, 1);
    }

    /// <summary>Height above the floor at which an item rests on another one, both at poses in the same frame.</summary>
    protected static float RestOn(FurnitureItem item, PlanarPose pose, FurnitureItem below, PlanarPose belowPose) {
        float height = float.NegativeInfinity;
        foreach (Vector2 foot in item.Shape.Feet) height = MathF.Max(height, below.Shape.TopAt(belowPose.Local(pose.Point(foot))));
        return belowPose.Position.Z + height;
    }

    /// <summary>True if all feet of an item at a pose are over the other item.</summary>
    protected static bool StandsWithin(FurnitureItem item, PlanarPose pose, FurnitureItem below, PlanarPose belowPose) {
        foreach (Vector2 foot in item.Shape.Feet) {
            if (float.IsNegativeInfinity(below.Shape.TopAt(belowPose.Local(pose.Point(foot))))) return false;
        }
        return item.Shape.Feet.Length > 0;
    }

    /// <summary>Distance of a place from the middle of a free wall, as a share of half the wall, 0 to 1.</summary>
    protected float OffMiddle(int wall, float along) => MathF.Abs(along / Room.Wall(wall).Length - 0.5f) * 2;

    protected bool WallHas(int wall, OpeningKind kind) {
        foreach (Opening o in Room.Openings) if (o.Wall == wall && o.Kind == kind) return true;
        return false;
    }

    /// <summary>Distance from the sides of an item of this width to the nearer end of the wall, metres.</summary>
    protected float ToCorner(int wall, float along, float width) => MathF.Min(along, Room.Wall(wall).Length - along) - width / 2;

    /// <summary>Distance from a place on the floor to the nearest item of the classes, at most 3 m.</summary>
    protected float NearestTo(Vector2 place, string[] classes) {
        float least = 3;
        foreach (PlacedItem other in Space.Items) {
            if (Array.IndexOf(classes, other.Class) >= 0) least = MathF.Min(least, other.Footprint.DistanceTo(place));
        }
        return least;
    }

    /// <summary>
    /// Returns 0.5 if an object adjoins a neighbour (gap below 0.1 m), −1 if it leaves a useless gap (below 0.4 m), otherwise 0.
    /// </summary>
    protected float Beside(in Footprint box) {
        float least = float.PositiveInfinity;
        foreach (PlacedItem other in Space.Items) {
            if (other.Support != SupportKind.Floor || other.Footprint.Top < 0.3f) continue;
            Vector2 d = other.Footprint.Center - box.Center;
            if (MathF.Abs(Vector2.Dot(d, box.Up)) > box.Half.Y + other.Footprint.Half.Y) continue;
            float gap = MathF.Abs(Vector2.Dot(d, box.Right)) - box.Half.X - (MathF.Abs(Vector2.Dot(other.Footprint.Right, box.Right)) > 0.7f
                ? other.Footprint.Half.X : other.Footprint.Half.Y);
            least = MathF.Min(least, MathF.Abs(gap));
        }
        return least < 0.1f ? 0.5f : least < 0.4f ? -1 : 0;
    }
}
