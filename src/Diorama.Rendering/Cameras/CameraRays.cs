using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// A camera prepared for rendering one frame: maps image points to world rays, with shutter, readout and aperture, and world points back to
/// the image. Thread-safe; allocates nothing after construction.
/// </summary>
public sealed partial class CameraRays {
    private readonly Lens lens;
    private readonly PoseTrack poses;
    private readonly Aperture? aperture;
    private readonly PixelFootprint? footprint;
    private readonly float shutter, focusDistance;
    private readonly float height, readout, secondsPerRow;
    // The perspective lens, unpacked: no virtual call and no table for by far the most common camera.
    private readonly bool isPerspective;
    private readonly float cx, cy, inverseFx, inverseFy;

    public Camera Camera { get; }

    /// <summary>Rigid pose at the frame time (OpenCV axes).</summary>
    public Affine3 WorldFromCamera => poses.Rest;

    /// <summary>Returns the pose at <paramref name="time"/>, in seconds relative to the frame time.</summary>
    public Affine3 WorldFromCameraAt(float time) => poses.At(time);

    /// <summary>Whether the camera moves while the shutter is open or the sensor is read.</summary>
    public bool IsMoving => !poses.IsStatic;

    /// <param name="camera">Camera to prepare; later changes to it have no effect here.</param>
    /// <param name="worldFromCamera">
    /// Pose (OpenCV axes) at a time in seconds relative to the frame time; called in the constructor only. Scale is ignored.
    /// </param>
    public CameraRays(Camera camera, Func<double, Affine3> worldFromCamera) {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(worldFromCamera);
        Camera = camera;
        lens = camera.Lens;
        (shutter, readout, focusDistance) = (camera.ShutterSeconds, camera.ReadoutSeconds, camera.FocusDistance);
        height = camera.Height;
        secondsPerRow = camera.Height > 1 ? readout / (camera.Height - 1) : 0;
        if (!Coordinates.AreUsable(new Vector3(camera.ApertureRadius, focusDistance, 0))) {
            throw new BadInputException($"Camera '{camera.Name}' has aperture radius {camera.ApertureRadius} and focus distance "
                + $"{focusDistance}, {Coordinates.Expected}.");
        }
        if (camera.ApertureRadius > 0) {
            if (!(focusDistance > 0)) {
                throw new BadInputException(
                    $"Camera '{camera.Name}' has focus distance {focusDistance}; a positive number of metres was expected.");
            }
            aperture = new(camera.ApertureRadius, camera.ApertureBlades, camera.ApertureRotation);
        }
        // The span is half a row longer than the readout at either end: image points reach from the upper edge of the first row to the
        // lower edge of the last.
        poses = new(worldFromCamera, 0.5f * (MathF.Abs(secondsPerRow) * height + MathF.Abs(shutter)));
        if (lens is PerspectiveLens p) {
            isPerspective = true;
            (cx, cy, inverseFx, inverseFy) = (p.Cx, p.Cy, 1 / p.Fx, 1 / p.Fy);
        } else {
            footprint = new(lens, camera.Width, camera.Height);
        }
    }

    /// <summary>Prepares a camera that does not move.</summary>
    public CameraRays(Camera camera, Affine3 worldFromCamera) : this(camera, _ => worldFromCamera) { }

    /// <summary>
    /// Returns the time of the middle of the exposure of the row at image height <paramref name="y"/> (pixels), in seconds relative to the
    /// frame time: −readout/2 at the centre of the first row, +readout/2 at that of the last, linear between and constant outside the
    /// image.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float TimeOfRow(float y) => secondsPerRow * (Math.Clamp(y, 0, height) - 0.5f * height);

    /// <summary>
    /// Generates a ray through an image point. <paramref name="uLens"/> selects the point of the aperture and <paramref name="uTime"/>
    /// the time within the row's exposure, all in [0, 1). Returns false outside the image circle.
    /// </summary>
    public bool Generate(Vector2 pixel, Vector2 uLens, float uTime, out CameraRay ray) {
        if (!Unproject(pixel, out var origin, out var direction, out float spread, out float width)) {
            ray = default;
            return false;
        }
        if (aperture is not null) Refract(aperture.Sample(uLens), ref origin, ref direction);
        float time = TimeOfRow(pixel.Y) + (uTime - 0.5f) * shutter;
        var world = poses.At(time);
        ray = new(world.Point(origin), world.Vector(direction), spread, width, time);
        return true;
    }

    /// <summary>
    /// Generates the ray for labels: through the centre of the aperture, in the middle of the row's exposure. Returns false outside the
    /// image circle.
    /// </summary>
    public bool Pinhole(Vector2 pixel, out CameraRay ray) {
        bool imaged = Unproject(pixel, out var origin, out var direction, out float spread, out float width);
        float time = TimeOfRow(pixel.Y);
        var world = poses.At(time);
        ray = imaged ? new(world.Point(origin), world.Vector(direction), spread, width, time) : default;
        return imaged;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Unproject(Vector2 pixel, out Vector3 origin, out Vector3 direction, out float spread, out float width) {
        if (!isPerspective) {
            var size = footprint!.At(pixel);
            (spread, width) = (size.X, size.Y);
            return lens.Unproject(pixel, out origin, out direction);
        }
        float x = (pixel.X - cx) * inverseFx, y = (pixel.Y - cy) * inverseFy;
        float xx = 1 + x * x, yy = 1 + y * y, inverseSquare = 1 / (xx + y * y);
        origin = Vector3.Zero;
        direction = new Vector3(x, y, 1) * MathF.Sqrt(inverseSquare);
        // Root mean square of |∂direction/∂pixel| in x and y.
        spread = inverseSquare * MathF.Sqrt(0.5f * (yy * inverseFx * inverseFx + xx * inverseFy * inverseFy));
        width = 0;
        return true;
    }

    /// <summary>Moves the ray to a point of the aperture such that it still passes through the point in focus.</summary>
    private void Refract(Vector2 offset, ref Vector3 origin, ref Vector3 direction) {
        if (lens.FocusesOnPlane) {
            var focus = direction * (focusDistance / direction.Z);
            var shift = new Vector3(offset, 0);
            origin += shift;
            direction = Vector3.Normalize(focus - shift);
        } else {
            var shift = new Basis(direction).ToWorld(new(offset, 0));
            origin += shift;
            direction = Vector3.Normalize(direction * focusDistance - shift);
        }
    }
}
