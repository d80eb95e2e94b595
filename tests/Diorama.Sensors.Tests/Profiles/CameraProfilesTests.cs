using System.Numerics;
using Diorama.Core;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors.Tests.Profiles;

public sealed class CameraProfilesTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private const string Noise = """
        {"version": 0, "noiseprofiles": [{"maker": "Canon", "models": [
          {"model": "EOS 80D", "profiles": [
            {"name": "400", "iso": 400, "a": [4e-5, 3e-5, 8e-5], "b": [4e-8, 3e-8, 5e-8]},
            {"name": "100", "iso": 100, "a": [1e-5, 1e-5, 2e-5], "b": [1e-8, -1e-8, 1e-8]},
            {"name": "200", "iso": 200, "a": [9, 9, 9], "b": [9, 9, 9], "skip": true}]},
          {"model": "EOS 5D", "profiles": [{"name": "100", "iso": 100, "a": [1e-5, 1e-5, 1e-5], "b": [0, 0, 0]}]}]}]}
        """;
    private const string Balance = """
        {"version": 1, "wb_presets": [{"maker": "Canon", "models": [{"model": "EOS 80D", "presets": [
          {"name": "Cloudy", "channels": [9, 9, 9, 0]}, {"name": "Daylight", "channels": [4.2, 2, 3, 0]},
          {"name": "Daylight", "tuning": 1, "channels": [9, 9, 9, 0]}]}]}]}
        """;

    private CameraProfiles Read(string noise = Noise, string balance = Balance) {
        File.WriteAllText(Path.Combine(folder, "noiseprofiles.json"), noise);
        File.WriteAllText(Path.Combine(folder, "wb_presets.json"), balance);
        return CameraProfiles.Read(folder);
    }

    public void Dispose() => Directory.Delete(folder, true);

    [Theory]
    [InlineData("Canon EOS 80D")]
    [InlineData("canon eos 80d")]
    [InlineData("EOS 80D")]
    public void Find_TakesMakerAndModelOrModel(string name) => Assert.Equal("Canon EOS 80D", Read().Find(name).Name);

    [Fact]
    public void Find_OffersNearNames() {
        string sentence = Assert.Throws<BadInputException>(() => Read().Find("Canon EOS 81D")).Message;
        Assert.Equal("There is no camera 'Canon EOS 81D', expected Canon EOS 80D or Canon EOS 5D.", sentence);
    }

    [Fact]
    public void Daylight_IsTheFirstPresetOfThatName_WithGreenOne() {
        Assert.Equal(new Vector3(2.1f, 1, 1.5f), Read().Find("EOS 80D").Daylight);
        Assert.Equal(new Vector3(2, 1, 1.5f), Read().Find("EOS 5D").Daylight);
    }

    /// <summary>Green's numbers over the share of a pixel's variance that was measured, for all colours.</summary>
    [Fact]
    public void At_IsLinearBetweenMeasurements_WithoutThoseToBeSkipped() {
        NoisePoint point = Read().Find("EOS 80D").At(250);
        // a/ISO is 1e-7 and 0.75e-7: of two points the median is the mean, 0.875e-7; what the first exceeds it by, halved, is a fixed
        // pattern.
        const double pattern = 1e-5 - 0.875e-5, half = pattern / 2;
        Assert.Equal((1e-5 - half + 3e-5) / 2 / 0.077, point.A.Y, 1e-9);
        Assert.Equal(new Vector3(point.A.Y), point.A);
        Assert.Equal((Math.Max(0, -1e-8 + half * 0.8 / 6) + 3e-8) / 2 / 0.077, point.B.Y, 1e-12);
        Assert.Equal(new Vector3(point.B.Y), point.B);
    }

    /// <summary>A profile without a fixed pattern, a in proportion to ISO, is divided by the share and nothing else.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(3200)]
    public void At_OfAProfileInProportion_IsTheMeasurementOverTheShare(double iso) {
        string points = string.Join(", ", new[] { 100, 200, 400, 800, 1600, 3200 }.Select(i => FormattableString.Invariant(
            $$"""{"iso": {{i}}, "a": [1, {{i * 1e-8}}, 2], "b": [1, {{i * 1e-10}}, 2]}""")));
        CameraProfile camera =
            Read($$"""{"noiseprofiles": [{"maker": "A", "models": [{"model": "B", "profiles": [{{points}}]}]}]}""").All[0];
        Assert.Equal(iso * 1e-8 / 0.077, camera.At(iso).A.X, iso * 1e-13);
        Assert.Equal(iso * 1e-10 / 0.077, camera.At(iso).B.Z, iso * 1e-15);
    }

    /// <summary>A fixed pattern of 0.5 % is found: what a exceeds by at low ISO is taken away, what b lacks is given back.</summary>
    [Fact]
    public void At_IsWithoutTheFixedPattern() {
        const double p2 = 0.005 * 0.005, a = 1.5e-7, b = 2e-7;
        string points = string.Join(", ", new[] { 100, 200, 400, 800, 1600, 3200 }.Select(i => FormattableString.Invariant(
            $$"""{"iso": {{i}}, "a": [1, {{0.077 * (i * a + 0.8 * p2)}}, 2], "b": [1, {{0.077 * (b - 0.64 * p2 / 6)}}, 2]}""")));
        CameraProfile camera =
            Read($$"""{"noiseprofiles": [{"maker": "A", "models": [{"model": "B", "profiles": [{{points}}]}]}]}""").All[0];
        // Not all of it, as it is a tenth of what ISO 800 and more tell as the slope; 2.3 times too much without.
        Assert.InRange(camera.At(100).A.Y, 100 * a, 1.3 * 100 * a);
        Assert.Equal(b, camera.At(100).B.Y, 0.25 * p2 * 0.64);
        Assert.Equal(3200 * a, camera.At(3200).A.Y, 0.05 * 3200 * a);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(401)]
    [InlineData(double.NaN)]
    public void At_RefusesWhatWasNotMeasured(double iso) {
        string sentence = Assert.Throws<BadInputException>(() => Read().Find("EOS 80D").At(iso)).Message;
        Assert.Contains("was not measured for the Canon EOS 80D; expected 100 to 400", sentence);
    }

    [Fact]
    public void Variance_IsNotBelowZero() {
        var point = new NoisePoint(100, new(1e-5f), new(-1e-8f));
        Assert.Equal(0, point.Variance(1, 0.0005f));
        Assert.Equal(1e-5f * 0.5f - 1e-8f, point.Variance(1, 0.5f), 1e-12f);
    }

    [Fact]
    public void Read_NamesTheFileThatIsDamaged() {
        Assert.Contains("noiseprofiles.json: 'noiseprofiles' is missing", Assert.Throws<BadInputException>(() => Read("{}")).Message);
        Assert.Contains("wb_presets.json is no JSON", Assert.Throws<BadInputException>(() => Read(balance: "{")).Message);
        File.Delete(Path.Combine(folder, "wb_presets.json"));
        Assert.Contains("wb_presets.json does not exist", Assert.Throws<BadInputException>(() => CameraProfiles.Read(folder)).Message);
    }

    [Theory]
    [InlineData("\"iso\": 400", "\"iso\": 0", "noiseprofiles[0].models[0].profiles[0]: a sensitivity above 0 was expected, found 0")]
    [InlineData("\"iso\": 400", "\"iso\": \"400\"",
        "noiseprofiles[0].models[0].profiles[0].iso: a finite number was expected, found a text")]
    [InlineData("[4e-5, 3e-5, 8e-5]", "[4e-5, 3e-5]",
        "noiseprofiles[0].models[0].profiles[0].a: numbers of red, green and blue were expected")]
    [InlineData("[4e-5, 3e-5, 8e-5]", "[4e-5, 3e-5, 1e300]",
        "noiseprofiles[0].models[0].profiles[0].a: numbers of red, green and blue were expected")]
    [InlineData("\"maker\": \"Canon\"", "\"maker\": 3", "noiseprofiles[0].maker: a text was expected, found 3")]
    public void Read_NamesThePlaceThatIsDamaged(string right, string wrong, string says) =>
        Assert.Contains(says, Assert.Throws<BadInputException>(() => Read(Noise.Replace(right, wrong, StringComparison.Ordinal))).Message);
}
