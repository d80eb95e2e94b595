using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Learning.Detectors;

/// <summary>How sure a network is that pixels of a crop belong to something.</summary>
/// <param name="Crop">Part of the picture that the network looked at.</param>
/// <param name="Values">Values from 0 to 1, whatever their number is.</param>
public sealed record CropMask(PictureCrop Crop, Image<float> Values) {
    /// <summary>Returns the values at the pixels of the picture, bilinear between those of the crop; 0 outside of it.</summary>
    /// <param name="width">Width of the picture, pixels.</param>
    /// <param name="height">Height of the picture, pixels.</param>
    public Image<float> OnPicture(int width, int height) {
        var mask = new Image<float>(width, height);
        Vector4 b = Crop.Bounds;
        int left = (int)Math.Clamp(b.X, 0, width), right = (int)Math.Clamp(MathF.Ceiling(b.Z), 0, width);
        int top = (int)Math.Clamp(b.Y, 0, height), bottom = (int)Math.Clamp(MathF.Ceiling(b.W), 0, height);
        int w = Values.Width, h = Values.Height;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                Vector2 own = Crop.ToOwn(new(x + 0.5f, y + 0.5f));
                if (!(own.X >= 0 && own.Y >= 0 && own.X <= 1 && own.Y <= 1)) continue;
                float u = Math.Clamp(own.X * w - 0.5f, 0, w - 1), v = Math.Clamp(own.Y * h - 0.5f, 0, h - 1);
                int i = (int)u, j = (int)v, i1 = Math.Min(i + 1, w - 1), j1 = Math.Min(j + 1, h - 1);
                float upper = float.Lerp(Values[i, j], Values[i1, j], u - i), lower = float.Lerp(Values[i, j1], Values[i1, j1], u - i);
                mask[x, y] = float.Lerp(upper, lower, v - j);
            }
        }
        return mask;
    }
}
