using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Caches;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Piles;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Skies;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Builders;

/// <summary>Builds tabletop worlds: objects dropped on a table in a plain room that is open to the sky above.</summary>
public static class TabletopWorld {
    private const int Tries = 60, Layers = 3;
    private const float WallHeight = 2.6f, RimDistance = 0.03f, DropHeight = 0.02f, LayerHeight = 0.22f, Upright = 0.8f;
    private const double SecondsPerLayer = 0.8;
    /// <summary>Limits of the dimensions of a usable table, metres.</summary>
    private const float Lowest = 0.3f, Highest = 1.15f, Narrowest = 0.4f, Widest = 2.4f;

    /// <summary>Builds one scene of a tabletop recipe.</summary>
    /// <exception cref="Core.BadInputException">The recipe names an unknown class or asset.</exception>
    public static BuiltPlace Build(TabletopRecipe tabletop, Recipe recipe, Draw draw, AssetLibrary library) {
        ArgumentNullException.ThrowIfNull(tabletop);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(library);
        Draw world = draw.At("world");
        var report = new PlacementReport { Attempts = draw.Attempt + 1 };
        var scene = new Scene { Name = recipe.Name };
        var cache = ComputedCache.Of(library);
        string tableName = world.Get("table", tabletop.Table);
        PileDrawing.Count(report.Asked, tableName);
        if (Table(library, tableName, world) is not { } table) {
            report.Failures.Add(new(tableName, PlacementReason.NoAsset, draw.Attempt));
            AddRoom(scene, world, new(0.5f, 0.5f));
            SceneSky above = PileScene.AddLight(scene, recipe.Light, draw, library, Vector3.Zero, 0.5f);
            return new() {
                Scene = scene, Objects = [], Report = report, Panorama = above.Panorama, FocusMin = new(-0.1f), FocusMax = new(0.1f),
            };
        }
        PileDrawing.Count(report.Placed, tableName);
        var stand = PileScene.Add(scene, table.Model, Affine3.Identity, SupportKind.Floor);
        AddRoom(scene, world, new Vector2(table.Model.Asset.Size.X, table.Model.Asset.Size.Y) / 2);

        List<Dropped> dropped = Start(tabletop, world, draw.Attempt, library, cache, table, report);
        RigidBody[] standing = [RigidBody.Of(table.Model, Affine3.Identity, cache), RigidBody.Box(new(-6, -6, -0.5f), new(6, 6, 0))];
        Vector3 half = new(table.Model.Asset.Size.X / 2, table.Model.Asset.Size.Y / 2, 0);
        Drop.Settle(dropped, standing, [], new(-half.X, -half.Y, table.Top - 0.05f), new(half.X, half.Y, table.Top + 2), Problem, report,
            draw.Attempt, cache);

        var objects = new List<PlacedObject> { stand };
        foreach (Dropped d in dropped) {
            objects.Add(PileScene.Add(scene, d.Item.Model, d.World, SupportKind.Object, stand));
            PileDrawing.Count(report.Placed, d.Item.Model.Asset.Class);
        }
        var (min, max) = PileDrawing.Bounds(objects[1..], new(0, 0, table.Top));
        SceneSky sky = PileScene.AddLight(scene, recipe.Light, draw, library, new(0, 0, table.Top), half.Length());
        return new() { Scene = scene, Objects = objects, Report = report, Panorama = sky.Panorama, FocusMin = min, FocusMax = max };

        PlacementReason? Problem(Dropped d) =>
            d.Item.Surface.LowestPoint(d.World) < table.Top - 0.04f ? PlacementReason.LeftTheRoom : null;
    }

    private sealed record TableTop(AssetModel Model, float Top);

    /// <summary>Chooses a table whose top is free and flat around its middle; null if there is none.</summary>
    private static TableTop? Table(AssetLibrary library, string name, Draw world) {
        for (int t = 0; t < 12; t++) {
            if (PileItem.Choose(library, name, Widest, world.Key("table").With(t)) is not { } asset) return null;
            Vector3 size = asset.Size;
            if (size.Z < Lowest || size.Z > Highest || MathF.Min(size.X, size.Y) < Narrowest || asset.Elevation > 0) continue;
            AssetModel model = library.Load(asset);
            if (asset.SupportHeight is { } support && support < size.Z - 0.03f) continue;
            var tree = TriangleTree.Of(model);
            int flat = 0;
            for (int k = 0; k < 25; k++) {
                float x = (k % 5 - 2) * 0.15f * size.X, y = (k / 5 - 2) * 0.15f * size.Y;
                if (tree.TopAt(Affine3.Identity, x, y) is { } top && size.Z - top < 0.01f) flat++;
            }
            if (flat >= 23) return new(model, size.Z);
        }
        return null;
    }

