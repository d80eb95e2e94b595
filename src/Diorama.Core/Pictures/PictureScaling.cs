using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Core.Pictures;

/// <summary>Changes the size of images.</summary>
public static class PictureScaling {
    /// <summary>Returns the largest size with these proportions that fits into the maximum.</summary>
    public static (int Width, int Height) Within(int width, int height, int maximumWidth, int maximumHeight) {
        double scale = Math.Min((double)maximumWidth / width, (double)maximumHeight / height);
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>
    /// Returns the image in another size: every new pixel is the mean of the area that it covers (box filter); enlarging repeats pixels.
    /// </summary>
    public static Image<Rgb8> Resized(this Image<Rgb8> picture, int width, int height) {
        if ((width, height) == (picture.Width, picture.Height)) return picture;
        var result = new Image<Rgb8>(width, height);
        float across = (float)picture.Width / width, down = (float)picture.Height / height;
        for (int y = 0; y < height; y++) {
            (int y0, int y1, float top, float bottom) = Covered(y, down, picture.Height);
            for (int x = 0; x < width; x++) {
                (int x0, int x1, float left, float right) = Covered(x, across, picture.Width);
                var sum = Vector3.Zero;
                float weights = 0;
                for (int j = y0; j <= y1; j++) {
                    float rowWeight = j == y0 ? top : j == y1 ? bottom : 1;
                    for (int i = x0; i <= x1; i++) {
                        float weight = rowWeight * (i == x0 ? left : i == x1 ? right : 1);
                        Rgb8 p = picture[i, j];
                        sum += weight * new Vector3(p.R, p.G, p.B);
                        weights += weight;
                    }
                }
                sum = sum / weights + new Vector3(0.5f);
                result[x, y] = new((byte)sum.X, (byte)sum.Y, (byte)sum.Z);
            }
        }
        return result;
    }

    /// <summary>
    /// Returns the first and last source pixel under new pixel <paramref name="i"/>, and the fraction of each that it covers.
    /// </summary>
    private static (int First, int Last, float FirstShare, float LastShare) Covered(int i, float scale, int count) {
        float from = i * scale, to = (i + 1) * scale;
        int first = Math.Min((int)from, count - 1), last = Math.Clamp((int)MathF.Ceiling(to) - 1, first, count - 1);
        return first == last ? (first, last, 1, 1) : (first, last, first + 1 - from, to - last);
    }
}
