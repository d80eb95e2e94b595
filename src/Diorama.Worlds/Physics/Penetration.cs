using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Spaces;

namespace Diorama.Worlds.Physics;

/// <summary>
/// Computes the penetration depth of two placed models: the length of the shortest translation that separates them, among translations
/// along the axes of both and along the normals where they meet. It tests exact triangles, not convex hulls; an object enclosed by another
/// overlaps it. Touching has a depth of at most <see cref="Precision"/>. The depth is an upper bound: a translation in another direction
/// could be shorter.
/// </summary>
public static class Penetration {
    /// <summary>Precision of depths, metres.</summary>
    public const float Precision = 2e-5f;
    private const int NormalLimit = 8;
    private const float FirstStep = 2e-4f;

    /// <summary>Returns the penetration depth in metres; 0 if the models are apart.</summary>
    public static float Between(AssetModel a, in Affine3 worldFromA, AssetModel b, in Affine3 worldFromB) =>
        Between(TriangleTree.Of(a), worldFromA, TriangleTree.Of(b), worldFromB);

    /// <inheritdoc cref="Between(AssetModel, in Affine3, AssetModel, in Affine3)"/>
    public static float Between(TriangleTree a, in Affine3 worldFromA, TriangleTree b, in Affine3 worldFromB) =>
        Separation(a, worldFromA, b, worldFromB).Length();

    /// <summary>True if the depth is over <paramref name="limit"/> metres; much faster than the depth itself.</summary>
    public static bool Exceeds(AssetModel a, in Affine3 worldFromA, AssetModel b, in Affine3 worldFromB, float limit) =>
        Exceeds(TriangleTree.Of(a), worldFromA, TriangleTree.Of(b), worldFromB, limit);

    /// <inheritdoc cref="Exceeds(AssetModel, in Affine3, AssetModel, in Affine3, float)"/>
    public static bool Exceeds(TriangleTree a, in Affine3 worldFromA, TriangleTree b, in Affine3 worldFromB, float limit) {
        Span<Way> ways = stackalloc Way[12];
        if (!BoxWays(a, worldFromA, b, worldFromB, ways) || ways[0].Length <= limit) return false;
        var pair = new TreePair(a, worldFromA, b, worldFromB);
        if (!pair.Overlaps(Vector3.Zero)) return false;
        if (Frees(pair, ways, limit)) return false;
        foreach (Vector3 n in pair.ContactNormals(NormalLimit, worldFromA)) {
            if (Frees(pair, [new(n, 0), new(-n, 0)], limit)) return false;
        }
        return true;
    }

    /// <summary>
    /// Returns the translation of <paramref name="a"/> (world, metres) that separates it from <paramref name="b"/>; zero if they are apart.
    /// </summary>
    public static Vector3 Separation(TriangleTree a, in Affine3 worldFromA, TriangleTree b, in Affine3 worldFromB) {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Span<Way> ways = stackalloc Way[12];
        if (!BoxWays(a, worldFromA, b, worldFromB, ways)) return Vector3.Zero;
        var pair = new TreePair(a, worldFromA, b, worldFromB);
        if (!pair.Overlaps(Vector3.Zero)) return Vector3.Zero;
        // Boxes that are apart need no test: the first direction always separates.
        Way best = ways[0];
        foreach (Way way in ways) best = Shorter(pair, way.Direction, best);
        foreach (Vector3 n in pair.ContactNormals(NormalLimit, worldFromA)) best = Shorter(pair, -n, Shorter(pair, n, best));
        return best.Direction * best.Length;
    }

    private readonly record struct Way(Vector3 Direction, float Length);

    private static bool Frees(TreePair pair, ReadOnlySpan<Way> ways, float limit) {
        foreach (Way way in ways) {
            // A free interval may end before the limit, for thin objects side by side.
            for (float t = limit; t > limit / 8; t /= 2) if (!pair.Overlaps(way.Direction * t)) return true;
        }
        return false;
    }

    private static Way Shorter(TreePair pair, Vector3 direction, Way best) {
        float overlaps = 0;
        for (float t = FirstStep; t < best.Length; t *= 2) {
            if (pair.Overlaps(direction * t)) {
                overlaps = t;
                continue;
            }
            float free = t;
            while (free - overlaps > Precision) {
                float middle = (free + overlaps) / 2;
                if (pair.Overlaps(direction * middle)) overlaps = middle;
                else free = middle;
            }
            return new(direction, free);
        }
        // The last step may have skipped a free interval before the best one.
        if (overlaps == 0 || best.Length - overlaps <= Precision || pair.Overlaps(direction * (best.Length - Precision))) return best;
        float end = best.Length - Precision;
        while (end - overlaps > Precision) {
            float middle = (end + overlaps) / 2;
            if (pair.Overlaps(direction * middle)) overlaps = middle;
            else end = middle;
        }
        return new(direction, end);
    }

    /// <summary>
    /// Computes the axes of both boxes in both directions, with the distance along each that separates the boxes, shortest first. Returns
    /// false if the boxes are apart.
    /// </summary>
    private static bool BoxWays(TriangleTree a, in Affine3 worldFromA, TriangleTree b, in Affine3 worldFromB, Span<Way> ways) {
        if (a.TriangleCount == 0 || b.TriangleCount == 0) return false;
        Span<Vector3> axes = [worldFromA.X, worldFromA.Y, worldFromA.Z, worldFromB.X, worldFromB.Y, worldFromB.Z];
        for (int i = 0; i < axes.Length; i++) {
            Vector3 axis = Vector3.Normalize(axes[i]);
            var (aMin, aMax) = Reach(a, worldFromA, axis);
            var (bMin, bMax) = Reach(b, worldFromB, axis);
            if (aMin > bMax || bMin > aMax) return false;
            ways[2 * i] = new(axis, bMax - aMin + Precision / 2);
            ways[2 * i + 1] = new(-axis, aMax - bMin + Precision / 2);
        }
        ways.Sort(static (x, y) => x.Length.CompareTo(y.Length));
        return true;
    }

    private static (float Min, float Max) Reach(TriangleTree tree, in Affine3 world, Vector3 axis) {
        Vector3 half = (tree.Max - tree.Min) / 2;
        float centre = Vector3.Dot(axis, world.Point(tree.Min + half));
        float reach = MathF.Abs(Vector3.Dot(axis, world.X)) * half.X + MathF.Abs(Vector3.Dot(axis, world.Y)) * half.Y
            + MathF.Abs(Vector3.Dot(axis, world.Z)) * half.Z;
        return (centre - reach, centre + reach);
    }
}
