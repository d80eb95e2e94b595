using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// Fisheye lens: OpenCV's <c>fisheye</c> model (Kannala and Brandt 2006). With θ the angle off axis, θ_d = θ(1 + k₁θ² + k₂θ⁴ + k₃θ⁶ + k₄θ⁸)
/// is the distance from the principal point in focal lengths. θ is computed by atan2 and can exceed 90°, up to where θ_d stops increasing
/// or <see cref="MaxTheta"/>, whichever is smaller.
/// </summary>
public sealed class KannalaBrandtLens : Lens {
    private readonly RadialMap radial;

    public float Fx { get; }
    public float Fy { get; }
    public float Cx { get; }
    public float Cy { get; }
    public float K1 { get; }
    public float K2 { get; }
    public float K3 { get; }
    public float K4 { get; }

    /// <summary>Half the field of view in radians; larger angles are not imaged.</summary>
    public double MaxTheta => radial.Limit;

    public override bool FocusesOnPlane => false;
    public override bool SeesBehind => true;
    public override (float Fx, float Fy, float Cx, float Cy)? Intrinsics => (Fx, Fy, Cx, Cy);
    public override string Model => "kannalaBrandt";
    public override IReadOnlyList<(string, float)> Parameters => [
        ("fx", Fx), ("fy", Fy), ("cx", Cx), ("cy", Cy), ("k1", K1), ("k2", K2), ("k3", K3), ("k4", K4),
        ("maxTheta", MathF.Min((float)MaxTheta, MathF.PI)),
    ];

    /// <summary>
    /// Creates a fisheye lens whose image circle ends at <paramref name="maxTheta"/> radians off axis; the whole sphere by default.
    /// </summary>
    public KannalaBrandtLens(
        float fx, float fy, float cx, float cy, float k1 = 0, float k2 = 0, float k3 = 0, float k4 = 0, float maxTheta = MathF.PI) {
        CheckFocal(fx, fy, cx, cy);
        CheckFinite(k1, k2, k3, k4);
        if (!(maxTheta > 0 && maxTheta <= MathF.PI)) {
            throw new ArgumentOutOfRangeException(nameof(maxTheta), maxTheta, "the edge of a fisheye image lies between 0 and π");
        }
        (Fx, Fy, Cx, Cy, K1, K2, K3, K4) = (fx, fy, cx, cy, k1, k2, k3, k4);
        radial = new([k1, k2, k3, k4], [], Math.Min(maxTheta, Math.PI));
    }

    /// <summary>Creates a lens from a camera matrix K of OpenCV (centre of the first pixel at 0, 0).</summary>
    public static KannalaBrandtLens FromOpenCv(
        float fx, float fy, float cx, float cy, float k1, float k2, float k3, float k4, float maxTheta = MathF.PI) =>
        new(fx, fy, cx + 0.5f, cy + 0.5f, k1, k2, k3, k4, maxTheta);

    public override bool Project(Vector3 pointCamera, out Vector2 pixel) {
        double x = pointCamera.X, y = pointCamera.Y, r = Math.Sqrt(x * x + y * y);
        double theta = Math.Atan2(r, pointCamera.Z);
        double scale = r > 0 ? radial.Evaluate(theta, out _) / r : 0;
        pixel = new((float)(Fx * (x * scale) + Cx), (float)(Fy * (y * scale) + Cy));
        return theta < radial.Limit && (r > 0 || pointCamera.Z > 0);
    }

    public override bool Unproject(Vector2 pixel, out Vector3 origin, out Vector3 direction) {
        origin = Vector3.Zero;
        double u = ((double)pixel.X - Cx) / Fx, v = ((double)pixel.Y - Cy) / Fy, image = Math.Sqrt(u * u + v * v);
        bool imaged = radial.Invert(image, out double theta);
        (double sin, double cos) = Math.SinCos(theta);
        double scale = image > 0 ? sin / image : 0;
        direction = new((float)(u * scale), (float)(v * scale), (float)cos);
        return imaged;
    }

    public override Lens Scaled(float across, float down) =>
        new KannalaBrandtLens(Fx * across, Fy * down, Cx * across, Cy * down, K1, K2, K3, K4, (float)MaxTheta);
}
