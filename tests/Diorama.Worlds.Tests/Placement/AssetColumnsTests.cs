using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Placement;

namespace Diorama.Worlds.Tests.Placement;

public sealed class AssetColumnsTests {
    private static MeshPart Box(Vector3 min, Vector3 max) {
        Mesh box = Primitives.Box(max - min);
        return new(new Mesh { Positions = [.. box.Positions.Select(p => p + (min + max) / 2)], Indices = box.Indices }, new Material());
    }

    /// <summary>A table 1.2 × 0.8 × 0.75 with a top of 4 cm and four legs.</summary>
    private static AssetColumns Table() {
        List<MeshPart> parts = [Box(new(-0.6f, -0.4f, 0.71f), new(0.6f, 0.4f, 0.75f))];
        foreach (float x in (float[])[-0.55f, 0.55f]) {
            foreach (float y in (float[])[-0.35f, 0.35f]) parts.Add(Box(new(x - 0.03f, y - 0.03f, 0), new(x + 0.03f, y + 0.03f, 0.71f)));
        }
        return ColumnBuilder.Build(parts);
    }

    [Fact]
    public void TableTop_IsItsOnlySurface() {
        AssetColumns table = Table();
        SupportSurface top = Assert.Single(table.Surfaces);
        Assert.Equal(0.75f, top.Height, 4);
        Assert.InRange(top.Area, 0.94f, 0.99f);
        Assert.Equal(float.PositiveInfinity, top.Room);
    }

    [Fact]
    public void Shelves_AreFoundWithTheRoomAboveThem_AndAClosedBoxIsSolid() {
        AssetColumns shelf = ColumnBuilder.Build([
            Box(new(-0.4f, 0.13f, 0), new(0.4f, 0.15f, 1)), Box(new(-0.4f, -0.15f, 0), new(-0.38f, 0.15f, 1)),
            Box(new(0.38f, -0.15f, 0), new(0.4f, 0.15f, 1)),
            Box(new(-0.4f, -0.15f, 0.3f), new(0.4f, 0.15f, 0.32f)), Box(new(-0.4f, -0.15f, 0.98f), new(0.4f, 0.15f, 1)),
        ]);
        Assert.Equal(2, shelf.Surfaces.Count);
        Assert.Equal(0.32f, shelf.Surfaces[1].Height, 3);
        Assert.Equal(0.66f, shelf.Surfaces[1].Room, 3);
        AssetColumns cabinet = ColumnBuilder.Build([Box(new(-0.3f), new(0.3f))]);
        Assert.Equal(0.3f, Assert.Single(cabinet.Surfaces).Height, 4);
        Stretch all = cabinet.At(cabinet.Columns / 2, cabinet.Rows / 2)[0];
        Assert.Equal(-0.3f, all.Low, 6);
        Assert.Equal(0.3f, all.High, 6);
    }

    [Fact]
    public void Clash_LetsAStoolUnderATable_ButNotIntoItsLeg() {
        AssetColumns table = Table(), stool = ColumnBuilder.Build([Box(new(-0.2f, -0.2f, 0), new(0.2f, 0.2f, 0.5f))]);
        Assert.False(Clash.Columns(table, PlanarPose.Identity, stool, PlanarPose.Identity));
        Assert.False(Clash.Columns(table, PlanarPose.Identity, stool, PlanarPose.Turned(new(0.1f, 0), 0.4f)));
        Assert.True(Clash.Columns(table, PlanarPose.Identity, stool, new(new(0.4f, 0.3f, 0), Vector2.UnitX)));
        Assert.True(Clash.Columns(table, PlanarPose.Identity, stool, new(new(0, 0, 0.3f), Vector2.UnitX)));
        // Standing on the top is no clash, sunk by 5 mm is one.
        Assert.False(Clash.Columns(table, PlanarPose.Identity, stool, new(new(0, 0, 0.75f), Vector2.UnitX)));
        Assert.True(Clash.Columns(table, PlanarPose.Identity, stool, new(new(0, 0, 0.745f), Vector2.UnitX)));
    }
}
