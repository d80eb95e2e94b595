using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core;

namespace Diorama.Assets.Tests;

/// <summary>Facts of the furniture pack, which the first of these tests installs.</summary>
[Trait("Category", "Assets")]
public class AssetLibraryTests {
    private static readonly AssetLibrary library = AssetLibrary.Open();

    [Fact]
    public void Furniture_Has820AssetsWithUniqueIds() {
        var furniture = library.OfPack(AllPacks.Furniture);
        Assert.Equal(820, furniture.Count);
        Assert.Equal(820, furniture.Select(a => a.Id).Distinct().Count());
        Assert.All(furniture, a => Assert.True(ClassSet.Taxonomy.Exists(a.Class)));
    }

    [Fact]
    public void Load_GivesExactlyTheCataloguesSize() {
        foreach (string id in (string[])["sofa-1", "chair-5", "tv-1", "toilet-2", "wardrobe-1", "car-1", "tree-3"]) {
            var asset = library.Find(id);
            Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
            foreach (var part in library.Load(asset).Parts) {
                foreach (int v in part.Mesh.Indices) {
                    low = Vector3.Min(low, part.Mesh.Positions[v]);
                    high = Vector3.Max(high, part.Mesh.Positions[v]);
                }
            }
            Assert.Equal(new Vector3(-asset.Size.X / 2, -asset.Size.Y / 2, 0), low);
            Assert.Equal(new Vector3(asset.Size.X / 2, asset.Size.Y / 2, asset.Size.Z), high);
        }
    }

    [Fact]
    public void Find_OffersNearIds() {
        var e = Assert.Throws<BadInputException>(() => library.Find("sofa-1000"));
        Assert.Contains("sofa-10", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Furniture_StatesWhatItsCataloguesSay() {
        var sofa = library.Find("sofa-12");
        Assert.Equal(("Sofa", "sofa", "Living room", "CC-BY-3.0-US", "Kator Legaz"),
            (sofa.Name, sofa.Class, sofa.Category, sofa.Licence, sofa.Author));
        Assert.True(Vector3.Distance(new(2.789f, 1.073f, 0.75f), sofa.Size) < 1e-6f);
        Assert.Equal(0.382f, sofa.SupportHeight!.Value, 1e-5f);
        Assert.True(File.Exists(library.PathOf(sofa, sofa.Thumbnail!)));
        var furniture = library.OfPack(AllPacks.Furniture);
        Assert.Equal((34, 33), (furniture.Count(a => a.Lights.Count > 0), furniture.Count(a => a.Opening is not null)));
        Assert.Equal(["CC-BY-3.0", "CC-BY-3.0-US", "CC0-1.0"], furniture.Select(a => a.Licence).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["object-1"], furniture.Where(a => a.Class == ClassSet.Unmapped).Select(a => a.Id));
    }

    [Theory]
    [InlineData("sofa-1"), InlineData("sofa-12"), InlineData("sofa-15"), InlineData("chair-4"), InlineData("chair-23"),
        InlineData("armchair-5")]
    [InlineData("office-chair-2"), InlineData("toilet-1"), InlineData("bed-7"), InlineData("bench-4"), InlineData("wheelchair-1")]
    public void Backs_AreAtTheBack(string id) {
        // What is high of a seat or bed lies behind its middle, towards +Y.
        var asset = library.Find(id);
        double sum = 0, area = 0;
        foreach (var (mesh, _) in library.Load(asset).Parts) {
            for (int t = 0; t < mesh.Indices.Length; t += 3) {
                Vector3 a = mesh.Positions[mesh.Indices[t]], b = mesh.Positions[mesh.Indices[t + 1]],
                    c = mesh.Positions[mesh.Indices[t + 2]];
                if ((a.Z + b.Z + c.Z) / 3 < 0.8f * asset.Size.Z) continue;
                double w = Vector3.Cross(b - a, c - a).Length();
                (sum, area) = (sum + w * (a.Y + b.Y + c.Y) / 3, area + w);
            }
        }
        Assert.True(sum / area > 0.1 * asset.Size.Y, $"{sum / area:0.000} m of {asset.Size.Y} m");
    }

    [Fact]
    public void Panes_LetLightPassStraight() {
        // The window's glass: d 0.2 and the colour of glass become a clear sheet.
        var pane = library.Load(library.Find("window-9")).Parts.Select(p => p.Material).First(m => m.Transmission > 0);
        Assert.Equal((1f, 0f, 0f, true), (pane.Transmission, pane.Roughness, pane.Thickness, pane.DoubleSided));
        Assert.InRange(pane.BaseColor.Y, 0.7f, 1f);
    }

    [Fact]
    public void Load_GivesEveryoneTheSameModel_AndForgetsWhatIsOverTheLimit() {
        var models = new AssetModel[16];
        Parallel.For(0, models.Length, i => models[i] = library.Load(library.Find("sofa-3")));
        Assert.All(models, m => Assert.Same(models[0], m));

        var small = AssetLibrary.Open(new() { CacheBytes = 1 });
        var first = small.Load(small.Find("chair-1"));
        Assert.Same(first, small.Load(small.Find("chair-1")));
        small.Load(small.Find("chair-2"));
        Assert.NotSame(first, small.Load(small.Find("chair-1")));
    }

    [Fact]
    public void OfClass_TakesClassesAndGroups() {
        Assert.Equal(22, library.OfClass("sofa").Count(a => a.Pack == "furniture"));
        Assert.Contains(library.OfClass("seat"), a => a.Class == "office chair");
        Assert.StartsWith("There is no class 'soffa', expected sofa",
            Assert.Throws<BadInputException>(() => library.OfClass("soffa")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Panorama_OffersNearNames() =>
        Assert.Equal("There is no panorama 'sunris', expected sunrise, sunset or studio"[..45],
        Assert.Throws<BadInputException>(() => library.Panoramas.Load("sunris")).Message[..45]);
}
