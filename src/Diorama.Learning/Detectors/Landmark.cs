using System.Numerics;

namespace Diorama.Learning.Detectors;

/// <summary>A point that a network has found on a face, a hand or a body.</summary>
/// <param name="Position">
/// x and y in pixels of the picture. z in the same unit, smaller nearer to the camera, from a zero that the network's page states; 0 of
/// networks that give none.
/// </param>
/// <param name="Score">How sure the network is that the point is there, 0 to 1.</param>
/// <param name="Visibility">How sure it is that nothing hides the point, 0 to 1; null of networks that do not say.</param>
public readonly record struct Landmark(Vector3 Position, float Score, float? Visibility = null) {
    /// <summary>x and y, pixels of the picture.</summary>
    public Vector2 Pixel => new(Position.X, Position.Y);
}
