using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// Equirectangular projection of the whole sphere: longitude (positive to the right) = 2π(x/W − ½), latitude (positive downwards) = π(y/H −
/// ½); the centre looks along +Z. Columns wrap around; rows outside the image have no direction.
/// </summary>
public sealed class EquirectangularLens : Lens {
    public int Width { get; }
    public int Height { get; }

    public override bool FocusesOnPlane => false;
    public override bool SeesBehind => true;
    public override bool WrapsAround => true;
    public override string Model => "equirectangular";
    public override IReadOnlyList<(string, float)> Parameters => [];

    /// <summary>Creates a lens for an image of this size in pixels; 2:1 gives square pixels at the horizon.</summary>
    public EquirectangularLens(int width, int height) {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (width, height);
    }

    public override bool Project(Vector3 pointCamera, out Vector2 pixel) {
        double x = pointCamera.X, y = pointCamera.Y, z = pointCamera.Z;
        double longitude = Math.Atan2(x, z), latitude = Math.Atan2(y, Math.Sqrt(x * x + z * z));
        pixel = new((float)(Width * (longitude / (2 * Math.PI) + 0.5)), (float)(Height * (latitude / Math.PI + 0.5)));
        return pointCamera != Vector3.Zero;
    }

    public override bool Unproject(Vector2 pixel, out Vector3 origin, out Vector3 direction) {
        origin = Vector3.Zero;
        (double sinLongitude, double cosLongitude) = Math.SinCos(2 * Math.PI * ((double)pixel.X / Width - 0.5));
        (double sinLatitude, double cosLatitude) = Math.SinCos(Math.PI * ((double)pixel.Y / Height - 0.5));
        direction = new((float)(cosLatitude * sinLongitude), (float)sinLatitude, (float)(cosLatitude * cosLongitude));
        return pixel.Y >= 0 && pixel.Y <= Height;
    }

    public override Lens Scaled(float across, float down) =>
        new EquirectangularLens((int)MathF.Round(Width * across), (int)MathF.Round(Height * down));
}
