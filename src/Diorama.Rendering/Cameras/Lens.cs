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
}
