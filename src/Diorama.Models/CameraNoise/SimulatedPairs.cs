using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Profiles;
using Diorama.Tensors;
using Diorama.Tensors.Files;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Noise pairs taken by simulated cameras, as measured, in the panoramas of the pack <c>environments</c>: the noisy and the clean image are
/// developed from the same raw values, with and without noise. Images of five panoramas are for training, of one for validation, of two for
/// testing. They are made once and stored in the data folder.
/// </summary>
public sealed class SimulatedPairs {
    private const int Version = 12;
    private const float MiddleGrey = 0.18f;

    /// <summary>
    /// Two phones and three compact cameras, which have small pixels like the phones of the published comparison, all measured from ISO 100
    /// to 3200, with their assumed development: the complete S-curve, because noise of real images is largest in middle tones, and little
    /// noise reduction, because the published images were developed from raw values without any.
    /// </summary>
    private static readonly (string Name, float Denoising, float Sharpening)[] makers = [
        ("LGE Nexus 5", 0.12f, 0.4f), ("LGE Nexus 5X", 0.1f, 0.4f), ("Canon PowerShot S110", 0.15f, 0.5f),
        ("Canon PowerShot SX60 HS", 0.12f, 0.6f), ("Nikon COOLPIX B700", 0.18f, 0.5f),
    ];

    private const float WholeContrast = 1;

    /// <summary>
    /// Returns the development of a camera, contrast, denoising and sharpening: that of <see cref="makers"/>, or one of its own, as makers
    /// differ.
    /// </summary>
    private static (float Contrast, float Denoising, float Sharpening) Development(string camera) {
        foreach (var maker in makers) if (maker.Name == camera) return (WholeContrast, maker.Denoising, maker.Sharpening);
        KeyedGenerator random = Keyed.Start(0).With("development").With(camera).Generator();
        return (0.8f + 0.2f * random.NextFloat(), 0.1f + 0.4f * random.NextFloat(), 0.3f + 0.3f * random.NextFloat());
    }

    /// <summary>
    /// Exposure, stops: that of the brightest image above the light meter's, and the range from the brightest to the darkest image.
    /// </summary>
    private const float Brightest = 0.5f, Range = 2;

    public static IReadOnlyList<string> UsualCameras { get; } = [.. makers.Select(m => m.Name)];
    public static IReadOnlyList<double> UsualIsos { get; } = [100, 400, 800, 1600, 3200];

    /// <summary>ISO sensitivities of <see cref="Wide"/>.</summary>
    public static IReadOnlyList<double> WideIsos { get; } = [100, 400, 1600, 3200, 6400, 12800];

    private const int WideEvery = 8, UnseenCameras = 10, UnseenPictures = 4;

    private static readonly string[] Training = ["city", "courtyard", "interior", "night", "sunrise"], Validating = ["studio"],
        Testing = ["forest", "sunset"];

    private readonly AssetLibrary library;
    private readonly CameraProfiles profiles;

    public NoiseGrid Grid { get; }

    /// <summary>JPEG quality of the cameras' files, 1 to 100; 0 means no compression.</summary>
    public int JpegQuality { get; }

    /// <summary>Side of an image, pixels.</summary>
    public int Size { get; init; } = 192;

    /// <summary>Number of images of each panorama by each camera at each sensitivity.</summary>
    public int Pictures { get; init; } = 5;

    /// <summary>Seed of views, exposures and noise; that of training is 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Folder in which pairs are stored; null stores them in the data folder.</summary>
    public string? Cache { get; init; }

    /// <summary>Progress callback; receives the completed fraction of the images, 0 to 1, from several threads.</summary>
    public Action<double>? Progress { get; init; }

    /// <param name="library">Asset library with the packs <c>environments</c> and <c>cameras</c>.</param>
    /// <param name="cameras">Names of cameras of the pack; null takes <see cref="UsualCameras"/>.</param>
    /// <param name="isos">ISO sensitivities; null takes <see cref="UsualIsos"/>.</param>
    /// <param name="jpegQuality">JPEG quality of the cameras' files; 0 means no compression.</param>
    public SimulatedPairs(AssetLibrary library, IReadOnlyList<string>? cameras = null, IReadOnlyList<double>? isos = null,
        int jpegQuality = 0) {
        (this.library, JpegQuality) = (library, jpegQuality);
        profiles = library.Cameras;
        string suffix = jpegQuality > 0 ? " (JPEG)" : "";
        Grid = new((cameras ?? UsualCameras).Select(c => profiles.Find(c).Name + suffix), isos ?? UsualIsos, profiles);
    }

