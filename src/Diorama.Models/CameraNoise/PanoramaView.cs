using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Models.CameraNoise;

/// <summary>A perspective view of an equirectangular panorama (top row +Z), linear radiance.</summary>
/// <param name="Yaw">Horizontal angle of the view from the centre column of the panorama to the right, radians.</param>
/// <param name="Pitch">Angle of the view upwards, radians.</param>
/// <param name="Field">Horizontal angle of view, radians. It should be so wide that a pixel of the view covers at least one of the
/// panorama; otherwise the view is blurred.</param>
public readonly record struct PanoramaView(float Yaw, float Pitch, float Field) {
    private const int Samples = 2;

    /// <summary>Renders a square image of <paramref name="size"/>² pixels; each pixel is the mean of 2×2 samples.</summary>
    public Image<Vector3> Of(Image<Vector3> panorama, int size) {
        var view = new Image<Vector3>(size, size);
        float half = MathF.Tan(Field / 2);
        var (sinPitch, cosPitch) = MathF.SinCos(Pitch);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                Vector3 sum = Vector3.Zero;
                for (int s = 0; s < Samples * Samples; s++) {
                    float right = half * (2 * (x + (s % Samples + 0.5f) / Samples) / size - 1),
                        up = half * (1 - 2 * (y + (s / Samples + 0.5f) / Samples) / size);
                    float forward = cosPitch - up * sinPitch, height = sinPitch + up * cosPitch;
                    sum += At(panorama, Yaw + MathF.Atan2(right, forward),
                        MathF.Atan2(height, MathF.Sqrt(right * right + forward * forward)));
                }
                view[x, y] = sum / (Samples * Samples);
            }
        }
        return view;
    }

    /// <summary>Interpolates bilinearly between the four nearest pixels.</summary>
    private static Vector3 At(Image<Vector3> panorama, float longitude, float latitude) {
        float x = (longitude / MathF.Tau + 0.5f) * panorama.Width - 0.5f, y = (0.5f - latitude / MathF.PI) * panorama.Height - 0.5f;
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float u = x - left, v = y - top;
        return Vector3.Lerp(Vector3.Lerp(Pixel(left, top), Pixel(left + 1, top), u),
            Vector3.Lerp(Pixel(left, top + 1), Pixel(left + 1, top + 1), u), v);

        Vector3 Pixel(int i, int j) =>
            panorama[(i % panorama.Width + panorama.Width) % panorama.Width, Math.Clamp(j, 0, panorama.Height - 1)];
    }
}
