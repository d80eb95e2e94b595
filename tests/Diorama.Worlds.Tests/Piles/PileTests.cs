using System.Numerics;
using Diorama.Assets;
using Diorama.Worlds.Builders;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Piles;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Piles;

public sealed class PileTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-piles").FullName;
    private readonly AssetLibrary library;

    public PileTests() => library = AssetLibrary.Open(new() { Folder = folder, MayInstall = false });

    public void Dispose() => Directory.Delete(folder, true);

    private static readonly Distribution<string> shapes = new Choice<string>([("cube", 1), ("sphere", 1), ("cylinder", 1)]);

    private static Recipe Recipe(WorldRecipe world) => new() { World = world, Seed = 3, Light = new() { Sky = SkyKind.Overcast } };

    private static BinRecipe Bin => new() { Width = 0.4, Depth = 0.3, Height = 0.25, Object = shapes, ObjectSize = 0.07, Count = 25 };

    private BuiltPlace BuildBin(long scene) => BinWorld.Build(Bin, Recipe(Bin), new Draw(Recipe(Bin), scene), library);

    [Fact]
    public void Bin_HoldsTwentyFiveThings_InsideAndApart() {
        BuiltPlace place = BuildBin(0);
        Assert.Equal(25, place.Objects.Count);
        Assert.Empty(place.Report.Failures);
        Assert.Equal(25, place.Report.Asked.Values.Sum());
        for (int i = 0; i < 25; i++) {
            PlacedObject a = place.Objects[i];
            var (low, high) = TriangleTree.Of(a.Model).WorldBox(a.WorldFromAsset);
            Assert.InRange(low.X, -0.2005f, 0.2f);
            Assert.InRange(high.X, -0.2f, 0.2005f);
            Assert.InRange(low.Y, -0.1505f, 0.15f);
            Assert.InRange(high.Y, -0.15f, 0.1505f);
            Assert.InRange(low.Z, 0.0055f, 0.25f);
            Assert.InRange((low.Z + high.Z) / 2, 0.006f, 0.256f);
            Assert.True(Supports.IsSupported(a, place.Objects, 0.003f, 0.006f));
            for (int k = 0; k < i; k++) {
                Assert.False(Penetration.Exceeds(a.Model, a.WorldFromAsset, place.Objects[k].Model, place.Objects[k].WorldFromAsset,
                    0.002f));
            }
        }
    }

    /// <summary>So that panoptic formats have no void.</summary>
    [Fact]
    public void EverythingThatIsDrawn_HasAClass() {
        var studio = new StudioRecipe { Object = shapes };
        BuiltPlace[] places = [BuildBin(2), StudioWorld.Build(studio, Recipe(studio), new Draw(Recipe(studio), 0), library)];
        foreach (BuiltPlace place in places) {
            Assert.All(place.Scene.Nodes.Where(n => n.Parts.Count > 0), n => Assert.True(n.Class is not null, n.Name));
            Assert.Equal("floor", place.Scene.Nodes.Single(n => n.Name == "ground").Class);
        }
    }

    [Fact]
    public void Bin_IsTheSame_FromTheCacheAndInAnotherThread() {
        var first = BuildBin(1).Objects.Select(o => (o.Asset.Id, o.WorldFromAsset)).ToArray();
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "cache", "physics"), "*.bin", SearchOption.AllDirectories));
        Assert.Equal(first, BuildBin(1).Objects.Select(o => (o.Asset.Id, o.WorldFromAsset)));
        Directory.Delete(Path.Combine(folder, "cache", "physics", "settled"), true);
        (string, Core.Spaces.Affine3)[] second = [];
        var thread = new Thread(() => second = [.. BuildBin(1).Objects.Select(o => (o.Asset.Id, o.WorldFromAsset))]);
        thread.Start();
        thread.Join();
        Assert.Equal(first, second);
    }

    [Fact]
    public void Bin_CountsWhatDoesNotFit() {
        var bin = Bin;
        (bin.ObjectSize, bin.Count) = (0.14, 14);
        BuiltPlace place = BinWorld.Build(bin, Recipe(bin), new Draw(Recipe(bin), 0), library);
        Assert.Equal(14, place.Report.Asked.Values.Sum());
        Assert.Equal(14, place.Report.Placed.Values.Sum() + place.Report.Failures.Count);
        Assert.Equal(place.Objects.Count, place.Report.Placed.Values.Sum());
        // 30 litres of bin, things of 1.4 to 2.7 litres that lie as they fall, half of them looking over the rim at most.
        Assert.InRange(place.Objects.Count, 4, 12);
        // Wider than the bin: nothing can be placed.
        bin.ObjectSize = 0.29;
        place = BinWorld.Build(bin, Recipe(bin), new Draw(Recipe(bin), 0), library);
        Assert.All(place.Report.Failures, f => Assert.Equal(PlacementReason.NoAsset, f.Reason));
        Assert.Empty(place.Objects);
    }

    [Fact]
    public void Studio_StandsThingsOnTheGround() {
        var studio = new StudioRecipe { Object = shapes, Count = 6 };
        BuiltPlace place = StudioWorld.Build(studio, Recipe(studio), new Draw(Recipe(studio), 0), library);
        Assert.Equal(6, place.Objects.Count);
        foreach (PlacedObject o in place.Objects) {
            Assert.Equal(0, TriangleTree.Of(o.Model).LowestPoint(o.WorldFromAsset), 1e-6f);
            Assert.InRange(PileItem.Longest(o.Asset.Size), 0.15f, 0.35f);
            Assert.Contains(o.Node!, place.Scene.Nodes);
            Assert.All(place.Objects,
                other => Assert.True(other == o || Penetration.Between(o.Model, o.WorldFromAsset, other.Model, other.WorldFromAsset) == 0));
        }
        Assert.Equal(0, place.FocusMin.Z, 1e-6f);
        Assert.InRange(place.FocusMax.Z, 0.15f, 0.35f);
    }

    [Fact]
    public void Studio_OtherAttempt_MovesThingsButKeepsTheRecipesValues() {
        var studio = new StudioRecipe { Object = shapes, Count = 3 };
        Recipe recipe = Recipe(studio);
        BuiltPlace first = StudioWorld.Build(studio, recipe, new Draw(recipe, 5, 0), library),
            second = StudioWorld.Build(studio, recipe, new Draw(recipe, 5, 1), library);
        Assert.Equal(first.Objects.Select(o => o.Asset.Size), second.Objects.Select(o => o.Asset.Size));
        Assert.NotEqual(first.Objects[0].WorldFromAsset, second.Objects[0].WorldFromAsset);
    }

    [Fact]
    public void Tabletop_WithoutATable_SaysSo() {
        // A metre high and as wide, a cube passes for a table; nothing in the pack of shapes is small enough to lie on it.
        var tabletop = new TabletopRecipe { Table = "cube", Object = "sphere", Count = 2 };
        BuiltPlace place = TabletopWorld.Build(tabletop, Recipe(tabletop), new Draw(Recipe(tabletop), 0), library);
        Assert.Equal(Vector3.One, Assert.Single(place.Objects).Asset.Size);
        Assert.Equal(2, place.Report.Failures.Count);
        tabletop.Table = "sphere";
        place = TabletopWorld.Build(tabletop, Recipe(tabletop), new Draw(Recipe(tabletop), 0), library);
        Assert.Empty(place.Objects);
        Assert.Equal(new PlacementFailure("sphere", PlacementReason.NoAsset, 0), Assert.Single(place.Report.Failures));
    }
}
