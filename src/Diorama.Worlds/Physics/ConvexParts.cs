using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Assets.Index;
using Diorama.Worlds.Caches;

namespace Diorama.Worlds.Physics;

/// <summary>
/// A model as a union of convex hulls, for collisions: they cover its surface and stay close to it, so that a cup stays open. The parts of
/// an asset are computed once, then read from the cache.
/// </summary>
public sealed class ConvexParts {
    /// <summary>Version of the decomposition, to be increased when it changes, so that older files are not read.</summary>
    private const int Version = 3;
    private static readonly ConditionalWeakTable<AssetModel, ConvexParts> known = [];

    public IReadOnlyList<ConvexHull> Hulls { get; }
    /// <summary>Volume of all hulls together, cubic metres.</summary>
    public double Volume { get; }
    /// <summary>Centre of mass at uniform density, model frame, metres.</summary>
    public Vector3 Centre { get; }
    /// <summary>Inertia tensor about the centre of mass per kilogram: xx, yy, zz, xy, yz, zx, m².</summary>
    internal double[] Inertia { get; }

    public ConvexParts(IReadOnlyList<ConvexHull> hulls) {
        ArgumentNullException.ThrowIfNull(hulls);
        Hulls = hulls;
        (Volume, Centre, Inertia) = MassOf(hulls);
    }

    /// <summary>Creates a box from two corners.</summary>
    public static ConvexParts Box(Vector3 min, Vector3 max) => new([BoxHull(min, max)]);

    internal static ConvexHull BoxHull(Vector3 min, Vector3 max) {
        var corners = new Vector3[8];
        for (int i = 0; i < 8; i++)
            corners[i] = new((i & 1) == 0 ? min.X : max.X, (i & 2) == 0 ? min.Y : max.Y, (i & 4) == 0 ? min.Z : max.Z);
        return ConvexHull.Around(corners, 0, 8) ?? throw new ArgumentException("A box needs a volume.", nameof(max));
    }

    /// <summary>Returns the parts of a model, from <paramref name="cache"/> or computed and stored there. Thread-safe.</summary>
    public static ConvexParts Of(AssetModel model, ComputedCache? cache = null) {
        ArgumentNullException.ThrowIfNull(model);
        return known.GetValue(model, m => Read(TriangleTree.Of(m), cache));
    }

    /// <summary>Returns the parts of the same model at another scale.</summary>
    public ConvexParts Scaled(float factor) => factor == 1 ? this
        : new([.. Hulls.Select(h => new ConvexHull { Corners = [.. h.Corners.Select(c => c * factor)], Triangles = h.Triangles })]);

    private static ConvexParts Read(TriangleTree tree, ComputedCache? cache) {
        string key = tree.ContentHash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
        if (cache?.Read("physics/hulls", key, Version, From) is { } found) return found;
        var parts = new ConvexParts(ConvexDecomposition.Of(tree.Corners, tree.Min, tree.Max));
        cache?.Write("physics/hulls", key, Version, parts.To);
        return parts;
    }

    private static ConvexParts From(BinaryReader reader) {
        var hulls = new ConvexHull[reader.ReadInt32()];
        for (int i = 0; i < hulls.Length; i++) {
            var corners = new Vector3[reader.ReadInt32()];
            var triangles = new int[reader.ReadInt32()];
            for (int k = 0; k < corners.Length; k++) corners[k] = new(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
            for (int k = 0; k < triangles.Length; k++) triangles[k] = reader.ReadUInt16();
            hulls[i] = new() { Corners = corners, Triangles = triangles };
        }
        return new(hulls);
    }

    private void To(BinaryWriter writer) {
        writer.Write(Hulls.Count);
        foreach (ConvexHull hull in Hulls) {
            writer.Write(hull.Corners.Length);
            writer.Write(hull.Triangles.Length);
            foreach (Vector3 c in hull.Corners) {
                writer.Write(c.X);
                writer.Write(c.Y);
                writer.Write(c.Z);
            }
            foreach (int t in hull.Triangles) writer.Write((ushort)t);
        }
    }

    /// <summary>
    /// Computes volume, centre of mass and inertia as sums over tetrahedra from the origin to each face (Tonon 2004, by the covariance of a
    /// tetrahedron).
    /// </summary>
    private static (double, Vector3, double[]) MassOf(IReadOnlyList<ConvexHull> hulls) {
        double volume = 0, x = 0, y = 0, z = 0, xx = 0, yy = 0, zz = 0, xy = 0, yz = 0, zx = 0;
        foreach (ConvexHull hull in hulls) {
            for (int t = 0; t < hull.Triangles.Length; t += 3) {
                Vector3 a = hull.Corners[hull.Triangles[t]], b = hull.Corners[hull.Triangles[t + 1]],
                    c = hull.Corners[hull.Triangles[t + 2]], s = a + b + c;
                double v = Vector3.Dot(a, Vector3.Cross(b, c)) / 6.0;
                volume += v;
                (x, y, z) = (x + v * s.X / 4, y + v * s.Y / 4, z + v * s.Z / 4);
                xx += v / 20 * (a.X * a.X + b.X * b.X + c.X * c.X + s.X * s.X);
                yy += v / 20 * (a.Y * a.Y + b.Y * b.Y + c.Y * c.Y + s.Y * s.Y);
                zz += v / 20 * (a.Z * a.Z + b.Z * b.Z + c.Z * c.Z + s.Z * s.Z);
                xy += v / 20 * (a.X * a.Y + b.X * b.Y + c.X * c.Y + s.X * s.Y);
                yz += v / 20 * (a.Y * a.Z + b.Y * b.Z + c.Y * c.Z + s.Y * s.Z);
                zx += v / 20 * (a.Z * a.X + b.Z * b.X + c.Z * c.X + s.Z * s.X);
            }
        }
        if (!(volume > 0)) return (0, Vector3.Zero, [1e-6, 1e-6, 1e-6, 0, 0, 0]);
        (x, y, z) = (x / volume, y / volume, z / volume);
        double cx = xx / volume - x * x, cy = yy / volume - y * y, cz = zz / volume - z * z;
        return (volume, new((float)x, (float)y, (float)z),
            [cy + cz, cz + cx, cx + cy, -(xy / volume - x * y), -(yz / volume - y * z), -(zx / volume - z * x)]);
    }
}
