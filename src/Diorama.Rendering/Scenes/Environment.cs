using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// Light from infinitely far away. The map is equirectangular, linear Rec.709: the column centre looks along +X of the world
/// rotated by <see cref="RotationZ"/>, the top row is +Z; columns to the right turn towards −Y (as seen from inside, Blender's convention).
/// </summary>
public sealed class Environment {
    private Lazy<Image<Vector3>>? map;

    /// <summary>Width:height is 2:1. Null means a constant <see cref="Scale"/>.</summary>
    public Image<Vector3>? Map {
        get => map?.Value;
        set => map = value is null ? null : new(value);
    }
    /// <summary>Multiplies the map (radiance, W·sr⁻¹·m⁻²).</summary>
    public Vector3 Scale { get; set; } = Vector3.One;
    /// <summary>Counter-clockwise turn about +Z, radians.</summary>
    public float RotationZ { get; set; }
    /// <summary>Analytic sun and sky in place of a map.</summary>
    public Lights.SunSky? SunSky { get; set; }

    /// <summary>Gives it a <see cref="Map"/> that is painted when it is first asked for: scenes that are only labelled never ask.</summary>
    public void PaintMap(Func<Image<Vector3>> paint) => map = new(paint);
}
