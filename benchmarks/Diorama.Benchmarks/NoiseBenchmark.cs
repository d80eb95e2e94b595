using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;
using Diorama.Models.CameraNoise.Baselines;
using Diorama.Sensors;
using Diorama.Sensors.Learned;
using Diorama.Sensors.Profiles;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Benchmarks;

/// <summary>
/// <c>diorama bench noise</c>: megapixels per second of learned noise by the weights that ship, of the sensor with its default settings,
/// and of the published flow by libtorch on a smaller picture. The best of several runs in turns.
/// </summary>
public static class NoiseBenchmark {
    private const string Camera = "Nikon D800";
    private const double Iso = 3200;
    private const int Width = 4000, Height = 3000, Small = 512;

    /// <summary>Progress goes to standard error; the last line on standard output is one JSON object.</summary>
    public static int Run(bool quick, int threads = 0) {
        threads = threads > 0 ? threads : Environment.ProcessorCount;
        CameraProfiles cameras =
            AssetLibrary.Open(new() { Report = Console.Error.WriteLine }).Cameras;
        int height = quick ? Height / 4 : Height, repeats = quick ? 3 : 5;
        Image<Vector3> light = Scene(Width, height);
        Image<Rgb8> picture = ImageFile.Encode(light);
        var noise = new LearnedNoise(SpatialNoiseWeights.Small(), cameras, Camera, Iso);
        var sensor = new Sensor(new() { Profile = cameras.Find(Camera), Iso = Iso });
        Torch.Threads = threads;
        var grid = new NoiseGrid([Camera], [Iso], cameras);
        var published = new PaperFlow(grid);
        published.Eval();
        NoiseConditions conditions = NoiseConditions.Of(grid, Camera, Iso);
        var corner = new Image<Rgb8>(Small, Small);
        for (int y = 0; y < Small; y++) picture.Row(y)[..Small].CopyTo(corner.Row(y));
        var (flow, raw, torch) = (0.0, 0.0, 0.0);
        for (int i = 0; i <= repeats; i++) {
            // The first time compiles.
            flow = Math.Max(flow, Rate(picture.Pixels.Length, () => noise.Apply(picture, Keyed.Start((ulong)i), threads)));
            raw = Math.Max(raw, Rate(picture.Pixels.Length, () => sensor.Capture(light, 0, Keyed.Start((ulong)i), threads)));
            torch = Math.Max(torch, Rate(corner.Pixels.Length, () => {
                using var scope = new TensorScope();
                using var mode = GradientMode.Off();
                PictureTensor.ToImage(published.Sample(PictureTensor.Of(corner), conditions));
            }));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"best after {i + 1} of {repeats + 1}, megapixels/s: flow {flow:0.00}, sensor {raw:0.00}, published flow {torch:0.00}"));
        }
        Console.WriteLine(new JsonObject {
            ["flow_megapixels_per_second"] = Math.Round(flow, 2), ["sensor_megapixels_per_second"] = Math.Round(raw, 2),
            ["published_flow_megapixels_per_second"] = Math.Round(torch, 2),
            ["quick"] = quick, ["width"] = Width, ["height"] = height, ["threads"] = threads, ["camera"] = Camera, ["iso"] = Iso,
        }.ToJsonString());
        return 0;
    }

    private static double Rate(int pixels, Action work) {
        long start = Stopwatch.GetTimestamp();
        work();
        return pixels / 1e6 / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Slopes of light, with edges and fine texture: no stage has less to do than in a photograph.</summary>
    private static Image<Vector3> Scene(int width, int height) {
        var image = new Image<Vector3>(width, height);
        KeyedGenerator random = Keyed.Start(0).With("noise benchmark").Generator();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float slope = (float)x / width, texture = 0.9f + 0.2f * random.NextFloat(), edge = ((x / 97 + y / 61) & 1) == 0 ? 1 : 0.3f;
                image[x, y] = new Vector3(0.05f + 0.6f * slope, 0.4f, 0.7f - 0.6f * slope) * (texture * edge);
            }
        }
        return image;
    }
}
