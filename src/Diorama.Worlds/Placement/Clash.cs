using System.Numerics;

namespace Diorama.Worlds.Placement;

/// <summary>Tests whether upright objects overlap: first their boxes, then their columns.</summary>
internal static class Clash {
    /// <summary>Depth up to which an overlap counts as touching, metres.</summary>
    public const float Tolerance = 0.0015f;

    public static bool Between(FurnitureItem a, PlanarPose at, FurnitureItem b, PlanarPose bt) =>
        a.At(at).Overlaps(b.At(bt), Tolerance) && Columns(a.Shape, at, b.Shape, bt);

    /// <summary>
    /// True if the columns overlap. Conservative: it never misses an overlap deeper than <see cref="Tolerance"/>, and keeps a distance of
    /// about a column's width.
    /// </summary>
    public static bool Columns(AssetColumns a, PlanarPose at, AssetColumns b, PlanarPose bt) {
        if ((long)a.Columns * a.Rows > (long)b.Columns * b.Rows) (a, at, b, bt) = (b, bt, a, at);
        // Pose of a in the frame of b.
        Vector2 origin = bt.Local(at.Floor), right = new(Vector2.Dot(at.Right, bt.Right),
            bt.Right.X * at.Right.Y - bt.Right.Y * at.Right.X);
        Vector2 up = new(-right.Y, right.X);
        float lift = at.Position.Z - bt.Position.Z;
        float reach = a.Cell / 2 * (MathF.Abs(right.X) + MathF.Abs(right.Y)) - 1e-4f;
        for (int y = 0; y < a.Rows; y++) {
            for (int x = 0; x < a.Columns; x++) {
                ReadOnlySpan<Stretch> own = a.At(x, y);
                if (own.Length == 0) continue;
                Vector2 m = a.Middle(x, y);
                Vector2 p = origin + right * m.X + up * m.Y;
                int x0 = Math.Max(b.ColumnAt(p.X - reach), 0), x1 = Math.Min(b.ColumnAt(p.X + reach), b.Columns - 1);
                int y0 = Math.Max(b.RowAt(p.Y - reach), 0), y1 = Math.Min(b.RowAt(p.Y + reach), b.Rows - 1);
                for (int v = y0; v <= y1; v++) {
                    for (int u = x0; u <= x1; u++) {
                        foreach (Stretch other in b.At(u, v)) {
                            foreach (Stretch s in own) {
                                if (s.Low + lift < other.High - Tolerance && other.Low < s.High + lift - Tolerance) return true;
                            }
                        }
                    }
                }
            }
        }
        return false;
    }
}
