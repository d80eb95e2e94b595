using System.Numerics;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification;

/// <summary>An oriented box of a record as centre, size and axes, to locate world points in it.</summary>
internal readonly struct ObjectBox {
    private readonly Vector3 centre, x, y, z;

    /// <summary>Size along the axes, metres.</summary>
    public Vector3 Size { get; }
    public float Diagonal => Size.Length();

    private ObjectBox(Vector3 centre, Vector3 size, Vector3 x, Vector3 y, Vector3 z) =>
        (this.centre, Size, this.x, this.y, this.z) = (centre, size, x, y, z);

    /// <summary>
    /// Reads the box of a record; null if the record has none, or if its axes are not perpendicular (a sheared object) or unknown (a line).
    /// </summary>
    public static ObjectBox? Of(ObjectRecord o) {
        if (o.OrientedBox is not { Corners.Length: 8 } box || Rows.Triple(box.Centre) is not { } centre) return null;
        var corners = new Vector3[8];
        for (int i = 0; i < 8; i++) {
            if (Rows.Triple(box.Corners[i]) is not { } corner) return null;
            corners[i] = corner;
        }
        Vector3 ex = corners[1] - corners[0], ey = corners[2] - corners[0], ez = corners[4] - corners[0];
        var size = new Vector3(ex.Length(), ey.Length(), ez.Length());
        Span<Vector3> axes = [ex / size.X, ey / size.Y, ez / size.Z];
        int flat = 0;
        for (int i = 0; i < 3; i++) {
            if (size[i] > 1e-6f * size.Length()) continue;
            flat++;
            axes[i] = Vector3.Cross(axes[(i + 1) % 3], axes[(i + 2) % 3]);
        }
        if (flat > 1) return null;
        float skew = MathF.Max(MathF.Abs(Vector3.Dot(axes[0], axes[1])),
            MathF.Max(MathF.Abs(Vector3.Dot(axes[1], axes[2])), MathF.Abs(Vector3.Dot(axes[2], axes[0]))));
        return skew > 1e-3f ? null : new(centre, size, axes[0], axes[1], axes[2]);
    }

    /// <summary>Returns a world point in the box's axes from its centre, metres.</summary>
    public Vector3 Inside(Vector3 world) {
        Vector3 d = world - centre;
        return new(Vector3.Dot(d, x), Vector3.Dot(d, y), Vector3.Dot(d, z));
    }

    /// <summary>Returns the distance of a world point outside the box, the largest along its axes, metres; 0 inside.</summary>
    public float Outside(Vector3 world) {
        Vector3 over = Vector3.Max(Vector3.Abs(Inside(world)) - 0.5f * Size, Vector3.Zero);
        return MathF.Max(over.X, MathF.Max(over.Y, over.Z));
    }
}
