using System.Numerics;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;
using Diorama.Sensors.Profiles;
using Diorama.Tensors.Files;

namespace Diorama.Models.Tests.CameraNoise;

public sealed class PictureNoiseTests : IDisposable {
    private static readonly NoiseSet set = Pairs.Set((camera, iso, _, color, normal) => (camera + 1) * iso / 50 * normal[color]);

    private readonly string folder = Directory.CreateTempSubdirectory("diorama-noise").FullName;
    private readonly CameraProfiles cameras;

    public PictureNoiseTests() {
        File.WriteAllText(Path.Combine(folder, "noiseprofiles.json"), """
            {"noiseprofiles": [{"maker": "Camera", "models": [{"model": "0", "profiles": [
              {"iso": 100, "a": [1e-5, 1e-5, 1e-5], "b": [0, 0, 0]}, {"iso": 3200, "a": [3e-4, 3e-4, 3e-4], "b": [0, 0, 0]}]}]}]}
            """);
        File.WriteAllText(Path.Combine(folder, "wb_presets.json"), """{"wb_presets": []}""");
        cameras = CameraProfiles.Read(folder);
    }

    public void Dispose() => Directory.Delete(folder, true);

    private string Trained(string name) {
        string path = Path.Combine(folder, $"{name}.safetensors");
        NoiseModelKind kind = NoiseModelKind.Find(name) with { Training = new() { Steps = 0 } };
        if (!File.Exists(path))
            NoiseTrainer.Train(() => kind.Make(set.Grid), set, kind.Training,
                options: new() { Path = path, Facts = TrainedModels.Facts(kind, set) });
        return path;
    }

    private static Image<Rgb8> Grey(int width, int height) {
        var image = new Image<Rgb8>(width, height);
        image.Pixels.AsSpan().Fill(new(128, 128, 128));
        return image;
    }

    [Theory]
    [InlineData("Camera 0", 100, 2)]
    [InlineData("camera 1", 400, 16)]
    public void Noise_IsThatOfCameraAndSensitivity_AcrossTiles(string camera, double iso, double deviation) {
        PictureNoise noise = PictureNoise.Open(Trained("iso"), cameras, camera, iso);
        Image<Rgb8> picture = noise.Apply(Grey(300, 270), Keyed.Start(1));
        foreach (var (left, top) in ((int, int)[])[(0, 0), (258, 0), (0, 258), (258, 258)]) {
            double square = 0;
            for (int i = 0; i < 100; i++) square += Math.Pow(picture[left + i % 40, top + i / 40 * 3].R - 128, 2);
            Assert.InRange(Math.Sqrt(square / 100), 0.7 * deviation, 1.3 * deviation);
        }
        Assert.Equal(picture.Pixels, noise.Apply(Grey(300, 270), Keyed.Start(1)).Pixels);
        Assert.NotEqual(picture.Pixels, noise.Apply(Grey(300, 270), Keyed.Start(2)).Pixels);
        // No two tiles have the same noise.
        Assert.NotEqual(picture[0, 0], picture[256, 0], (a, b) => Enumerable.Range(0, 40).All(x => picture[x, 0] == picture[256 + x, 0]));
    }

    [Fact]
    public void Temperature_IsAFactorOfTheDeviation() {
        double Deviation(double temperature) =>
            Math.Sqrt(PictureNoise.Open(Trained("iso"), cameras, "Camera 1", 400, temperature).Apply(Grey(128, 128),
            Keyed.Start(1)).Pixels.Average(p => Math.Pow(p.G - 128, 2)));
        Assert.Equal(16, Deviation(1), 0.5);
        Assert.Equal(8, Deviation(0.5), 0.3);
    }

    [Fact]
    public void WhatShips_TakesAnyMeasuredCamera() {
        PictureNoise noise = PictureNoise.Open("flow", cameras, "Camera 0", 1234);
        Image<Rgb8> one = noise.Apply(Grey(64, 48), Keyed.Start(1), 1);
        Assert.Equal(one.Pixels, noise.Apply(Grey(64, 48), Keyed.Start(1), 3).Pixels);
        Assert.Contains(one.Pixels, p => p.G != 128);
    }

    [Fact]
    public void WhatCannotBeUsed_IsASentence() {
        string Sentence(string model, string camera, double iso) =>
            Assert.Throws<BadInputException>(() => PictureNoise.Open(model, cameras, camera, iso)).Message;
        Assert.Equal("there is no noise model 'flwo', expected flow or a file of weights that 'diorama model train camera-noise' has "
            + "written",
            Sentence("flwo", "Camera 0", 100));
        Assert.Equal("ISO 50 was not measured for the Camera 0; expected 100 to 3200.", Sentence("flow", "Camera 0", 50));
        Assert.StartsWith("There is no camera 'Camera 7', expected Camera 0", Sentence("flow", "Camera 7", 100));
        Assert.Equal("noise at ISO 200 was not learned, expected one of 100, 400", Sentence(Trained("iso"), "Camera 0", 200));
        string other = Path.Combine(folder, "other.safetensors");
        SafeTensors.Write(other, [("a", Diorama.Tensors.Tensor.Zeros([1]))]);
        Assert.StartsWith($"{other} does not say its model", Sentence(other, "Camera 0", 100));
        SafeTensors.Write(other, [("a", Diorama.Tensors.Tensor.Zeros([1]))], new Dictionary<string, string> { ["system"] = "clothed-human",
            ["model"] = "small" });
        Assert.Equal($"{other} has weights of the system clothed-human, expected those of camera-noise", Sentence(other, "Camera 0", 100));
    }

    /// <summary>
    /// Photographs of a Nikon D800: the mean of the deviations of their noise, and of what ships on the same clean pictures.
    /// </summary>
    [RealPairsFact, Trait("Category", "Assets")]
    public void WhatShips_IsAsStrongAsTheNoiseOfPhotographs() {
        AssetLibrary library = AssetLibrary.Open(new());
        NoisePair[] pairs = [.. RealPairs.Read(RealPairsFactAttribute.Folder!).Where(p => p.Camera == "Nikon D800" && !p.IsJpeg)];
        Assert.Equal(6, pairs.Length);
        double real = 0, drawn = 0;
        foreach (NoisePair pair in pairs) {
            real += Deviation(pair.Clean, pair.Noisy) / pairs.Length;
            drawn += Deviation(pair.Clean, PictureNoise.Open("flow", library.Cameras, pair.Camera, pair.Iso).Apply(pair.Clean,
                Keyed.Start(1).With(pair.Scene))) / pairs.Length;
        }
        Assert.InRange(drawn, 0.8 * real, 1.2 * real);

        // Brightness drifts between shots, which is no noise: the mean of each patch is taken away.
        static double Deviation(Image<Rgb8> clean, Image<Rgb8> noisy) {
            const int Size = 32;
            double square = 0;
            int patches = 0;
            for (int top = 0; top + Size <= clean.Height; top += Size) {
                for (int left = 0; left + Size <= clean.Width; left += Size, patches++) {
                    Vector3 sum = default, squares = default;
                    for (int i = 0; i < Size * Size; i++) {
                        Rgb8 c = clean[left + i % Size, top + i / Size], n = noisy[left + i % Size, top + i / Size];
                        var d = new Vector3(n.R - c.R, n.G - c.G, n.B - c.B);
                        (sum, squares) = (sum + d, squares + d * d);
                    }
                    Vector3 variance = squares / (Size * Size) - sum / (Size * Size) * (sum / (Size * Size));
                    square += (variance.X + variance.Y + variance.Z) / 3;
                }
            }
            return Math.Sqrt(square / patches);
        }
    }
}
