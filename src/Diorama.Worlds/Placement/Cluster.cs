using System.Numerics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>From where somebody must be able to come to a thing.</summary>
internal enum Approach { None, Front, AnySide }

/// <summary>
/// One thing of a <see cref="Cluster"/>: its stance in the cluster's frame, the index of the member that it stands on (−1 for none), and
/// whether it is left out where it does not fit.
/// </summary>
internal readonly record struct Member(Piece Piece, PlanarPose PlanarPose, SupportKind Support, int On, bool Optional, Approach Approach);

/// <summary>
/// Things that belong together by function, with fixed places relative to each other: a table with its chairs. The frame is that of
/// the thing in the middle: front −Y, floor at z = 0.
/// </summary>
internal sealed class Cluster {
    public List<Member> Members { get; } = [];
    /// <summary>Rectangles that no other thing may stand in, cluster frame.</summary>
    public List<(Vector2 Min, Vector2 Max)> Clear { get; } = [];
    public Piece Anchor => Members[0].Piece;

    public Cluster(Piece anchor, Approach approach = Approach.Front) =>
        Members.Add(new(anchor, PlanarPose.Identity, SupportKind.Floor, -1, false, approach));

    public int Add(Piece piece, PlanarPose stance, bool optional = true, Approach approach = Approach.None,
        SupportKind support = SupportKind.Floor, int on = -1) {
        Members.Add(new(piece, stance, on >= 0 ? SupportKind.Object : support, on, optional, approach));
        return Members.Count - 1;
    }

    /// <summary>Keeps the strip before the anchor's front free.</summary>
    public Cluster WithClearFront(float depth) {
        if (depth > 0) Clear.Add((new(Anchor.Shape.Min.X, Anchor.Shape.Min.Y - depth), new(Anchor.Shape.Max.X, Anchor.Shape.Min.Y)));
        return this;
    }

    /// <summary>Whether a piece at a place in the cluster's frame reaches into any member.</summary>
    public bool Clashes(Piece piece, PlanarPose stance, int ignore = -1) {
        for (int i = 0; i < Members.Count; i++) {
            if (i != ignore && Placement.Clash.Between(piece, stance, Members[i].Piece, Members[i].PlanarPose)) return true;
        }
        return false;
    }
}
