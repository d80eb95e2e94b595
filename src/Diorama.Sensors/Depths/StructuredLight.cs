namespace Diorama.Sensors.Depths;

/// <summary>A depth camera that sees a projected pattern from beside the projector; the defaults are those of the first Kinect.</summary>
public sealed record StructuredLight {
    /// <summary>Metres from camera to projector, which stands to its right; a negative one stands to its left.</summary>
    public double Baseline { get; init; } = 0.075;
    /// <summary>Pixels to which the shift of the pattern is found.</summary>
    public double DisparityStep { get; init; } = 0.125;
    /// <summary>Nearest and farthest that is measured, metres.</summary>
    public double Near { get; init; } = 0.4;
    public double Far { get; init; } = 8;
    /// <summary>Steeper surfaces, radians from facing the camera, give nothing.</summary>
    public double SteepestAngle { get; init; } = 1.4;
    /// <summary>What the projector does not reach gives nothing.</summary>
    public bool Shadows { get; init; } = true;
    /// <summary>Depth varies: σ = 0.0012 + 0.0019 (z − 0.4)² + 0.0001 / √z · θ² / (π/2 − θ)² metres.</summary>
    public bool Axial { get; init; } = true;
    /// <summary>Edges fray: σ = 0.8 + 0.035 θ / (π/2 − θ) pixels.</summary>
    public bool Lateral { get; init; } = true;
}
