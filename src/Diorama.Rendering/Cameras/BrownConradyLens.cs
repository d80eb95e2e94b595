using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// Perspective lens with radial and tangential distortion: OpenCV's model with eight coefficients (calib3d, "Detailed description"; Brown
/// 1966). With x = X/Z, y = Y/Z, r² = x² + y² and s = (1+k₁r²+k₂r⁴+k₃r⁶)/(1+k₄r²+k₅r⁴+k₆r⁶): x″ = s·x + 2p₁xy + p₂(r²+2x²), y″ = s·y +
/// p₁(r²+2y²) + 2p₂xy; pixel = (fx·x″+cx, fy·y″+cy), centre of the first pixel at 0.5, 0.5. Points beyond the radius at which the
/// distortion folds the image back are not imaged.
/// </summary>
public sealed class BrownConradyLens : Lens {
    private readonly RadialMap radial;

    public float Fx { get; }
    public float Fy { get; }
    public float Cx { get; }
    public float Cy { get; }
    public float K1 { get; }
    public float K2 { get; }
    public float P1 { get; }
    public float P2 { get; }
    public float K3 { get; }
    public float K4 { get; }
    public float K5 { get; }
    public float K6 { get; }
    public override (float Fx, float Fy, float Cx, float Cy)? Intrinsics => (Fx, Fy, Cx, Cy);
    public override string Model => "brownConrady";
    public override IReadOnlyList<(string, float)> Parameters => [
        ("fx", Fx), ("fy", Fy), ("cx", Cx), ("cy", Cy), ("k1", K1), ("k2", K2), ("p1", P1), ("p2", P2), ("k3", K3), ("k4", K4), ("k5", K5),
            ("k6", K6),
    ];

    /// <summary>Tangent of the angle off axis at which the radial distortion stops increasing.</summary>
    public double MaxTangent => radial.Limit;

    /// <summary>Creates a lens from distortion coefficients in the order of OpenCV's <c>distCoeffs</c>.</summary>
    public BrownConradyLens(
        float fx, float fy, float cx, float cy,
        float k1, float k2, float p1 = 0, float p2 = 0, float k3 = 0, float k4 = 0, float k5 = 0, float k6 = 0) {
        CheckFocal(fx, fy, cx, cy);
        CheckFinite(k1, k2, p1, p2, k3, k4, k5, k6);
        (Fx, Fy, Cx, Cy) = (fx, fy, cx, cy);
        (K1, K2, P1, P2, K3, K4, K5, K6) = (k1, k2, p1, p2, k3, k4, k5, k6);
        radial = new([k1, k2, k3], [k4, k5, k6]);
    }

    /// <summary>
    /// Creates a lens from a camera matrix K of OpenCV (centre of the first pixel at 0, 0) and its 4, 5 or 8 <c>distCoeffs</c>.
    /// </summary>
    public static BrownConradyLens FromOpenCv(float fx, float fy, float cx, float cy, ReadOnlySpan<float> distCoeffs) {
        if (distCoeffs.Length is not (4 or 5 or 8)) {
            throw new ArgumentException($"4, 5 or 8 distortion coefficients expected, not {distCoeffs.Length}", nameof(distCoeffs));
        }
        Span<float> k = stackalloc float[8];
        distCoeffs.CopyTo(k);
        return new(fx, fy, cx + 0.5f, cy + 0.5f, k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7]);
    }

    public override bool Project(Vector3 pointCamera, out Vector2 pixel) {
        double inverse = 1.0 / pointCamera.Z;
        bool imaged = Distort(pointCamera.X * inverse, pointCamera.Y * inverse, out var d) && pointCamera.Z > 0;
        pixel = new((float)(Fx * d.X + Cx), (float)(Fy * d.Y + Cy));
        return imaged;
    }

    public override bool Unproject(Vector2 pixel, out Vector3 origin, out Vector3 direction) {
        origin = Vector3.Zero;
        bool imaged = Undistort(((double)pixel.X - Cx) / Fx, ((double)pixel.Y - Cy) / Fy, out double x, out double y);
        direction = Toward(x, y);
        return imaged;
    }

    /// <summary>Distorted coordinates and their Jacobian, which is symmetric.</summary>
    private readonly struct Distorted(double x, double y, double xx, double xy, double yy) {
        public readonly double X = x, Y = y, Xx = xx, Xy = xy, Yy = yy;
        public double Determinant => Xx * Yy - Xy * Xy;
    }

    private bool Distort(double x, double y, out Distorted d) {
        double square = x * x + y * y;
        double s = radial.Scale(square, out double slope);
        double p1 = P1, p2 = P2;
        d = new(
            s * x + 2 * p1 * x * y + p2 * (square + 2 * x * x),
            s * y + p1 * (square + 2 * y * y) + 2 * p2 * x * y,
            s + 2 * x * x * slope + 2 * p1 * y + 6 * p2 * x,
            2 * x * y * slope + 2 * p1 * x + 2 * p2 * y,
            s + 2 * y * y * slope + 6 * p1 * y + 2 * p2 * x);
        // The tangential part can fold the image slightly before the radial part does: both eigenvalues must stay positive.
        return square < radial.Limit * radial.Limit && d.Determinant > 0 && d.Xx + d.Yy > 0;
    }

    private bool Undistort(double u, double v, out double x, out double y) {
        double image = Math.Sqrt(u * u + v * v);
        bool tangential = P1 != 0 || P2 != 0;
        if (!radial.Invert(image, out double r)) {
            if (!tangential) {
                (x, y) = (0, 0);
                return false;
            }
            r = 0.999 * radial.Limit;
        }
        double scale = image > 0 ? r / image : 1;
        (x, y) = (u * scale, v * scale);
        return !tangential || Refine(u, v, ref x, ref y);
    }

    /// <summary>
    /// Solves for the undistorted point by Newton's method in two dimensions, starting from the solution without the tangential part; steps
    /// that leave the domain are halved.
    /// </summary>
    private bool Refine(double u, double v, ref double x, ref double y) {
        if (!Distort(x, y, out var d)) return false;
        double error = Math.Abs(d.X - u) + Math.Abs(d.Y - v);
        double target = 4e-16 * (1 + Math.Abs(u) + Math.Abs(v));
        for (int i = 0; i < 50 && error > target; i++) {
            double inverse = 1 / d.Determinant, eu = d.X - u, ev = d.Y - v;
            double stepX = (d.Yy * eu - d.Xy * ev) * inverse, stepY = (d.Xx * ev - d.Xy * eu) * inverse;
            double fraction = 1;
            while (true) {
                double nextX = x - fraction * stepX, nextY = y - fraction * stepY;
                if (Distort(nextX, nextY, out var next)) {
                    double nextError = Math.Abs(next.X - u) + Math.Abs(next.Y - v);
                    if (nextError < error) {
                        (x, y, d, error) = (nextX, nextY, next, nextError);
                        break;
                    }
                }
                fraction *= 0.5;
                // No further progress: either the last bits are reached, or the point lies outside the domain.
                if (fraction < 1e-3) return error < 1e-12 * (1 + Math.Abs(u) + Math.Abs(v));
            }
        }
        return error < 1e-12 * (1 + Math.Abs(u) + Math.Abs(v));
    }

    public override Lens Scaled(float across, float down) =>
        new BrownConradyLens(Fx * across, Fy * down, Cx * across, Cy * down, K1, K2, P1, P2, K3, K4, K5, K6);
}
