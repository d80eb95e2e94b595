namespace Diorama.Sensors.Depths;

/// <summary>
/// A depth camera that observes a projected pattern from beside the projector; the defaults are those of the first Kinect.
/// </summary>
public sealed record StructuredLight {
    /// <summary>Distance from the camera to the projector on its right, in metres; negative if the projector is on its left.</summary>
    public double Baseline { get; init; } = 0.075;
    /// <summary>Resolution in pixels to which the shift of the pattern is measured; 0 does not round.</summary>
    public double DisparityStep { get; init; } = 0.125;
    /// <summary>Smallest depth that is measured, in metres.</summary>
    public double Near { get; init; } = 0.4;
    /// <summary>Largest depth that is measured, in metres.</summary>
    public double Far { get; init; } = 8;
    /// <summary>
    /// Largest angle in radians between surface normal and direction to the camera; steeper surfaces give no measurement.
    /// </summary>
    public double SteepestAngle { get; init; } = 1.4;
    /// <summary>Whether points that the projector does not reach give no measurement.</summary>
    public bool Shadows { get; init; } = true;
    /// <summary>Whether depth has noise: σ = 0.0012 + 0.0019 (z − 0.4)² + 0.0001 / √z · θ² / (π/2 − θ)² metres.</summary>
    public bool Axial { get; init; } = true;
    /// <summary>Whether edges have noise across them: σ = 0.8 + 0.035 θ / (π/2 − θ) pixels.</summary>
    public bool Lateral { get; init; } = true;
}
