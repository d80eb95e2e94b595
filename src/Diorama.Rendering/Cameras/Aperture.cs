using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>The aperture of a lens, sampled uniformly by area: a disc, or a regular polygon whose corners lie on the circle.</summary>
public sealed class Aperture {
    private readonly float radius;
    private readonly Vector2[] corners;

    /// <param name="radius">Radius of the circle, or of the polygon's corners, in metres.</param>
    /// <param name="blades">Number of blades: 0 for a circle, else 3 or more.</param>
    /// <param name="rotation">Angle of the first corner in radians, from +X towards +Y of the camera.</param>
    public Aperture(float radius, int blades, float rotation) {
        if (!(radius >= 0 && float.IsFinite(radius))) throw new ArgumentOutOfRangeException(nameof(radius));
        if (blades is < 0 or 1 or 2) throw new ArgumentOutOfRangeException(nameof(blades), blades, "0 (a circle), or 3 or more blades");
        this.radius = radius;
        corners = blades == 0 ? [] : new Vector2[blades + 1];
        for (int i = 0; i < corners.Length; i++) {
            (float sin, float cos) = MathF.SinCos(rotation + 2 * MathF.PI * (i % blades) / blades);
            corners[i] = new(radius * cos, radius * sin);
        }
    }

    /// <summary>Maps a point of the unit square to a point of the aperture, in metres from its centre.</summary>
    public Vector2 Sample(Vector2 u) {
        if (corners.Length == 0) return radius * Disc(u);
        // Each blade gets an equal part of u.X; the triangle behind it is sampled as in Turk 1990.
        int blades = corners.Length - 1;
        float slice = u.X * blades;
        int blade = Math.Min((int)slice, blades - 1);
        return MathF.Sqrt(slice - blade) * Vector2.Lerp(corners[blade], corners[blade + 1], u.Y);
    }

    /// <summary>Maps the unit square to the unit disc by Shirley and Chiu 1997, "A Low Distortion Map Between Disk and Square".</summary>
    private static Vector2 Disc(Vector2 u) {
        float a = 2 * u.X - 1, b = 2 * u.Y - 1;
        if (a == 0 && b == 0) return Vector2.Zero;
        bool wide = MathF.Abs(a) > MathF.Abs(b);
        float r = wide ? a : b;
        (float sin, float cos) = MathF.SinCos(wide ? MathF.PI / 4 * (b / a) : MathF.PI / 2 - MathF.PI / 4 * (a / b));
        return new(r * cos, r * sin);
    }
}
