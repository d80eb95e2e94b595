using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// A projection model between camera space (OpenCV axes, metres) and the continuous image plane (pixels).
/// <see cref="Project"/> and <see cref="Unproject"/> are exact inverses on the domain where both succeed.
/// </summary>
public abstract class Lens {
    /// <summary>
    /// Projects a camera-space point to its image point; returns false if the model does not image it (behind the camera, or beyond the
    /// field of view).
    /// </summary>
    public abstract bool Project(Vector3 pointCamera, out Vector2 pixel);

    /// <summary>
    /// Returns the ray that is imaged at <paramref name="pixel"/>: origin and unit direction in camera space; false outside the image
    /// circle.
    /// </summary>
    public abstract bool Unproject(Vector2 pixel, out Vector3 origin, out Vector3 direction);

    /// <summary>
    /// Whether focus is on the plane Z = focus distance. Lenses that see past 90° off axis focus on a sphere instead, and their entrance
    /// pupil turns towards the ray, as that of a real fisheye does.
    /// </summary>
    public virtual bool FocusesOnPlane => true;

    /// <summary>Whether all rays are parallel; otherwise they start at the camera's origin.</summary>
    public virtual bool RaysAreParallel => false;

    /// <summary>Whether the right edge of the image continues at the left one.</summary>
    public virtual bool WrapsAround => false;

    /// <summary>Whether points with a negative Z may be imaged.</summary>
    public virtual bool SeesBehind => false;

    /// <summary>Focal lengths and principal point in pixels, as in the camera matrix K; null for lenses that have none.</summary>
    public virtual (float Fx, float Fy, float Cx, float Cy)? Intrinsics => null;

    /// <summary>Name of the model in files (<see cref="LensJson"/>).</summary>
    public abstract string Model { get; }

    /// <summary>Parameters with their names in files, in pixels; with the model and the image size they define the lens.</summary>
    public abstract IReadOnlyList<(string Name, float Value)> Parameters { get; }

    /// <summary>Returns the unit vector along (x, y, 1).</summary>
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

    /// <summary>Returns the lens with the same view for an image that is wider and higher by these factors.</summary>
    public abstract Lens Scaled(float across, float down);
}
