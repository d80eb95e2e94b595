using System.Numerics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>Side from which a person must be able to reach an object.</summary>
internal enum Approach { None, Front, AnySide }

/// <summary>
/// One object of a <see cref="Cluster"/>: its pose in the cluster's frame, the index of the member that it stands on (−1 for none), and
/// whether it is left out if it does not fit.
/// </summary>
internal readonly record struct Member(Piece Piece, PlanarPose PlanarPose, SupportKind Support, int On, bool Optional, Approach Approach);

/// <summary>
/// Objects that belong together by function, with fixed relative poses: a table with its chairs. The frame is that of the object in the
/// middle: front −Y, floor at z = 0.
/// </summary>
internal sealed class Cluster {
    public List<Member> Members { get; } = [];
    /// <summary>Rectangles in which no other object may stand, cluster frame, metres.</summary>
    public List<(Vector2 Min, Vector2 Max)> Clear { get; } = [];
    public Piece Anchor => Members[0].Piece;

    public Cluster(Piece anchor, Approach approach = Approach.Front) =>
        Members.Add(new(anchor, PlanarPose.Identity, SupportKind.Floor, -1, false, approach));

    public int Add(Piece piece, PlanarPose stance, bool optional = true, Approach approach = Approach.None,
        SupportKind support = SupportKind.Floor, int on = -1) {
        Members.Add(new(piece, stance, on >= 0 ? SupportKind.Object : support, on, optional, approach));
        return Members.Count - 1;
    }

    /// <summary>Keeps the strip in front of the anchor free, with a depth in metres.</summary>
    public Cluster WithClearFront(float depth) {
        if (depth > 0) Clear.Add((new(Anchor.Shape.Min.X, Anchor.Shape.Min.Y - depth), new(Anchor.Shape.Max.X, Anchor.Shape.Min.Y)));
        return this;
    }

    /// <summary>True if a piece at a pose in the cluster's frame overlaps any member.</summary>
    public bool Clashes(Piece piece, PlanarPose stance, int ignore = -1) {
        for (int i = 0; i < Members.Count; i++) {
            if (i != ignore && Placement.Clash.Between(piece, stance, Members[i].Piece, Members[i].PlanarPose)) return true;
        }
        return false;
    }
}