    private static List<Dropped> Start(TabletopRecipe tabletop, Draw world, int attempt, AssetLibrary library, ComputedCache cache,
        TableTop table, PlacementReport report) {
        int count = world.Get("count", tabletop.Count);
        Vector3 size = table.Model.Asset.Size;
        float longest = 0.6f * MathF.Min(size.X, size.Y);
        var tree = TriangleTree.Of(table.Model);
        var loaded = new Dictionary<(string, float), PileItem>();
        var started = new List<(Dropped Thing, Vector2 Place, float Radius, int Layer)>();
        for (int i = 0; i < count; i++) {
            string name = world.Get($"object.{i}", tabletop.Object);
            KeyedGenerator random = world.Key("drop").With(i).Generator();
            Asset? asset = PileItem.Choose(library, name, longest, world.Key("asset").With(i));
            PileDrawing.Count(report.Asked, asset?.Class ?? name);
            if (asset == null) {
                report.Failures.Add(new(name, PlacementReason.NoAsset, attempt));
                continue;
            }
            PileItem item = PileItem.Load(library, asset, 0, cache, loaded);
            bool upright = random.NextFloat() < Upright;
            Quaternion turn = upright ? Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 2 * MathF.PI * random.NextFloat())
                : PileDrawing.AnyRotation(ref random);
            float radius = upright ? new Vector2(item.Size.X, item.Size.Y).Length() / 2 : item.Radius,
                up = upright ? item.Size.Z / 2 : item.Radius;
            bool placed = false;
            for (int t = 0; t < Tries && !placed; t++) {
                int layer = t * Layers / Tries;
                var place = new Vector2((random.NextFloat() - 0.5f) * (size.X - 2 * radius),
                    (random.NextFloat() - 0.5f) * (size.Y - 2 * radius));
                placed = started.TrueForAll(o => o.Layer != layer || Vector2.Distance(o.Place, place) > o.Radius + radius)
                    && OverTop(place, radius);
                if (!placed) continue;
                float z = table.Top + up + DropHeight + layer * LayerHeight;
                started.Add((new(item, PileDrawing.Around(turn, item.Size, new(place, z)), layer * SecondsPerLayer), place, radius, layer));
            }
            if (!placed) report.Failures.Add(new(asset.Class, PlacementReason.NoFreeSpace, attempt));
        }
        return [.. started.Select(s => s.Thing)];

        bool OverTop(Vector2 place, float radius) {
            for (int k = 0; k < 8; k++) {
                var (sin, cos) = MathF.SinCos(k * MathF.PI / 4);
                if (tree.TopAt(Affine3.Identity, place.X + cos * (radius + RimDistance),
                    place.Y + sin * (radius + RimDistance)) is not { } top || top < table.Top - 0.02f) return false;
            }
            return true;
        }
    }

    /// <summary>Adds the floor and four walls; the table is nearer to two of them.</summary>
    private static void AddRoom(Scene scene, Draw world, Vector2 half) {
        KeyedGenerator random = world.Key("room").Generator();
        float left = half.X + 0.5f + 0.8f * random.NextFloat(), back = half.Y + 0.3f + 0.8f * random.NextFloat();
        float right = half.X + 2.2f + random.NextFloat(), front = half.Y + 2.2f + random.NextFloat();
        KeyedGenerator kinds = world.Key("surfaces").Generator();
        SurfaceKind floor = kinds.NextFloat() switch { < 0.55f => SurfaceKind.Wood, < 0.75f => SurfaceKind.Tiles,
            < 0.9f => SurfaceKind.Carpet, _ => SurfaceKind.Concrete };
        SurfaceKind walls = kinds.NextFloat() switch { < 0.6f => SurfaceKind.Paint, < 0.9f => SurfaceKind.Plaster, _ => SurfaceKind.Brick };
        Material wall = SurfaceMaterials.Wall(walls, world.Key("walls")), skirting = SurfaceMaterials.Lacquer(world.Key("skirting"));
        float width = left + right, depth = front + back;
        PileScene.AddSurface(scene, "floor", "floor", new(-left, back, 0), new(width, 0, 0), new(0, -depth, 0),
            SurfaceMaterials.Floor(floor, world.Key("floor")));
        Vector3 high = new(0, 0, WallHeight);
        PileScene.AddSurface(scene, "back wall", "wall", new Vector3(-left, back, 0) + high, new(width, 0, 0), -high, wall);
        PileScene.AddSurface(scene, "right wall", "wall", new Vector3(right, back, 0) + high, new(0, -depth, 0), -high, wall);
        PileScene.AddSurface(scene, "front wall", "wall", new Vector3(right, -front, 0) + high, new(-width, 0, 0), -high, wall);
        PileScene.AddSurface(scene, "left wall", "wall", new Vector3(-left, -front, 0) + high, new(0, depth, 0), -high, wall);
        const float Board = 0.012f, BoardHeight = 0.07f;
        AddBoard(new((right - left) / 2, back - Board / 2), new(width, Board));
        AddBoard(new((right - left) / 2, -front + Board / 2), new(width, Board));
        AddBoard(new(right - Board / 2, (back - front) / 2), new(Board, depth));
        AddBoard(new(-left + Board / 2, (back - front) / 2), new(Board, depth));

        void AddBoard(Vector2 middle, Vector2 extent) => scene.Nodes.Add(new() {
            Name = "skirting", Class = "skirting", Translation = new(middle, BoardHeight / 2),
            Parts = { new(Primitives.Box(new(extent, BoardHeight)), skirting) },
        });
    }
}
