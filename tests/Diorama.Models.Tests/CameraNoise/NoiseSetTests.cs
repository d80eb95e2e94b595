using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Models.CameraNoise;
using Diorama.Sensors.Profiles;

namespace Diorama.Models.Tests.CameraNoise;

public sealed class NoiseSetTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-noise").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    private void Write(string name, int width = 32, int height = 32) {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
        ImageFile.WritePng(Path.Combine(folder, name), new Image<Rgb8>(width, height));
    }

    private void WritePair(string name) {
        Write(name + "_real.png");
        Write(name + "_mean.png");
    }

    private static string[] Scenes(NoisePatches part) =>
        [.. part.Pairs.Select(p => $"{p.Camera} {p.Iso} {p.Scene}").Order(StringComparer.Ordinal)];

    [Fact]
    public void Real_HoldsOutTheLastSceneOfEachCameraAndIso() {
        foreach (string pair in (string[])["cc/d800_iso1600_1", "cc/d800_iso1600_2", "cc/d800_iso6400_a", "cc/d800_iso6400_c",
            "cc/d800_iso6400_b", "cc/5dmark3_iso3200_1"]) WritePair(pair);
        NoiseSet set = NoiseSet.Real(folder);
        Assert.Equal(["Canon EOS 5D Mark III 3200 cc 1", "Nikon D800 1600 cc 1", "Nikon D800 6400 cc a"], Scenes(set.Train));
        Assert.Equal(["Nikon D800 6400 cc b"], Scenes(set.Validation));
        Assert.Equal(["Nikon D800 1600 cc 2", "Nikon D800 6400 cc c"], Scenes(set.Test));
        Assert.Equal(["Canon EOS 5D Mark III", "Nikon D800"], set.Grid.Cameras);
        Assert.Equal([1600, 3200, 6400], set.Grid.Isos);
    }

    [Fact]
    public void Real_SaysWhatIsWrongWithAFile() {
        Assert.Contains("has no noise pairs", Assert.Throws<BadInputException>(() => NoiseSet.Real(folder)).Message);
        WritePair("cc/d900_iso100_1");
        Assert.Contains("d900_iso100_1_real.png is not named after its camera",
            Assert.Throws<BadInputException>(() => NoiseSet.Real(folder)).Message);
        Directory.Delete(Path.Combine(folder, "cc"), true);
        Write("cc/d800_iso100_1_real.png");
        Assert.Contains("d800_iso100_1_mean.png does not exist", Assert.Throws<BadInputException>(() => NoiseSet.Real(folder)).Message);
        Write("cc/d800_iso100_1_mean.png", 40, 32);
        Assert.Contains("both have to be the same", Assert.Throws<BadInputException>(() => NoiseSet.Real(folder)).Message);
    }

    [RealPairsFact]
    [Trait("Category", "Assets")]
    public void Real_ReadsThePhotographs() {
        CameraProfiles profiles = AssetLibrary.Open().Cameras;
        NoiseSet set = NoiseSet.Real(RealPairsFactAttribute.Folder!, profiles);
        Assert.Equal((13, 3, 10), (set.Train.Pairs.Count, set.Validation.Pairs.Count, set.Test.Pairs.Count));
        Assert.Equal(5 * 256 + 8 * 576, set.Train.Count);
        Assert.Equal(6, set.Grid.Cameras.Count);
        for (int i = 0; i < 6; i++) Assert.True(set.Grid.Profile(i, 3200).Shot.Y > 0, set.Grid.Cameras[i]);
        Assert.Empty(Scenes(set.Train).Intersect(Scenes(set.Test)));
        NoiseStatistics statistics = NoiseStatistics.Of(set.Test);
        for (int i = 0; i < set.Grid.Count; i++) if (statistics.Has(i)) Assert.InRange(Math.Sqrt(statistics.Covariance(i, 1, 1)), 2, 12);
    }

    [Fact]
    [Trait("Category", "Assets")]
    public void Simulated_AreTheCamerasNoise_SplitByPanorama_AndTheSameFromTheCache() {
        SimulatedPairs Simulation() => new(AssetLibrary.Open(), ["Nikon D800"], [100, 3200]) { Size = 64, Pictures = 2, Cache = folder };
        NoiseSet set = NoiseSet.Simulated(Simulation());
        Assert.Equal((5, 1, 2), (Panoramas(set.Train).Length, Panoramas(set.Validation).Length, Panoramas(set.Test).Length));
        Assert.Equal(8, Panoramas(set.Train).Concat(Panoramas(set.Validation)).Concat(Panoramas(set.Test)).Distinct().Count());
        Assert.Equal(5 * 2 * 2 * 4, set.Train.Count);
        NoiseStatistics statistics = NoiseStatistics.Of(set.Train);
        Assert.InRange(Math.Sqrt(statistics.Covariance(0, 1, 1)), 0.4, 1.6);
        Assert.InRange(Math.Sqrt(statistics.Covariance(1, 1, 1)), 3, 12);
        NoisePair first = set.Test.Pairs[0], again = NoiseSet.Simulated(Simulation()).Test.Pairs[0];
        Assert.Equal(first.Noisy.Pixels, again.Noisy.Pixels);
        Assert.Equal(first.Again!.Pixels, again.Again!.Pixels);
        Assert.NotEqual(first.Again!.Pixels, first.Noisy.Pixels);
        Assert.Single(Directory.GetFiles(folder));

        static string[] Panoramas(NoisePatches part) => [.. part.Pairs.Select(p => p.Scene).Distinct()];
    }
}
