using System.Numerics;
using Diorama.Core;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Intrinsics and pose of an image's camera as other formats need them, in double precision. Poses are 3×4 matrices of 12 numbers, row by
/// row, with rotation and translation only.
/// </summary>
internal sealed class PinholeCamera {
    /// <summary>
    /// Returns what a dataset lacks for formats whose only intrinsics are K, as the end of a sentence; null if all its lenses are
    /// perspective.
    /// </summary>
    public static string? Missing(DatasetSurvey survey) =>
        survey.Lenses.FirstOrDefault(l => l != "perspective") is { } other ? $"pinhole cameras, all of them (it has {other} lenses)" : null;

    public PinholeCamera(FrameRecord image) {
        if (image.Camera.K is not { } k) throw new BadInputException($"image {image.ImageId} has no K, which this format needs.");
        (Fx, Fy, Cx, Cy) = (k[0][0], k[1][1], k[0][2], k[1][2]);
        WorldFromCamera = [.. image.Camera.WorldFromCamera.SelectMany(row => row.Select(v => (double)v))];
    }

    public double Fx { get; }
    public double Fy { get; }
    /// <summary>Horizontal coordinate of the principal point, pixels; pixel centres are at +0.5.</summary>
    public double Cx { get; }
    public double Cy { get; }
    /// <summary>Intrinsics fx, fy, cx, cy in pixels; pixel centres at +0.5.</summary>
    public double[] Intrinsics => [Fx, Fy, Cx, Cy];
    /// <summary>K as nine numbers, row by row, with pixel centres at integers, as in OpenCV.</summary>
    public double[] CentredK => [Fx, 0, Cx - 0.5, 0, Fy, Cy - 0.5, 0, 0, 1];
    public double[] WorldFromCamera { get; }
    public double[] CameraFromWorld => Inverse(WorldFromCamera);

    /// <summary>Pose of an object's box relative to the camera: origin at the centre of the box, with the object's rotation.</summary>
    public double[] CameraFromBox(ObjectRecord o) {
        double[] q = Array.ConvertAll(o.RotationWxyz!, v => (double)v),
            centre = Point(CameraFromWorld, Array.ConvertAll(o.OrientedBox!.Centre, v => (double)v));
        double n = 2 / (q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        double w = q[0], x = q[1], y = q[2], z = q[3];
        return [
            1 - n * (y * y + z * z), n * (x * y - w * z), n * (x * z + w * y), centre[0],
            n * (x * y + w * z), 1 - n * (x * x + z * z), n * (y * z - w * x), centre[1],
            n * (x * z - w * y), n * (y * z + w * x), 1 - n * (x * x + y * y), centre[2],
        ];
    }

    /// <summary>
    /// Converts a pose to that of a camera that looks along −Z with +Y up (OpenGL, Blender, NeRF): its Y and Z axes point the other way.
    /// </summary>
    public static double[] Flipped(double[] worldFromCamera) {
        double[] flipped = [.. worldFromCamera];
        foreach (int i in (ReadOnlySpan<int>)[1, 2, 5, 6, 9, 10]) flipped[i] = -flipped[i];
        return flipped;
    }

    public static Vector3 Flipped(Vector3 cameraDirection) => new(cameraDirection.X, -cameraDirection.Y, -cameraDirection.Z);

    /// <summary>Inverts a rigid pose.</summary>
    public static double[] Inverse(double[] m) => [
        m[0], m[4], m[8], -(m[0] * m[3] + m[4] * m[7] + m[8] * m[11]),
        m[1], m[5], m[9], -(m[1] * m[3] + m[5] * m[7] + m[9] * m[11]),
        m[2], m[6], m[10], -(m[2] * m[3] + m[6] * m[7] + m[10] * m[11]),
    ];

    public static double[] Point(double[] m, double[] p) => [
        m[0] * p[0] + m[1] * p[1] + m[2] * p[2] + m[3], m[4] * p[0] + m[5] * p[1] + m[6] * p[2] + m[7],
        m[8] * p[0] + m[9] * p[1] + m[10] * p[2] + m[11],
    ];

    public static double[] RotationOf(double[] m) => [m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]];

    public static double[] TranslationOf(double[] m) => [m[3], m[7], m[11]];

    public static double[] Pose(double[] rotation, double[] translation) => [
        rotation[0], rotation[1], rotation[2], translation[0], rotation[3], rotation[4], rotation[5], translation[1], rotation[6],
        rotation[7], rotation[8], translation[2],
    ];
}
