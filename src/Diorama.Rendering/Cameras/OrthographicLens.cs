using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// Parallel projection along +Z: x = sx·X + cx, y = sy·Y + cy with scales in pixels per metre. Rays start on the plane Z = 0.
/// </summary>
public sealed class OrthographicLens : Lens {
    public float PixelsPerMetreX { get; }
    public float PixelsPerMetreY { get; }
    public float Cx { get; }
    public float Cy { get; }
    public override bool RaysAreParallel => true;
    public override string Model => "orthographic";
    public override IReadOnlyList<(string, float)> Parameters =>
        [("pixelsPerMetreX", PixelsPerMetreX), ("pixelsPerMetreY", PixelsPerMetreY), ("cx", Cx), ("cy", Cy)];

    public OrthographicLens(float pixelsPerMetreX, float pixelsPerMetreY, float cx, float cy) {
        CheckFocal(pixelsPerMetreX, pixelsPerMetreY, cx, cy);
        (PixelsPerMetreX, PixelsPerMetreY, Cx, Cy) = (pixelsPerMetreX, pixelsPerMetreY, cx, cy);
    }

    public override bool Project(Vector3 pointCamera, out Vector2 pixel) {
        pixel = new(
            (float)((double)PixelsPerMetreX * pointCamera.X + Cx),
            (float)((double)PixelsPerMetreY * pointCamera.Y + Cy));
        return pointCamera.Z >= 0 && float.IsFinite(pixel.X + pixel.Y);
    }

    public override bool Unproject(Vector2 pixel, out Vector3 origin, out Vector3 direction) {
        origin = new(
            (float)(((double)pixel.X - Cx) / PixelsPerMetreX),
            (float)(((double)pixel.Y - Cy) / PixelsPerMetreY), 0);
        direction = Vector3.UnitZ;
        return true;
    }

    public override Lens Scaled(float across, float down) =>
        new OrthographicLens(PixelsPerMetreX * across, PixelsPerMetreY * down, Cx * across, Cy * down);
}
