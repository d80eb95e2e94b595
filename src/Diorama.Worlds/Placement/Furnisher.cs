using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement;

/// <summary>
/// One try to furnish a room: groups in order of importance, each where it scores best, then hanging objects, then small objects. Each
/// group is in a file of its own.
/// </summary>
internal sealed partial class Furnisher {
    private readonly Room room;
    private readonly Arrangement space;
    private readonly Stock stock;
    private readonly RequestedCounts wishes;

    public List<(string Class, PlacementReason Reason)> Failures { get; } = [];
    public IReadOnlyList<Thing> Things => space.Things;
    /// <summary>Score of the try, higher is better: scores of the places, minus a penalty for each failure.</summary>
    public float Score => space.Score - 3 * Failures.Count;

    public Furnisher(Room room, Stock stock, RequestedCounts wishes, KeyedGenerator random) {
        (this.room, this.stock, this.wishes) = (room, stock, wishes);
        space = new(room, random);
    }

    /// <summary>Places furniture that stands on the floor.</summary>
    public void PlaceFurniture() {
        PlaceKitchen();
        PlaceBeds();
        PlaceSeating();
        PlaceDining();
        PlaceDesks();
        PlaceFixtures();
        PlaceWallUnits();
        PlaceLooseSeats();
    }

    /// <summary>Places objects that hang, and objects that stand on others.</summary>
    public void PlaceRest() {
        PlaceHanging();
        PlaceRugs();
        PlaceCorners();
        PlaceSmallThings();
        foreach (string name in wishes.Classes) {
            while (wishes.Take(name)) Fail(name, stock.Of(name).Count == 0 ? PlacementReason.NoAsset : PlacementReason.NoFreeSpace);
        }
    }

    /// <summary>
    /// Chooses an asset for a class and reduces the requested count; null if none is requested or no asset suits, and then the count stays.
    /// </summary>
    private Piece? Take(string name, Func<Asset, bool>? where = null) {
        if (wishes[name] == 0) return null;
        if (stock.Pick(name, where) is not { } piece) return null;
        wishes.Take(name);
        return piece;
    }

    private void Fail(string name, PlacementReason reason) => Failures.Add((name, reason));

    private void GiveBack(Cluster cluster, Thing?[] placed, int offset = 0) {
        for (int i = 0; i < cluster.Members.Count; i++) if (placed[offset + i] is null) wishes.Add(cluster.Members[i].Piece.Class, 1);
    }

    /// <summary>
    /// Returns the height above the floor at which a piece rests at a pose, in the cluster's frame, on one of its members.
    /// </summary>
    private static float RestOn(Piece piece, PlanarPose stance, Piece below, PlanarPose belowPose) {
        float height = float.NegativeInfinity;
        foreach (Vector2 foot in piece.Shape.Feet) height = MathF.Max(height, below.Shape.TopAt(belowPose.Local(stance.Point(foot))));
        return belowPose.Position.Z + height;
    }

    /// <summary>True if all feet of a piece at a pose are over the other piece.</summary>
    private static bool StandsWithin(Piece piece, PlanarPose stance, Piece below, PlanarPose belowPose) {
        foreach (Vector2 foot in piece.Shape.Feet) {
            if (float.IsNegativeInfinity(below.Shape.TopAt(belowPose.Local(stance.Point(foot))))) return false;
        }
        return piece.Shape.Feet.Length > 0;
    }

    /// <summary>Returns the distance of a point from the middle of a wall, as a share of half of the wall, 0 to 1.</summary>
    private float OffMiddle(int wall, float along) => MathF.Abs(along / room.Wall(wall).Length - 0.5f) * 2;

    private bool WallHas(int wall, OpeningKind kind) {
        foreach (Opening o in room.Openings) if (o.Wall == wall && o.Kind == kind) return true;
        return false;
    }

    /// <summary>Returns the distance from the nearer end of the wall to the side of an object of this width, metres.</summary>
    private float ToCorner(int wall, float along, float width) => MathF.Min(along, room.Wall(wall).Length - along) - width / 2;
}
