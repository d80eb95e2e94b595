using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Packs;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Profiles;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Pairs that measured cameras take of the panoramas of the pack <c>environments</c>: with their noise, and the same raw values without, developed alike. Pictures of
/// five panoramas are for training, of one for validation, of two for testing. Made once and kept in the data folder.
/// </summary>
public sealed class SimulatedPairs {
    private const int Version = 2;
    private const float MiddleGrey = 0.18f;

    /// <summary>Small and large pixels: a telephone, a compact and three larger cameras, all measured from ISO 100 to 3200.</summary>
    public static IReadOnlyList<string> UsualCameras { get; } = ["LGE Nexus 5", "Canon PowerShot S120", "Sony ILCE-6000", "Canon EOS 80D", "Nikon D800"];
    public static IReadOnlyList<double> UsualIsos { get; } = [100, 400, 800, 1600, 3200];

    private static readonly string[] Training = ["city", "courtyard", "interior", "night", "sunrise"], Validating = ["studio"], Testing = ["forest", "sunset"];

    private readonly AssetLibrary library;
    private readonly CameraProfiles profiles;

    public NoiseGrid Grid { get; }

    /// <summary>1 to 100; 0 leaves pictures as they are.</summary>
    public int JpegQuality { get; }

    /// <summary>Pixels of a side of a picture.</summary>
    public int Size { get; init; } = 192;

    /// <summary>Pictures of each panorama by each camera at each sensitivity.</summary>
    public int Pictures { get; init; } = 5;

    /// <summary>Where pairs are kept; null keeps them in the data folder.</summary>
    public string? Cache { get; init; }

    /// <param name="library">Has the packs <c>environments</c> and <c>cameras</c>.</param>
    /// <param name="cameras">Names of the pack; null takes <see cref="UsualCameras"/>.</param>
    /// <param name="isos">Null takes <see cref="UsualIsos"/>.</param>
    /// <param name="jpegQuality">Of the cameras' files, 0 for none.</param>
    public SimulatedPairs(AssetLibrary library, IReadOnlyList<string>? cameras = null, IReadOnlyList<double>? isos = null, int jpegQuality = 0) {
        (this.library, JpegQuality) = (library, jpegQuality);
        profiles = CameraProfiles.Read(library.PackFolder(AllPacks.Cameras));
        string suffix = jpegQuality > 0 ? " (JPEG)" : "";
        Grid = new((cameras ?? UsualCameras).Select(c => profiles.Find(c).Name + suffix), isos ?? UsualIsos, profiles);
    }

    /// <summary>From the cache, or taken now.</summary>
    /// <param name="progress">Told the share that is done.</param>
    public (IReadOnlyList<NoisePair> Train, IReadOnlyList<NoisePair> Validation, IReadOnlyList<NoisePair> Test) Make(Action<double>? progress = null) {
        string text = FormattableString.Invariant($"{Version} {JpegQuality} {Size} {Pictures} {string.Join(',', Grid.Cameras)} {string.Join(',', Grid.Isos)}");
        var cache = new PairCache(Path.Combine(Cache ?? Path.Combine(library.Folder, "cache", "noise"), $"pairs-{Keyed.Start(0).With(text).State:x16}.safetensors"));
        var pairs = cache.Read() ?? cache.Write(Take(progress));
        return (Of(Training), Of(Validating), Of(Testing));

        List<NoisePair> Of(string[] panoramas) => [.. pairs.Where(p => panoramas.Contains(p.Scene))];
    }

    private NoisePair[] Take(Action<double>? progress) {
        var shots = (from panorama in (string[])[.. Training, .. Validating, .. Testing] from source in Grid.Cameras from iso in Grid.Isos from n in Enumerable.Range(0, Pictures)
                     select (panorama, source, iso, n)).ToArray();
        var pairs = new NoisePair[shots.Length];
        int done = 0;
        Parallel.For(0, shots.Length, i => {
            var (panorama, source, iso, n) = shots[i];
            pairs[i] = Photograph(panorama, source, iso, Keyed.Start(0).With("noise pairs").With(panorama).With(source).With((long)iso).With(n), Testing.Contains(panorama));
            progress?.Invoke(Interlocked.Increment(ref done) / (double)shots.Length);
        });
        return pairs;
    }

    private NoisePair Photograph(string panorama, string source, double iso, Keyed key, bool twice) {
        KeyedGenerator random = key.With("view").Generator();
        var view = new PanoramaView(random.NextFloat() * MathF.Tau, (random.NextFloat() - 0.5f) * 1.0f, 1.55f + 0.35f * random.NextFloat());
        Image<Vector3> scene = view.Of(library.Panoramas.Load(panorama), Size);
        float stops = Stops(scene) + 0.5f - 2 * random.NextFloat();
        string camera = JpegQuality > 0 ? source[..^" (JPEG)".Length] : source;
        var settings = new SensorSettings { Profile = profiles.Find(camera), Iso = iso, JpegQuality = JpegQuality };
        var sensor = new Sensor(settings);
        return new(panorama, camera, iso, sensor.Capture(scene, stops, key.With("first"), 1), new Sensor(settings with { Noise = RawNoiseSettings.None }).Capture(scene, stops, key, 1)) {
            IsJpeg = JpegQuality > 0,
            Again = twice ? sensor.Capture(scene, stops, key.With("second"), 1) : null,
        };
    }

    /// <summary>As a light meter: the logarithmic mean becomes middle grey, but for highlights, of which one pixel in twelve at most is white.</summary>
    private static float Stops(Image<Vector3> scene) {
        float[] brightest = Array.ConvertAll(scene.Pixels, v => MathF.Max(1e-4f, MathF.Max(v.X, MathF.Max(v.Y, v.Z))));
        float middle = MathF.Log2(MiddleGrey) - brightest.Average(MathF.Log2);
        Array.Sort(brightest);
        return MathF.Min(middle, -MathF.Log2(brightest[brightest.Length * 11 / 12]));
    }
}
