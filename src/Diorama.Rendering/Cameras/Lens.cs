using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// A projection model between camera space (OpenCV axes, metres) and the continuous image plane (pixels).
/// <see cref="Project"/> and <see cref="Unproject"/> are exact inverses on the domain where both succeed.
/// </summary>
public abstract class Lens {
    /// <summary>The image point of a camera-space point; false when the model does not image it (behind, beyond its field).</summary>
    public abstract bool Project(Vector3 pointCamera, out Vector2 pixel);

    /// <summary>
    /// The ray that lands on <paramref name="pixel"/>: origin and unit direction in camera space; false outside the image circle.
    /// </summary>
    public abstract bool Unproject(Vector2 pixel, out Vector3 origin, out Vector3 direction);

    /// <summary>
    /// Whether an open aperture is sharp on the plane Z = focus distance. Lenses that see past 90° off axis are sharp on a sphere
    /// instead, and their entrance pupil turns towards the ray, as a real fisheye's does.
    /// </summary>
    public virtual bool FocusesOnPlane => true;

    /// <summary>Whether all rays have one direction; otherwise they begin at the camera's origin.</summary>
    public virtual bool RaysAreParallel => false;

    /// <summary>Whether the right edge of the image continues at the left one.</summary>
    public virtual bool WrapsAround => false;

    /// <summary>Whether points with a negative Z may be imaged.</summary>
    public virtual bool SeesBehind => false;

    /// <summary>Focal lengths and principal point in pixels, K of a calibration; null for lenses that have none.</summary>
    public virtual (float Fx, float Fy, float Cx, float Cy)? Intrinsics => null;

    /// <summary>Name of the model in files (<see cref="LensJson"/>).</summary>
    public abstract string Model { get; }

    /// <summary>Parameters by the names that they have in files, pixels; together they make the lens again.</summary>
    public abstract IReadOnlyList<(string Name, float Value)> Parameters { get; }

    /// <summary>The unit vector along (x, y, 1).</summary>
    private protected static Vector3 Toward(double x, double y) {
        double scale = 1 / Math.Sqrt(1 + x * x + y * y);
        return new((float)(x * scale), (float)(y * scale), (float)scale);
    }

    private protected static void CheckFocal(float fx, float fy, float cx, float cy) {
        if (!(fx > 0 && fy > 0 && float.IsFinite(fx + fy))) {
            throw new ArgumentOutOfRangeException(nameof(fx), $"focal lengths and scales of a lens are positive, not {fx}, {fy}");
        }
        CheckFinite(cx, cy);
    }

    private protected static void CheckFinite(params ReadOnlySpan<float> values) {
        foreach (float value in values) {
            if (!float.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(values), value, "lens parameters are finite numbers");
        }
    }

    /// <summary>The same view on an image that is so many times wider and higher.</summary>
    public abstract Lens Scaled(float across, float down);
}
