using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Cameras;

/// <summary>Poses of nodes that carry cameras, which look along −Z with +Y up. Angles in radians.</summary>
public static class CameraPose {
    /// <param name="eye">Position in world space, metres.</param>
    /// <param name="heading">Heading from +X towards +Y.</param>
    /// <param name="tilt">Pitch; above 0 the camera looks up.</param>
    /// <param name="roll">Roll; above 0 the camera turns clockwise, as seen from behind it.</param>
    public static Affine3 At(Vector3 eye, float heading, float tilt, float roll) {
        (float sin, float cos) = MathF.SinCos(heading);
        (float up, float level) = MathF.SinCos(tilt);
        return LookingAt(eye, eye + new Vector3(level * cos, level * sin, up), roll);
    }

    public static Affine3 LookingAt(Vector3 eye, Vector3 target, float roll) {
        Affine3 upright = Affine3.CameraLookingAt(eye, target, Vector3.UnitZ) * Affine3.Rotation(Vector3.UnitZ, roll);
        return upright * Camera.NodeFromCamera.Inverse();
    }

    /// <summary>Converts the pose of a node to the pose of its camera in camera axes (OpenCV).</summary>
    public static Affine3 WorldFromCamera(Affine3 worldFromNode) => worldFromNode * Camera.NodeFromCamera;

    /// <summary>Returns the rotation of a rigid transform.</summary>
    public static Quaternion RotationOf(Affine3 m) => Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new(
        m.X.X, m.X.Y, m.X.Z, 0, m.Y.X, m.Y.Y, m.Y.Z, 0, m.Z.X, m.Z.Y, m.Z.Z, 0, 0, 0, 0, 1)));
}
