using System.Globalization;
using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Validation.Integrators;

/// <summary>Mean of an image of nominally equal pixels, and how far it may be off.</summary>
internal readonly struct Estimate {
    public Vector3 Mean { get; }
    /// <summary>Of the mean, from the scatter of the pixels, largest channel.</summary>
    public double StandardError { get; }

    public Estimate(Image<Vector3> image) {
        Vector3[] pixels = image.Pixels;
        double x = 0, y = 0, z = 0;
        foreach (Vector3 p in pixels) (x, y, z) = (x + p.X, y + p.Y, z + p.Z);
        (x, y, z) = (x / pixels.Length, y / pixels.Length, z / pixels.Length);
        Mean = new((float)x, (float)y, (float)z);
        double vx = 0, vy = 0, vz = 0;
        foreach (Vector3 p in pixels) (vx, vy, vz) = (vx + (p.X - x) * (p.X - x), vy + (p.Y - y) * (p.Y - y), vz + (p.Z - z) * (p.Z - z));
        StandardError = Math.Sqrt(Math.Max(vx, Math.Max(vy, vz)) / pixels.Length / (pixels.Length - 1));
    }

    /// <summary>
    /// Passes when every channel lies within four standard errors, plus <paramref name="relative"/> for what single precision,
    /// tables and facets cost. Fails as well when the estimate is too noisy to tell anything.
    /// </summary>
    public void ShouldBe(Vector3 expected, double relative = 2e-3) {
        double scale = Math.Max(expected.X, Math.Max(expected.Y, expected.Z)), allowed = relative * scale + 4 * StandardError;
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{Mean} ± {StandardError:g3}, expected {expected} ± {relative:g2} relative");
        Assert.True(StandardError <= 0.02 * scale + 1e-6, $"too noisy to tell: {text}");
        Vector3 off = Vector3.Abs(Mean - expected);
        Assert.True(off.X <= allowed && off.Y <= allowed && off.Z <= allowed, text);
    }

    public void ShouldBe(double expected, double relative = 2e-3) => ShouldBe(new Vector3((float)expected), relative);

    public void ShouldAgreeWith(Estimate other, double relative = 2e-3) {
        double scale = Math.Max(Mean.X, Math.Max(Mean.Y, Mean.Z)),
            error = Math.Sqrt(StandardError * StandardError + other.StandardError * other.StandardError);
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{Mean} ± {StandardError:g3} against {other.Mean} ± {other.StandardError:g3}");
        Assert.True(error <= 0.02 * scale + 1e-6, $"too noisy to tell: {text}");
        Vector3 off = Vector3.Abs(Mean - other.Mean);
        Assert.True(Math.Max(off.X, Math.Max(off.Y, off.Z)) <= relative * scale + 4 * error, text);
    }
}
