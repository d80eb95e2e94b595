using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Oriented box around an object, aligned with the object's own axes, in world space, metres. It contains all parts as posed at the frame
/// time. A sheared object has a skewed box.
/// </summary>
public sealed class OrientedBox {
    public Vector3 Centre { get; }
    /// <summary>X axis of the object in world space, unit.</summary>
    public Vector3 AxisX { get; }
    /// <summary>Y axis of the object in world space, unit.</summary>
    public Vector3 AxisY { get; }
    /// <summary>Z axis of the object in world space, unit.</summary>
    public Vector3 AxisZ { get; }
    /// <summary>Full lengths along the three axes, in metres.</summary>
    public Vector3 Size { get; }
    /// <summary>Eight corners; corner k is at the upper end of x if bit 0 of k is set, of y if bit 1 is, of z if bit 2 is.</summary>
    public Vector3[] Corners { get; }

    public OrientedBox(Affine3 worldFromObject, Vector3 low, Vector3 high) {
        Corners = new Vector3[8];
        for (int k = 0; k < 8; k++) {
            Corners[k] = worldFromObject.Point(new((k & 1) != 0 ? high.X : low.X, (k & 2) != 0 ? high.Y : low.Y,
                (k & 4) != 0 ? high.Z : low.Z));
        }
        Centre = worldFromObject.Point(0.5f * (low + high));
        var scale = new Vector3(worldFromObject.X.Length(), worldFromObject.Y.Length(), worldFromObject.Z.Length());
        (AxisX, AxisY, AxisZ) = (worldFromObject.X / scale.X, worldFromObject.Y / scale.Y, worldFromObject.Z / scale.Z);
        Size = (high - low) * scale;
    }
}
