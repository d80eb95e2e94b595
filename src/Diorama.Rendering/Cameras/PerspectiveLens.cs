using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>Pinhole projection x = fx·X/Z + cx, y = fy·Y/Z + cy (pixels; the centre of the first pixel is at 0.5, 0.5).</summary>
public sealed class PerspectiveLens : Lens {
    public float Fx { get; }
    public float Fy { get; }
    public float Cx { get; }
    public float Cy { get; }
    public override (float Fx, float Fy, float Cx, float Cy)? Intrinsics => (Fx, Fy, Cx, Cy);
    public override string Model => "perspective";
    public override IReadOnlyList<(string, float)> Parameters => [("fx", Fx), ("fy", Fy), ("cx", Cx), ("cy", Cy)];

    public PerspectiveLens(float fx, float fy, float cx, float cy) {
        CheckFocal(fx, fy, cx, cy);
        (Fx, Fy, Cx, Cy) = (fx, fy, cx, cy);
    }

    /// <summary>Creates a lens from a camera matrix K of OpenCV (centre of the first pixel at 0, 0).</summary>
    public static PerspectiveLens FromOpenCv(float fx, float fy, float cx, float cy) => new(fx, fy, cx + 0.5f, cy + 0.5f);

    /// <summary>
    /// Creates a lens with square pixels and a centred principal point; <paramref name="yfovRadians"/> is the angle between the upper and
    /// the lower border of the image.
    /// </summary>
    public static PerspectiveLens FromVerticalFov(float yfovRadians, int width, int height) {
        if (!(yfovRadians > 0 && yfovRadians < MathF.PI)) {
            throw new ArgumentOutOfRangeException(nameof(yfovRadians), yfovRadians, "a field of view lies between 0 and π");
        }
        float f = (float)(0.5 * height / Math.Tan(0.5 * yfovRadians));
        return new(f, f, 0.5f * width, 0.5f * height);
    }

    /// <summary>
    /// Creates a lens from its 35 mm equivalent focal length in millimetres: the same angle across the diagonal, which is 43.27 mm on film
    /// (CIPA DCG-001). Square pixels, centred principal point.
    /// </summary>
    public static PerspectiveLens From35mm(float focalLength, int width, int height) {
        double diagonal = Math.Sqrt((double)width * width + (double)height * height);
        float f = (float)(focalLength * diagonal / Math.Sqrt(36.0 * 36 + 24 * 24));
        return new(f, f, 0.5f * width, 0.5f * height);
    }

    public override bool Project(Vector3 pointCamera, out Vector2 pixel) {
        double inverse = 1.0 / pointCamera.Z;
        pixel = new((float)(Fx * (pointCamera.X * inverse) + Cx), (float)(Fy * (pointCamera.Y * inverse) + Cy));
        return pointCamera.Z > 0 && float.IsFinite(pixel.X + pixel.Y);
    }

    public override bool Unproject(Vector2 pixel, out Vector3 origin, out Vector3 direction) {
        origin = Vector3.Zero;
        direction = Toward(((double)pixel.X - Cx) / Fx, ((double)pixel.Y - Cy) / Fy);
        return true;
    }

    public override Lens Scaled(float across, float down) => new PerspectiveLens(Fx * across, Fy * down, Cx * across, Cy * down);
}
