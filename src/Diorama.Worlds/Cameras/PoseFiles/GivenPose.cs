using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Cameras.PoseFiles;

/// <summary>
/// Pose of a camera as a file states it, in double precision: the images of the camera's axes (OpenCV: +X right, +Y down, +Z forward) and
/// of its origin in the space of the file.
/// </summary>
public sealed record GivenPose {
    /// <summary>Largest difference of the axes from unit length and right angles.</summary>
    private const double Tolerance = 1e-3;

    public required Double3 Right { get; init; }
    public required Double3 Down { get; init; }
    public required Double3 Forward { get; init; }
    public required Double3 Origin { get; init; }
    /// <summary>Lens of the camera; null leaves it to the recipe.</summary>
    public Lens? Lens { get; init; }
    /// <summary>
    /// Horizontal field of view, radians, of a pinhole with square pixels about the middle of the image, where the file states it without
    /// a lens; null where it does not.
    /// </summary>
    public double? FieldOfView { get; init; }
    /// <summary>Width of the image in pixels; null leaves it to the recipe.</summary>
    public int? Width { get; init; }
    /// <summary>Height of the image in pixels; null leaves it to the recipe.</summary>
    public int? Height { get; init; }

    /// <summary>Makes a pose of the rows of worldFromCamera.</summary>
    /// <param name="rows">Twelve numbers, three rows of four; or the sixteen of a 4×4 matrix.</param>
    /// <param name="upright">True for axes as in OpenGL and Blender: +Y up, looking along −Z.</param>
    /// <param name="bad">Makes the exception for a matrix that is no pose.</param>
    public static GivenPose OfWorldFromCamera(ReadOnlySpan<double> rows, bool upright, Func<string, BadInputException> bad) {
        double flip = upright ? -1 : 1;
        return new GivenPose {
            Right = new(rows[0], rows[4], rows[8]), Down = new Double3(rows[1], rows[5], rows[9]) * flip,
            Forward = new Double3(rows[2], rows[6], rows[10]) * flip, Origin = new(rows[3], rows[7], rows[11]),
        }.Checked(bad);
    }

    /// <summary>Makes a pose of the rows of cameraFromWorld, given as for <see cref="OfWorldFromCamera"/>.</summary>
    public static GivenPose OfCameraFromWorld(ReadOnlySpan<double> rows, bool upright, Func<string, BadInputException> bad) {
        double flip = upright ? -1 : 1;
        Double3 right = new(rows[0], rows[1], rows[2]), down = new Double3(rows[4], rows[5], rows[6]) * flip,
            forward = new Double3(rows[8], rows[9], rows[10]) * flip;
        Double3 origin = default(Double3) - (right * rows[3] + down * (rows[7] * flip) + forward * (rows[11] * flip));
        return new GivenPose { Right = right, Down = down, Forward = forward, Origin = origin }.Checked(bad);
    }

    /// <summary>Makes a pose of a unit quaternion that rotates camera axes to those of the file, and the position.</summary>
    public static GivenPose OfQuaternion(double w, double x, double y, double z, Double3 origin, Func<string, BadInputException> bad) {
        double length = Math.Sqrt(w * w + x * x + y * y + z * z);
        if (!(Math.Abs(length - 1) <= 0.01)) throw bad($"the quaternion has the length {length:0.###}; expected 1");
        (w, x, y, z) = (w / length, x / length, y / length, z / length);
        return new() {
            Right = new(1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)),
            Down = new(2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)),
            Forward = new(2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)), Origin = origin,
        };
    }

    /// <summary>Returns the pose in a scene.</summary>
    /// <param name="worldFromFile">Transform of the space of the poses to the world; its scale applies to the position alone.</param>
    /// <param name="sceneOrigin">Where the origin of the scene lies in the world.</param>
    public Affine3 InScene(in Affine3 worldFromFile, Double3 sceneOrigin) {
        Affine3 map = worldFromFile;
        Double3 Vector(Double3 v) => (Double3)map.X * v.X + (Double3)map.Y * v.Y + (Double3)map.Z * v.Z;
        Double3 Unit(Double3 v) => Vector(v) is var w ? w * (1 / w.Length) : default;
        return new((System.Numerics.Vector3)Unit(Right), (System.Numerics.Vector3)Unit(Down), (System.Numerics.Vector3)Unit(Forward),
            (System.Numerics.Vector3)(Vector(Origin) + map.Origin - sceneOrigin));
    }

    private GivenPose Checked(Func<string, BadInputException> bad) {
        double worst = 0;
        foreach (Double3 axis in (ReadOnlySpan<Double3>)[Right, Down, Forward]) worst = Math.Max(worst, Math.Abs(axis.Length - 1));
        worst = Math.Max(worst, Math.Abs(Double3.Dot(Right, Down)));
        worst = Math.Max(worst, (Double3.Cross(Right, Down) - Forward).Length);
        // Comparisons with NaN are false.
        if (!(worst <= Tolerance)) throw bad("the matrix is no rotation: its axes are not at right angles, of length 1 and right-handed");
        if (!(Origin.MaxAbs <= Coordinates.Max)) throw bad($"the position is {Origin}; {Coordinates.Expected}");
        return this;
    }
}
