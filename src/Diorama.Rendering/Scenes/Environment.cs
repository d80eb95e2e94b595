using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// Environment: light from infinitely far away. The map is equirectangular, linear Rec.709: the centre column looks along +X of the world
/// rotated by <see cref="RotationZ"/>, the top row is +Z; columns to the right turn towards −Y (as seen from inside, Blender's
/// convention).
/// </summary>
public sealed class Environment {
    private Lazy<Image<Vector3>>? map;

    /// <summary>Environment map with width:height 2:1; null means a constant <see cref="Scale"/>.</summary>
    public Image<Vector3>? Map {
        get => map?.Value;
        set => map = value is null ? null : new(value);
    }
    /// <summary>Factor of the map, or the constant without a map (radiance, W·sr⁻¹·m⁻²).</summary>
    public Vector3 Scale { get; set; } = Vector3.One;
    /// <summary>Counter-clockwise rotation about +Z in radians.</summary>
    public float RotationZ { get; set; }
    /// <summary>Analytic sun and sky, used in place of the map; null for none.</summary>
    public Lights.SunSky? SunSky { get; set; }

    /// <summary>
    /// Sets a function that computes the <see cref="Map"/> when it is first read: scenes that are only labelled never read it.
    /// </summary>
    public void PaintMap(Func<Image<Vector3>> paint) => map = new(paint);
}
