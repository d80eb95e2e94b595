using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>Two rectified images of one frame: perspective, the same K and axes, the second camera along +X of the first.</summary>
/// <param name="Baseline">Distance between the two camera centres, metres.</param>
/// <param name="Focal">Focal length fx, pixels.</param>
public readonly record struct StereoPair(double Baseline, double Focal) {
    /// <summary>Returns the pair that two images form; null if they are not a rectified pair.</summary>
    public static StereoPair? Of(FrameRecord left, FrameRecord right) {
        if (left.Frame != right.Frame || left.Camera.Index != 0 || right.Camera.Index != 1 || left.Camera.K is not { } a
            || right.Camera.K is not { } b) return null;
        if ((string?)left.Camera.Lens["model"] != "perspective" || (string?)right.Camera.Lens["model"] != "perspective") return null;
        if ((left.Width, left.Height) != (right.Width, right.Height) || !a.SelectMany(r => r).SequenceEqual(b.SelectMany(r => r)))
            return null;
        Affine3 leftFromRight = RecordMath.Transform(left.Camera.WorldFromCamera).Inverse()
            * RecordMath.Transform(right.Camera.WorldFromCamera);
        Vector3 to = leftFromRight.Origin;
        const float tolerance = 1e-4f;
        bool parallel = Vector3.Distance(leftFromRight.X, Vector3.UnitX) < tolerance
            && Vector3.Distance(leftFromRight.Y, Vector3.UnitY) < tolerance && Vector3.Distance(leftFromRight.Z, Vector3.UnitZ) < tolerance;
        return parallel && to.X > 0 && Math.Abs(to.Y) < 1e-3f * to.X + 1e-6f && Math.Abs(to.Z) < 1e-3f * to.X + 1e-6f ? new(to.X, a[0][0])
            : null;
    }

    /// <summary>
    /// Computes the disparity of every pixel: x in the left image minus x in the right one, pixels; 0 for the sky, whose depth is infinite.
    /// </summary>
    /// <param name="depthZ">
    /// Depth along the optical axis, metres, of the image for whose pixels the disparity is wanted: left or right, as both have the same
    /// axes.
    /// </param>
    public Image<float> Disparity(Image<float> depthZ) {
        double scale = Baseline * Focal;
        return new(depthZ.Width, depthZ.Height, Array.ConvertAll(depthZ.Pixels, z => (float)(scale / z)));
    }

    /// <summary>
    /// Whether the point at a pixel of the left image is visible in the right one too, to within a pixel: a surface that is more than 1 %
    /// nearer hides it.
    /// </summary>
    /// <param name="left">Depth along the optical axis (depth_z) of the left image, metres.</param>
    /// <param name="right">Depth along the optical axis (depth_z) of the right image, metres.</param>
    /// <param name="pixel">Index of the pixel in the left image.</param>
    public bool IsSeenByBoth(Image<float> left, Image<float> right, int pixel) {
        int y = pixel / left.Width;
        float z = left.Pixels[pixel];
        double x = pixel % left.Width + 0.5 - Baseline * Focal / z;
        if (x < 0) return false;
        for (int column = Math.Max(0, (int)x - 1), last = Math.Min(left.Width - 1, (int)x + 1); column <= last; column++) {
            if (right[column, y] >= 0.99f * z) return true;
        }
        return false;
    }
}
