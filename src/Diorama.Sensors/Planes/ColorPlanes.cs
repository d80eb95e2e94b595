using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Sensors.Planes;

/// <summary>A colour image as three planes, on which filters are faster than on interleaved pixels.</summary>
public sealed class ColorPlanes {
    public Image<float> R { get; private set; }
    public Image<float> G { get; private set; }
    public Image<float> B { get; private set; }
    public int Width => G.Width;
    public int Height => G.Height;

    public ColorPlanes(int width, int height) => (R, G, B) = (new(width, height), new(width, height), new(width, height));

    /// <summary>Plane of a channel: 0 red, 1 green, 2 blue.</summary>
    public Image<float> this[int channel] {
        get => channel == 0 ? R : channel == 1 ? G : B;
        internal set {
            if (channel == 0) R = value;
            else if (channel == 1) G = value;
            else B = value;
        }
    }

    /// <summary>Returns the colours times <paramref name="scale"/> as planes; pixels that are not finite become 0.</summary>
    public static ColorPlanes Of(Image<Vector3> image, float scale = 1, int threads = 0) {
        var planes = new ColorPlanes(image.Width, image.Height);
        float[] r = planes.R.Pixels, g = planes.G.Pixels, b = planes.B.Pixels;
        RowBands.Run(image.Height, threads, (from, to) => {
            for (int i = from * image.Width; i < to * image.Width; i++) {
                Vector3 v = image.Pixels[i] * scale;
                (r[i], g[i], b[i]) = float.IsFinite(v.X + v.Y + v.Z) ? (v.X, v.Y, v.Z) : (0, 0, 0);
            }
        });
        return planes;
    }

    public Image<Vector3> ToImage() {
        var image = new Image<Vector3>(Width, Height);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = new(R.Pixels[i], G.Pixels[i], B.Pixels[i]);
        return image;
    }
}
