using Diorama.Sensors.Profiles;

namespace Diorama.Assets.Tests;

/// <summary>The noise profiles of the pack <c>cameras</c> against what others measured of the same cameras.</summary>
public class CamerasTests {
    /// <summary>
    /// Electrons in a full green pixel at the lowest ISO: 1/a. Wells of the 5D Mark III and the 6D: Magic Lantern's raw measurements;
    /// D800E: RawDigger's; D3: Janesick's method, published by its owner.
    /// </summary>
    [Theory, Trait("Category", "Assets")]
    [InlineData("Canon EOS 5D Mark II", 100, 66_000)]
    [InlineData("Nikon D800", 100, 50_000)]
    [InlineData("Nikon D800E", 100, 54_500)]
    [InlineData("Canon EOS 5D Mark III", 100, 68_500)]
    [InlineData("Canon EOS 6D", 100, 82_000)]
    [InlineData("Nikon D3", 200, 53_400)]
    public void FullWells_AreThePublishedOnes(string name, double iso, double electrons) {
        NoisePoint point = AssetLibrary.Open(new()).Cameras.Find(name).At(iso);
        Assert.InRange(1 / point.A.Y, 0.65 * electrons, 1.35 * electrons);
        Assert.Equal((point.A.Y, point.A.Y), (point.A.X, point.A.Z));
    }

    [Fact, Trait("Category", "Assets")]
    public void EveryCamera_HasNoiseAboveZero() => Assert.All(AssetLibrary.Open(new()).Cameras.All, c => Assert.All(c.Points, p =>
        Assert.True(p.A.X > 0 && p.B.X >= 0, $"{c.Name} at ISO {p.Iso}: {p.A}, {p.B}")));
}
