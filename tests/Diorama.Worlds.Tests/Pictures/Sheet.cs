using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Tests.Pictures;

/// <summary>
/// Small renderings that tests measure. With DIORAMA_PICTURES set to a folder they are also written there as contact sheets,
/// which is how those of docs/worlds are made.
/// </summary>
internal sealed class Sheet(string name, int columns, int width, int height) {
    private readonly List<Image<Rgb8>> pictures = [];

    public static bool Wanted => System.Environment.GetEnvironmentVariable("DIORAMA_PICTURES") is { Length: > 0 };

    public static Image<Vector3> Render(Scene scene, Vector3 eye, Vector3 target, float degrees, int width, int height, int samples) {
        float focal = width / 2f / MathF.Tan(degrees * MathF.PI / 360);
        var camera = new Node {
            Name = "camera", Camera = new Camera { Width = width, Height = height,
                Lens = new PerspectiveLens(focal, focal, width / 2f, height / 2f) },
            Matrix = Node.PoseLookingAt(eye, target),
        };
        scene.Nodes.Add(camera);
        using RenderScene prepared = RenderScene.Prepare(scene);
        Image<Vector3> image = PathTracer.Render(prepared, prepared.CameraAt(camera), new RenderSettings { Samples = samples }).Radiance;
        scene.Nodes.Remove(camera);
        return image;
    }

    /// <summary>Exposure that puts the picture's logarithmic mean at a middle grey.</summary>
    public static float Exposure(Image<Vector3> image) {
        double sum = 0;
        foreach (Vector3 p in image.Pixels) sum += Math.Log(Luminance.Of(p) + 1e-6);
        return (float)(0.22 / Math.Exp(sum / image.Pixels.Length));
    }

    public void Add(Image<Vector3> image, float? exposure = null) {
        if (!Wanted) return;
        float scale = exposure ?? Exposure(image);
        var shown = new Image<Vector3>(image.Width, image.Height);
        // Highlights roll off instead of being cut.
        for (int i = 0; i < shown.Pixels.Length; i++) {
            Vector3 c = image.Pixels[i] * scale;
            float l = Luminance.Of(c), mapped = l * (1 + l / 16) / (1 + l * 0.6f);
            shown.Pixels[i] = l > 0 ? c * (mapped / l) * 1.4f : default;
        }
        pictures.Add(ImageFile.Encode(shown));
    }

    public void Write(int quality = 85) {
        if (!Wanted || pictures.Count == 0) return;
        int rows = (pictures.Count + columns - 1) / columns;
        var sheet = new Image<Rgb8>(columns * (width + 2) - 2, rows * (height + 2) - 2);
        for (int i = 0; i < pictures.Count; i++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) sheet[i % columns * (width + 2) + x, i / columns * (height + 2) + y] = pictures[i][x, y];
            }
        }
        string folder = System.Environment.GetEnvironmentVariable("DIORAMA_PICTURES")!;
        Directory.CreateDirectory(folder);
        ImageFile.WriteJpeg(Path.Combine(folder, name + ".jpg"), sheet, quality);
    }
}
