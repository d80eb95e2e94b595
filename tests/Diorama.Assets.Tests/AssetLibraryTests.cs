using System.Numerics;
using Diorama.Assets.Taxonomy;
using Diorama.Core;

namespace Diorama.Assets.Tests;

/// <summary>Facts of the furniture pack, which the first of these tests installs.</summary>
public class AssetLibraryTests {
    private static readonly AssetLibrary library = AssetLibrary.Open();

    [Fact]
    public void Furniture_Has820AssetsWithUniqueIds() {
        var furniture = library.OfPack(Packs.AllPacks.Furniture);
        Assert.Equal(820, furniture.Count);
        Assert.Equal(820, furniture.Select(a => a.Id).Distinct().Count());
        Assert.All(furniture, a => Assert.True(Classes.Exists(a.Class)));
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
}
