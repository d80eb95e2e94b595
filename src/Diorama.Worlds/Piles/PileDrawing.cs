using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Piles;

/// <summary>Random poses, counts and bounds of objects in a pile.</summary>
internal static class PileDrawing {
    public static void Count(SortedDictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    /// <summary>Returns a uniformly distributed random rotation (Shoemake 1992).</summary>
    public static Quaternion AnyRotation(ref KeyedGenerator random) {
        float u = random.NextFloat(), a = 2 * MathF.PI * random.NextFloat(), b = 2 * MathF.PI * random.NextFloat();
        float r = MathF.Sqrt(1 - u), s = MathF.Sqrt(u);
        return new(r * MathF.Sin(a), r * MathF.Cos(a), s * MathF.Sin(b), s * MathF.Cos(b));
    }

    /// <summary>Returns the pose that rotates an asset about the middle of its box and moves that middle to a point.</summary>
    public static Affine3 Around(Quaternion turn, Vector3 size, Vector3 middle) {
        Affine3 r = Affine3.Rotation(turn);
        return new(r.X, r.Y, r.Z, middle - r.Vector(new(0, 0, size.Z / 2)));
    }

    /// <summary>Returns the box around all objects; a small one around <paramref name="otherwise"/> if there are none.</summary>
    public static (Vector3 Min, Vector3 Max) Bounds(List<PlacedObject> objects, Vector3 otherwise) {
        if (objects.Count == 0) return (otherwise - new Vector3(0.05f), otherwise + new Vector3(0.05f));
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (PlacedObject o in objects) {
            var (low, high) = TriangleTree.Of(o.Model).WorldBox(o.WorldFromAsset);
            (min, max) = (Vector3.Min(min, low), Vector3.Max(max, high));
        }
        return (min, max);
    }
}