    /// <summary>
    /// Creates pairs for a test of models for any camera: some cameras of the pack that <see cref="Wide"/> does not have, drawn by the
    /// seed.
    /// </summary>
    public static SimulatedPairs Unseen(AssetLibrary library, ulong seed, Action<double>? progress = null) {
        CameraProfile[] others = [.. Able(library).Where((_, i) => i % WideEvery != 0)];
        Keyed key = Keyed.Start(seed).With("unseen cameras");
        return new(library, [.. others.OrderBy(c => key.With(c.Name).State).Take(UnseenCameras).Select(c => c.Name)], WideIsos) {
            Pictures = UnseenPictures, Seed = seed, Progress = progress,
        };
    }

    /// <summary>Makes the pairs of the test panoramas alone.</summary>
    public IReadOnlyList<NoisePair> MakeTest() => Take(Testing);

    private static IEnumerable<CameraProfile> Able(AssetLibrary library) => library.Cameras.All.Where(
        c => c.LowestIso <= WideIsos[0] && c.HighestIso >= WideIsos[^1]);

    /// <summary>
    /// Creates the training set of a model for any camera: every eighth camera of the pack that was measured at all of
    /// <see cref="WideIsos"/>.
    /// </summary>
    public static SimulatedPairs Wide(AssetLibrary library, Action<double>? progress = null) =>
        new(library, [.. Able(library).Where((_, i) => i % WideEvery == 0).Select(c => c.Name)], WideIsos) {
            Pictures = 1, Progress = progress,
        };

    /// <summary>Returns the pairs from the cache, or makes and stores them.</summary>
    public (IReadOnlyList<NoisePair> Train, IReadOnlyList<NoisePair> Validation, IReadOnlyList<NoisePair> Test) Make() {
        string text = FormattableString.Invariant(
            $"{Version} {JpegQuality} {Size} {Pictures} {string.Join(',', Grid.Cameras)} {string.Join(',', Grid.Isos)}");
        var cache = new PairCache(Path.Combine(Cache ?? Path.Combine(library.Folder, "cache", "noise"),
            $"pairs-{Keyed.Start(0).With(text).State:x16}.safetensors"));
        var pairs = cache.Read() ?? cache.Write(Take([.. Training, .. Validating, .. Testing]));
        return (Of(Training), Of(Validating), Of(Testing));

        List<NoisePair> Of(string[] panoramas) => [.. pairs.Where(p => panoramas.Contains(p.Scene))];
    }

    private NoisePair[] Take(string[] panoramas) {
        var shots = (from panorama in panoramas from source in Grid.Cameras from iso in Grid.Isos from n in Enumerable.Range(0, Pictures)
                     select (panorama, source, iso, n)).ToArray();
        var pairs = new NoisePair[shots.Length];
        int done = 0;
        Parallel.For(0, shots.Length, i => {
            var (panorama, source, iso, n) = shots[i];
            pairs[i] = Photograph(panorama, source, iso,
                Keyed.Start(Seed).With("noise pairs").With(panorama).With(source).With((long)iso).With(n), Testing.Contains(panorama));
            Progress?.Invoke(Interlocked.Increment(ref done) / (double)shots.Length);
        });
        return pairs;
    }

