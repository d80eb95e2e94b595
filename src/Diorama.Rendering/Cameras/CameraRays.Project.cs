using System.Numerics;

namespace Diorama.Rendering.Cameras;

public sealed partial class CameraRays {
    /// <summary>
    /// Projects a static world point to its image point, and to its Z in camera space (metres). With a rolling shutter the point is seen by
    /// the row onto which it falls at the time of that row. The point may lie outside the image; returns false if the lens does not image
    /// it at all.
    /// </summary>
    public bool Project(Vector3 worldPoint, out Vector2 pixel, out float depthZ) =>
        secondsPerRow == 0 || poses.IsStatic
            ? Project(worldPoint, 0, out pixel, out depthZ)
            : SolveRow(worldPoint, null, out pixel, out depthZ);

    /// <summary>Projects a moving point, given as its world position at seconds relative to the frame time.</summary>
    public bool Project(Func<float, Vector3> worldPointAt, out Vector2 pixel, out float depthZ) {
        ArgumentNullException.ThrowIfNull(worldPointAt);
        return secondsPerRow == 0
            ? Project(worldPointAt(0), 0, out pixel, out depthZ)
            : SolveRow(default, worldPointAt, out pixel, out depthZ);
    }

    /// <summary>
    /// Projects a world point with the camera pose at <paramref name="time"/> (seconds relative to the frame time), independent of the
    /// row.
    /// </summary>
    public bool Project(Vector3 worldPoint, float time, out Vector2 pixel, out float depthZ) {
        var world = poses.At(time);
        var offset = worldPoint - world.Origin;
        var point = new Vector3(Vector3.Dot(world.X, offset), Vector3.Dot(world.Y, offset), Vector3.Dot(world.Z, offset));
        depthZ = point.Z;
        return lens.Project(point, out pixel);
    }

    /// <summary>
    /// Finds the row y at whose time the point is imaged at y: a fixed point, found by the secant method, which also converges where plain
    /// iteration would be slow (the point moves nearly as fast as the readout).
    /// </summary>
    private bool SolveRow(Vector3 fixedPoint, Func<float, Vector3>? moving, out Vector2 pixel, out float depthZ) {
        // A point may be in view during only a part of the readout: start in the middle, else at either end.
        float y = 0.5f * height;
        if (!ProjectAtRow(y, fixedPoint, moving, out pixel, out depthZ)) {
            y = 0;
            if (!ProjectAtRow(y, fixedPoint, moving, out pixel, out depthZ)) {
                y = height;
                if (!ProjectAtRow(y, fixedPoint, moving, out pixel, out depthZ)) return false;
            }
        }
        float error = pixel.Y - y;
        float next = pixel.Y;
        for (int i = 0; i < 20 && MathF.Abs(error) > 2e-5f; i++) {
            if (!ProjectAtRow(next, fixedPoint, moving, out pixel, out depthZ)) return false;
            float nextError = pixel.Y - next, rise = error - nextError;
            float step = rise != 0 ? nextError * (next - y) / rise : nextError;
            (y, error) = (next, nextError);
            next += step;
            // A 32-bit coordinate resolves no smaller difference of rows.
            if (next == y) break;
        }
        return true;
    }

    private bool ProjectAtRow(float y, Vector3 fixedPoint, Func<float, Vector3>? moving, out Vector2 pixel, out float depthZ) {
        float time = TimeOfRow(y);
        return Project(moving is null ? fixedPoint : moving(time), time, out pixel, out depthZ);
    }
}
