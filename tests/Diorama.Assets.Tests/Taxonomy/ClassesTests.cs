using Diorama.Assets.Taxonomy;
using Diorama.Core;

namespace Diorama.Assets.Tests.Taxonomy;

public class ClassesTests {
    /// <summary>
    /// What has been published (published.tsv): datasets hold these numbers. Append new classes there too; never change a line.
    /// </summary>
    [Fact]
    public void Published_KeepTheirIdsForEver() {
        using var stream = typeof(ClassesTests).Assembly.GetManifestResourceStream("published.tsv")!;
        string[] published = new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(published, Classes.All.Select(c => $"{c.Id}\t{c.Name}"));
    }

    [Fact]
    public void Ids_CountFromOne_AndNamesAreUniqueLowerCaseWords() {
        Assert.Equal(Enumerable.Range(1, Classes.All.Count), Classes.All.Select(c => c.Id));
        Assert.Equal(Classes.All.Count, Classes.Names.Distinct().Count());
        Assert.All(Classes.Names, name => Assert.Matches("^[a-z]+( [a-z]+)*$", name));
        // Ids of assets put '-' for ' ', so names that differ in that alone would collide.
        Assert.Equal(Classes.All.Count, Classes.Names.Select(n => n.Replace(' ', '-')).Distinct().Count());
    }

    [Fact]
    public void Coco_NamesItsCategoriesRightly() {
        Assert.All(Classes.All, c => Assert.Equal(c.CocoId is null, c.CocoName is null));
        // Each COCO id has one name, and the other way round.
        var pairs = Classes.All.Where(c => c.CocoId is not null).Select(c => (c.CocoId, c.CocoName)).Distinct().ToList();
        Assert.Equal(pairs.Count, pairs.Select(p => p.CocoId).Distinct().Count());
        Assert.Equal(pairs.Count, pairs.Select(p => p.CocoName).Distinct().Count());
        Assert.Equal((63, "couch"), (Classes.Find("sofa").CocoId, Classes.Find("sofa").CocoName));
        Assert.Equal((62, "chair"), (Classes.Find("office chair").CocoId, Classes.Find("office chair").CocoName));
        Assert.Equal((1, "person"), (Classes.Find("person").CocoId, Classes.Find("person").CocoName));
        Assert.Equal((90, "toothbrush"), (Classes.Find("brush").CocoId, Classes.Find("brush").CocoName));
    }

    [Fact]
    public void Furniture_IsMappedToClassesThatExist() =>
    Assert.All(FurnitureClasses.Mapped, name => Assert.True(Classes.Exists(name), name));

    [Theory]
    [InlineData("Scopia#bed1", "Bed", "Bedroom", "bed")]
    [InlineData("Scopia#box_room", "Box", "Living room", "cabinet")]
    [InlineData("Anything#x", "Chair", "Office", "office chair")]
    [InlineData("Anything#x", "Chair", "Living room", "chair")]
    [InlineData("Anything#x", "Frobnicator", "Office", "object")]
    public void Mapping_PrefersIdThenCategoryThenName(string id, string name, string category, string expected) =>
        Assert.Equal(expected, FurnitureClasses.Of(id, name, category));

    [Fact]
    public void UnknownName_OffersNearOnes() =>
        Assert.Equal("There is no class 'coffe table', expected coffee table, side table or floor lamp"[..44],
            Assert.Throws<BadInputException>(() => Classes.Find("coffe table")).Message[..44]);
}
