using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Physics;

/// <summary>Tests whether objects rest on something.</summary>
public static class Supports {
    /// <summary>
    /// True if something supports the object from below: lowered by <paramref name="tolerance"/> metres, it would meet another object or
    /// the floor.
    /// </summary>
    /// <param name="thing">Object to test; it is skipped among <paramref name="others"/>.</param>
    /// <param name="others">Objects that may support it.</param>
    /// <param name="tolerance">Distance in metres; 0.003 is invisible.</param>
    /// <param name="floor">World Z of the floor or ground; null if there is none.</param>
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

    /// <summary>True if the first tree, lowered by <paramref name="tolerance"/> metres, meets the second.</summary>
    internal static bool Meets(TriangleTree tree, in Affine3 worldFromTree, TriangleTree other, in Affine3 worldFromOther,
        float tolerance) =>
        new TreePair(tree, worldFromTree, other, worldFromOther).Overlaps(-Vector3.UnitZ * tolerance);
}
