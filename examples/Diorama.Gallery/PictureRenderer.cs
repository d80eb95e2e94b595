using Diorama.Core.Colors;
using Diorama.Rendering.Integrators;

namespace Diorama.Gallery;

/// <summary>Renders film sets and makes prints of them.</summary>
public sealed class PictureRenderer {
    private const int Gap = 4;

    /// <summary>Pixels across of a whole print; prints are 3:2.</summary>
    public int Width { get; init; } = 480;
    public int Height => Width * 2 / 3;
    /// <summary>Paths per pixel.</summary>
    public int Samples { get; init; } = 128;
    public int Threads { get; init; }
    public CancellationToken Cancellation { get; init; }

    /// <summary>Traces the set as its camera sees it at <paramref name="time"/> (seconds).</summary>
    public RenderedImage Expose(SceneSetup set, double time = 0, bool splitLight = false) {
        Camera camera = set.CameraNode.Camera!;
        using RenderScene scene = RenderScene.Prepare(set.Scene, new() {
            FrameTime = time, MotionSeconds = camera.ShutterSeconds + camera.ReadoutSeconds, MotionSteps = set.MotionSteps,
        });
        return PathTracer.Render(scene, scene.CameraAt(set.CameraNode), new() {
            Samples = Samples, Threads = Threads, SplitLight = splitLight, Cancellation = Cancellation,
        });
    }

    public Image<Rgb8> Print(SceneSetup set, float stops = 0, double time = 0) => Develop(Expose(set, time).Radiance, stops);

    /// <summary>
    /// The same, exposed like a camera's meter would: the mean of the logarithm becomes a middle grey, or <paramref name="stops"/>
    /// brighter.
    /// </summary>
    public Image<Rgb8> PrintMetered(SceneSetup set, float stops = 0) {
        Image<Vector3> radiance = Expose(set).Radiance;
        double sum = 0;
        foreach (Vector3 v in radiance.Pixels) sum += Math.Log2(Luminance.Of(v) + 1e-5f);
        return Develop(radiance, (float)(Math.Log2(0.2) - sum / radiance.Pixels.Length) + stops);
    }

    /// <summary>
    /// Radiance × 2^stops as sRGB. Straight up to 0.7; from there a shoulder reaches white only at infinity, so that highlights keep shape.
    /// </summary>
    public static Image<Rgb8> Develop(Image<Vector3> radiance, float stops) {
        const float straight = 0.7f;
        static float Shoulder(float v) => v <= straight ? v : 1 - (1 - straight) * MathF.Exp((straight - v) / (1 - straight));
        float exposure = MathF.Pow(2, stops);
        return new(radiance.Width, radiance.Height, Array.ConvertAll(radiance.Pixels, v => {
            v *= exposure;
            return new Rgb8(SRgb.ToByte(Shoulder(v.X)), SRgb.ToByte(Shoulder(v.Y)), SRgb.ToByte(Shoulder(v.Z)));
        }));
    }

    /// <summary>Size of one of <paramref name="columns"/> × <paramref name="rows"/> pictures of a sheet with the size of a print.</summary>
    public (int Width, int Height) Cell(int columns, int rows) =>
        ((Width - Gap * (columns - 1)) / columns, (Height - Gap * (rows - 1)) / rows);

    /// <summary>Pictures side by side on white, row by row, each in the middle of its cell.</summary>
    public static Image<Rgb8> Sheet(int columns, params IReadOnlyList<Image<Rgb8>> pictures) {
        int rows = (pictures.Count + columns - 1) / columns, width = pictures.Max(p => p.Width), height = pictures.Max(p => p.Height);
        var sheet = new Image<Rgb8>(columns * (width + Gap) - Gap, rows * (height + Gap) - Gap);
        Array.Fill(sheet.Pixels, new(255, 255, 255));
        for (int k = 0; k < pictures.Count; k++) {
            Image<Rgb8> p = pictures[k];
            int x0 = k % columns * (width + Gap) + (width - p.Width) / 2, y0 = k / columns * (height + Gap) + (height - p.Height) / 2;
            for (int y = 0; y < p.Height; y++) p.Row(y).CopyTo(sheet.Row(y0 + y)[x0..]);
        }
        return sheet;
    }
}
