using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.KittiObject;

/// <summary>
/// The smallest box around an object that stands on the camera's XZ plane and looks where the object looks: all that KITTI can say. It is
/// the object's own box when the camera is level and the object upright.
/// </summary>
/// <param name="Height">Along the camera's Y, metres.</param>
/// <param name="Width">Across, metres.</param>
/// <param name="Length">Along where it looks, metres.</param>
/// <param name="Bottom">Middle of the lower side, camera space.</param>
/// <param name="RotationY">About the camera's Y; 0 looks along +X, −π/2 along +Z (away).</param>
internal readonly record struct UprightBox(double Height, double Width, double Length, Vector3 Bottom, double RotationY) {
    /// <param name="box">Of the object; its front is −Y.</param>
    /// <param name="cameraFromWorld">Of the image.</param>
    public static UprightBox Around(OrientedBoxRecord box, in Affine3 cameraFromWorld) {
        var corners = new Vector3[8];
        for (int i = 0; i < 8; i++) corners[i] = cameraFromWorld.Point(new(box.Corners[i][0], box.Corners[i][1], box.Corners[i][2]));
        Vector3 front = corners[0] - corners[2];
        // Something that looks straight up has its right side to go by.
        if (front.X * front.X + front.Z * front.Z < 1e-6f * front.LengthSquared())
            front = Vector3.Cross(Vector3.UnitY, corners[1] - corners[0]);
        double yaw = Math.Atan2(-front.Z, front.X);
        // Angles are rounded before sizes, so that the box is still around the object.
        yaw = Math.Round(yaw, 2);
        (float sin, float cos) = ((float)Math.Sin(yaw), (float)Math.Cos(yaw));
        Vector3 along = new(cos, 0, -sin), across = new(sin, 0, cos), low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        foreach (Vector3 c in corners) {
            var p = new Vector3(Vector3.Dot(c, along), c.Y, Vector3.Dot(c, across));
            (low, high) = (Vector3.Min(low, p), Vector3.Max(high, p));
        }
        Vector3 middle = along * ((low.X + high.X) / 2) + across * ((low.Z + high.Z) / 2);
        return new(high.Y - low.Y, high.Z - low.Z, high.X - low.X, new(middle.X, high.Y, middle.Z), yaw);
    }
}
