using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Physics;

/// <summary>Whether things rest on something.</summary>
public static class Supports {
    /// <summary>
    /// Whether something holds the thing from below: lowered by <paramref name="tolerance"/> metres it would meet another thing or the
    /// floor.
    /// </summary>
    /// <param name="thing">The thing in question; also skipped among <paramref name="others"/>.</param>
    /// <param name="others">What may hold it.</param>
    /// <param name="tolerance">Metres; 0.003 is invisible.</param>
    /// <param name="floor">World Z of the floor or ground; null when there is none.</param>
    public static bool IsSupported(PlacedObject thing, IEnumerable<PlacedObject> others, float tolerance, float? floor = 0) {
        ArgumentNullException.ThrowIfNull(thing);
        ArgumentNullException.ThrowIfNull(others);
        var tree = TriangleTree.Of(thing.Model);
        if (floor is { } z && tree.LowestPoint(thing.WorldFromAsset) <= z + tolerance) return true;
        foreach (PlacedObject other in others) {
            if (other != thing && Meets(tree, thing.WorldFromAsset, TriangleTree.Of(other.Model), other.WorldFromAsset, tolerance))
                return true;
        }
        return false;
    }

    /// <summary>Whether the first tree, lowered by <paramref name="tolerance"/>, meets the second.</summary>
    internal static bool Meets(TriangleTree tree, in Affine3 worldFromTree, TriangleTree other, in Affine3 worldFromOther,
        float tolerance) =>
        new TreePair(tree, worldFromTree, other, worldFromOther).Overlaps(-Vector3.UnitZ * tolerance);
}
