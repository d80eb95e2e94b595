using System.Numerics;
using Diorama.Assets;
using Diorama.Worlds.Builders;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Builders;

[Trait("Category", "Assets")]
public class StreetWorldTests {
    private static readonly AssetLibrary library = AssetLibrary.Open();
    private static readonly string[] drives = ["car", "van", "bus", "truck"];

    private static BuiltPlace Build(long scene, StreetRecipe? street = null) {
        street ??= new() { Vehicles = 2.5, People = 2.5, Trees = 1, Furniture = 1.5, PavementWidth = 3 };
        var recipe = new Recipe { World = street };
        recipe.Light.Sky = SkyKind.Sun;
        return StreetWorld.Build(street, recipe, new Draw(11, scene), library);
    }

    /// <summary>Whether two footprints share a point of a 5 cm raster: nothing in common with how the street keeps them apart.</summary>
    private static bool Overlap(PlacedObject a, PlacedObject b) {
        var bFromA = b.WorldFromAsset.Inverse() * a.WorldFromAsset;
        for (float x = -a.Asset.Size.X / 2; x <= a.Asset.Size.X / 2; x += 0.05f) {
            for (float y = -a.Asset.Size.Y / 2; y <= a.Asset.Size.Y / 2; y += 0.05f) {
                Vector3 p = bFromA.Point(new(x, y, 0));
                if (MathF.Abs(p.X) < b.Asset.Size.X / 2 && MathF.Abs(p.Y) < b.Asset.Size.Y / 2) return true;
            }
        }
        return false;
    }

    [Fact]
    public void Vehicles_AreOnTheRoadAndDriveOnTheRight() {
        int parked = 0, driving = 0;
        for (int i = 0; i < 6; i++) {
            BuiltPlace place = Build(i);
            // Two lanes of 3.2 m and two parking strips of 2.3 m.
            const float HalfRoad = 3.2f + 2.3f;
            PlacedObject[] vehicles = [.. place.Objects.Where(o => drives.Contains(o.Asset.Class))];
            Assert.NotEmpty(vehicles);
            foreach (PlacedObject v in vehicles) {
                Assert.Equal(0, v.WorldFromAsset.Origin.Z);
                for (int corner = 0; corner < 4; corner++) {
                    Vector3 p = v.WorldFromAsset.Point(new((corner % 2 - 0.5f) * v.Asset.Size.X, (corner / 2 - 0.5f) * v.Asset.Size.Y, 0));
                    Assert.InRange(MathF.Abs(p.Y), 0, HalfRoad);
                }
                Vector3 ahead = v.WorldFromAsset.Vector(-Vector3.UnitY);
                float y = v.WorldFromAsset.Origin.Y;
                Assert.True(ahead.X * -MathF.Sign(y) > 0.99f, $"{v.Asset.Id} at y = {y} faces {ahead}");
                if (MathF.Abs(y) > 3.2f) parked++;
                else driving++;
            }
        }
        Assert.True(parked >= 10 && driving >= 10, $"{parked} parked, {driving} driving");
    }

    [Fact]
    public void Things_DoNotOverlap() {
        for (int i = 0; i < 4; i++) {
            // Crowns of trees reach over what stands below.
            PlacedObject[] all = [.. Build(i).Objects.Where(o => o.Asset.Class is not ("tree" or "bush" or "street lamp"))];
            for (int a = 0; a < all.Length; a++) {
                for (int b = a + 1; b < all.Length; b++) Assert.False(Overlap(all[a], all[b]) || Overlap(all[b], all[a]),
                    $"scene {i}: {all[a].Asset.Id} and {all[b].Asset.Id}");
            }
        }
    }

    [Fact]
    public void Counts_FollowTheDensities() {
        int people = 0, failures = 0;
        for (int i = 0; i < 12; i++) {
            BuiltPlace place = Build(i);
            people += place.Objects.Count(o => o.Asset.Class == "person");
            failures += place.Report.Failures.Count(f => f.Class == "person");
            Assert.Equal(place.Report.Asked.Values.Sum(), place.Report.Placed.Values.Sum() + place.Report.Failures.Count);
        }
        // 2.5 per 10 m of 60 m, twelve times.
        Assert.Equal(180, people + failures);
    }

    [Fact]
    public void Streets_AreTheSameEveryTime() {
        static string Text(BuiltPlace p) =>
            string.Join('\n', p.Objects.Select(o => $"{o.Asset.Id} {o.WorldFromAsset.Origin} {o.WorldFromAsset.X}"));
        Assert.Equal(Text(Build(3)), Text(Build(3)));
        Assert.NotEqual(Text(Build(3)), Text(Build(4)));
    }

    [Fact]
    public void MoreTrees_MoveNothingElse() {
        static string Cars(BuiltPlace p) =>
            string.Join('\n', p.Objects.Where(o => o.Asset.Class == "car").Select(o => $"{o.Asset.Id} {o.WorldFromAsset.Origin}"));
        Assert.Equal(Cars(Build(2, new() { Vehicles = 1, Trees = 0.1 })), Cars(Build(2, new() { Vehicles = 1, Trees = 2 })));
    }
}
