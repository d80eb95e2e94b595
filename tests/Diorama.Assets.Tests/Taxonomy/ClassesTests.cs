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
        Assert.Equal(published, ClassSet.Taxonomy.All.Select(c => $"{c.Id}\t{c.Name}"));
    }

    [Fact]
    public void Ids_CountFromOne_AndNamesAreUniqueLowerCaseWords() {
        Assert.Equal(Enumerable.Range(1, ClassSet.Taxonomy.All.Count), ClassSet.Taxonomy.All.Select(c => c.Id));
        Assert.Equal(ClassSet.Taxonomy.All.Count, ClassSet.Taxonomy.Names.Distinct().Count());
        Assert.All(ClassSet.Taxonomy.Names, name => Assert.Matches("^[a-z]+( [a-z]+)*$", name));
        // Ids of assets put '-' for ' ', so names that differ in that alone would collide.
        Assert.Equal(ClassSet.Taxonomy.All.Count, ClassSet.Taxonomy.Names.Select(n => n.Replace(' ', '-')).Distinct().Count());
    }

    [Fact]
    public void Coco_NamesItsCategoriesRightly() {
        Assert.All(ClassSet.Taxonomy.All, c => Assert.Equal(c.CocoId is null, c.CocoName is null));
        // Each COCO id has one name, and the other way round.
        var pairs = ClassSet.Taxonomy.All.Where(c => c.CocoId is not null).Select(c => (c.CocoId, c.CocoName)).Distinct().ToList();
        Assert.Equal(pairs.Count, pairs.Select(p => p.CocoId).Distinct().Count());
        Assert.Equal(pairs.Count, pairs.Select(p => p.CocoName).Distinct().Count());
        Assert.Equal((63, "couch"), (ClassSet.Taxonomy.Find("sofa").CocoId, ClassSet.Taxonomy.Find("sofa").CocoName));
        Assert.Equal((62, "chair"), (ClassSet.Taxonomy.Find("office chair").CocoId, ClassSet.Taxonomy.Find("office chair").CocoName));
        Assert.Equal((1, "person"), (ClassSet.Taxonomy.Find("person").CocoId, ClassSet.Taxonomy.Find("person").CocoName));
        Assert.Equal((90, "toothbrush"), (ClassSet.Taxonomy.Find("brush").CocoId, ClassSet.Taxonomy.Find("brush").CocoName));
    }

    [Fact]
    public void Furniture_IsMappedToClassesThatExist() =>
    Assert.All(FurnitureClasses.Mapped, name => Assert.True(ClassSet.Taxonomy.Exists(name), name));

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
            Assert.Throws<BadInputException>(() => ClassSet.Taxonomy.Find("coffe table")).Message[..44]);
}
