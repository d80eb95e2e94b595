using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.KittiObject;

/// <summary>
/// The smallest box around an object that stands on the camera's XZ plane and faces the object's heading; KITTI can represent no other box.
/// It equals the object's own box if the camera is level and the object upright.
/// </summary>
/// <param name="Height">Height along the camera's Y axis, metres.</param>
/// <param name="Width">Width across the heading, metres.</param>
/// <param name="Length">Length along the heading, metres.</param>
/// <param name="Bottom">Centre of the lower face, camera space, metres.</param>
/// <param name="RotationY">
/// Heading as a rotation about the camera's Y axis, radians; 0 faces along +X, −π/2 along +Z (away from the camera).
/// </param>
internal readonly record struct UprightBox(double Height, double Width, double Length, Vector3 Bottom, double RotationY) {
    /// <param name="box">Oriented box of the object; its front is −Y.</param>
    /// <param name="cameraFromWorld">Transform from the world to the image's camera.</param>
    public static UprightBox Around(OrientedBoxRecord box, in Affine3 cameraFromWorld) {
        var corners = new Vector3[8];
        for (int i = 0; i < 8; i++) corners[i] = cameraFromWorld.Point(new(box.Corners[i][0], box.Corners[i][1], box.Corners[i][2]));
        Vector3 front = corners[0] - corners[2];
        // For an object that faces straight up or down, the heading is taken from its right side.
        if (front.X * front.X + front.Z * front.Z < 1e-6f * front.LengthSquared())
            front = Vector3.Cross(Vector3.UnitY, corners[1] - corners[0]);
        double yaw = Math.Atan2(-front.Z, front.X);
        // The angle is rounded first, so that the box with the rounded angle still encloses the object.
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