    private NoisePair Photograph(string panorama, string source, double iso, Keyed key, bool twice) {
        KeyedGenerator random = key.With("view").Generator();
        var view = new PanoramaView(random.NextFloat() * MathF.Tau, (random.NextFloat() - 0.5f) * 1.0f, 1.55f + 0.35f * random.NextFloat());
        Image<Vector3> scene = view.Of(library.Panoramas.Load(panorama), Size);
        float stops = Stops(scene) + Brightest - Range * random.NextFloat();
        string camera = JpegQuality > 0 ? source[..^" (JPEG)".Length] : source;
        var settings = new SensorSettings { Profile = profiles.Find(camera), Iso = iso, JpegQuality = JpegQuality };
        (float contrast, float denoising, float sharpening) = Development(camera);
        settings = settings with { Contrast = contrast, Denoising = denoising, Sharpening = sharpening };
        var sensor = new Sensor(settings);
        return new(panorama, camera, iso, sensor.Capture(scene, stops, key.With("first"), 1),
            new Sensor(settings with { Noise = RawNoiseSettings.None }).Capture(scene, stops, key, 1)) {
            IsJpeg = JpegQuality > 0,
            Again = twice ? sensor.Capture(scene, stops, key.With("second"), 1) : null,
        };
    }

    /// <summary>
    /// Returns the exposure of a light meter, stops: the logarithmic mean becomes middle grey, but at most one pixel in thirty becomes
    /// white.
    /// </summary>
    private static float Stops(Image<Vector3> scene) {
        float[] brightest = Array.ConvertAll(scene.Pixels, v => MathF.Max(1e-4f, MathF.Max(v.X, MathF.Max(v.Y, v.Z))));
        float middle = MathF.Log2(MiddleGrey) - brightest.Average(MathF.Log2);
        Array.Sort(brightest);
        return MathF.Min(middle, -MathF.Log2(brightest[brightest.Length * 29 / 30]));
    }
}

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

/// <summary>
/// Noise pairs in one safetensors file: images as UInt8 [H,W,3], named by the index of the pair; scene, camera and sensitivity are in the
/// metadata.
/// </summary>
internal sealed class PairCache(string path) {
    /// <summary>Reads the pairs; null if there is no such file or it is damaged.</summary>
    public IReadOnlyList<NoisePair>? Read() {
        if (!File.Exists(path)) return null;
        try {
            using var scope = new TensorScope();
            using var file = new SafeTensorsFile(path);
            var known = file.Entries.ToDictionary(e => e.Name);
            var pairs = new NoisePair[int.Parse(file.Metadata["pairs"], CultureInfo.InvariantCulture)];
            for (int i = 0; i < pairs.Length; i++) {
                string[] said = file.Metadata[$"{i}"].Split('\t');
                pairs[i] = new(said[0], said[1], double.Parse(said[2], CultureInfo.InvariantCulture), Picture($"{i}.noisy"),
                    Picture($"{i}.clean")) {
                    IsJpeg = said[3] == "jpeg", Again = known.ContainsKey($"{i}.again") ? Picture($"{i}.again") : null,
                };
            }
            return pairs;

            Image<Rgb8> Picture(string name) {
                Tensor tensor = file.Read(known[name]);
                return new((int)tensor.Size(1), (int)tensor.Size(0), MemoryMarshal.Cast<byte, Rgb8>(tensor.ToArray<byte>()).ToArray());
            }
        } catch (Exception e) when (e is BadInputException or KeyNotFoundException or FormatException or IndexOutOfRangeException) {
            return null;
        }
    }

    public IReadOnlyList<NoisePair> Write(IReadOnlyList<NoisePair> pairs) {
        using var scope = new TensorScope();
        var tensors = new List<(string, Tensor)>();
        var said = new Dictionary<string, string> { ["pairs"] = pairs.Count.ToString(CultureInfo.InvariantCulture) };
        for (int i = 0; i < pairs.Count; i++) {
            NoisePair p = pairs[i];
            said[$"{i}"] = string.Create(CultureInfo.InvariantCulture,
                $"{p.Scene}\t{p.Camera}\t{p.Iso:R}\t{(p.IsJpeg ? "jpeg" : "plain")}");
            Add($"{i}.noisy", p.Noisy);
            Add($"{i}.clean", p.Clean);
            if (p.Again is { } again) Add($"{i}.again", again);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafeTensors.Write(path, tensors, said);
        return pairs;

        void Add(string name, Image<Rgb8> image) =>
            tensors.Add((name, Tensor.From(MemoryMarshal.AsBytes(image.Pixels.AsSpan()), image.Height, image.Width, 3)));
    }
}
