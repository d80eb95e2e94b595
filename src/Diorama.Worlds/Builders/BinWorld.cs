using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Colors;
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

/// <summary>Builds bin worlds: objects dropped into an open box in layers, as in robotic bin picking.</summary>
public static class BinWorld {
    private const int Tries = 40, Layers = 12;
    private const float Wall = 0.006f, Floor = 0.006f, GuideHeight = 3, Beside = 0.004f, OverRim = 0.12f;
    private const double SecondsPerLayer = 0.9;
    private static readonly uint[] colors = [0x3D6FB5, 0x4A5560, 0xB33A32, 0x8F9498, 0x2E2F33, 0x5C8A4A, 0xD9A441, 0xC9CCCF];

    /// <summary>Builds one scene of a bin recipe.</summary>
    /// <exception cref="Core.BadInputException">The recipe names an unknown class or asset.</exception>
    public static BuiltPlace Build(BinRecipe bin, Recipe recipe, Draw draw, AssetLibrary library) {
        ArgumentNullException.ThrowIfNull(bin);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(library);
        Draw world = draw.At("world");
        var report = new PlacementReport { Attempts = draw.Attempt + 1 };
        var scene = new Scene { Name = recipe.Name };
        var cache = ComputedCache.Of(library);
        var inner = new Vector3((float)world.Get("width", bin.Width), (float)world.Get("depth", bin.Depth),
            (float)world.Get("height", bin.Height));
        KeyedGenerator random = world.Key("bin").Generator();
        PileScene.AddSurface(scene, "ground", "floor", new(-3, 3, 0), new(6, 0, 0), new(0, -6, 0),
            SurfaceMaterials.Create(SurfaceKind.Concrete, world.Key("ground")));
        (Vector3 Min, Vector3 Max)[] boards = Boards(inner);
        var plastic = new Material { Name = "plastic", BaseColor = SRgb.ToLinear(ColorOf(colors[random.NextInt(colors.Length)])),
            Roughness = 0.35f + 0.3f * random.NextFloat() };
        var box = new Node { Name = "bin", Class = "bin" };
        foreach (var (low, high) in boards) box.Parts.Add(new(Primitives.Box(high - low).Translated((low + high) / 2), plastic));
        scene.Nodes.Add(box);

        List<Dropped> dropped = Start(bin, world, draw.Attempt, library, cache, inner, report);
        RigidBody[] standing = [.. boards.Select(b => RigidBody.Box(b.Min, b.Max)), RigidBody.Box(new(-3, -3, -0.5f), new(3, 3, 0))];
        Vector2 half = new(inner.X / 2, inner.Y / 2);
        Drop.Settle(dropped, standing, Guides(inner), new(-half.X, -half.Y, 0), new(half.X, half.Y, GuideHeight + 2), Problem, report,
            draw.Attempt, cache);

        var objects = new List<PlacedObject>();
        foreach (Dropped d in dropped) {
            objects.Add(PileScene.Add(scene, d.Item.Model, d.World, SupportKind.Object));
            PileDrawing.Count(report.Placed, d.Item.Model.Asset.Class);
        }
        SceneSky sky = PileScene.AddLight(scene, recipe.Light, draw, library, new(0, 0, inner.Z / 2), half.Length());
        return new() {
            Scene = scene, Objects = objects, Report = report, Panorama = sky.Panorama,
            FocusMin = new(-half.X, -half.Y, Floor), FocusMax = new(half.X, half.Y, MathF.Max(inner.Z * 0.6f, Floor + 0.02f)),
        };

        // An object may stand out above the rim as long as its middle is in the bin and no part of it is outside.
        PlacementReason? Problem(Dropped d) {
            var (low, high) = d.Item.Surface.WorldBox(d.World);
            bool outside = low.X < -half.X - Wall || low.Y < -half.Y - Wall || high.X > half.X + Wall || high.Y > half.Y + Wall;
            return outside ? PlacementReason.LeftTheRoom : (low.Z + high.Z) / 2 > Floor + inner.Z ? PlacementReason.NoFreeSpace : null;
        }
    }

    private static List<Dropped> Start(BinRecipe bin, Draw world, int attempt, AssetLibrary library, ComputedCache cache, Vector3 inner,
        PlacementReport report) {
        int count = world.Get("count", bin.Count);
        float wanted = (float)world.Get("object_size", bin.ObjectSize), longest = 0.9f * MathF.Min(inner.X, inner.Y);
        var loaded = new Dictionary<(string, float), PileItem>();
        var items = new List<PileItem>();
        for (int i = 0; i < count; i++) {
            string name = world.Get($"object.{i}", bin.Object);
            Asset? asset = wanted > longest ? null : PileItem.Choose(library, name, wanted > 0 ? float.PositiveInfinity : longest,
                world.Key("asset").With(i));
            PileDrawing.Count(report.Asked, asset?.Class ?? name);
            if (asset == null) report.Failures.Add(new(name, PlacementReason.NoAsset, attempt));
            else items.Add(PileItem.Load(library, asset, wanted, cache, loaded));
        }
        var started = new List<(Dropped Thing, Vector2 Place, float Radius)>();
        int layer = 0, first = 0;
        KeyedGenerator random = world.Key("drop").Generator();
        foreach (PileItem item in items) {
            Vector2 free = Vector2.Max(Vector2.Zero, new Vector2(inner.X, inner.Y) - new Vector2(2 * (item.Radius + Beside)));
            bool placed = false;
            while (!placed && layer < Layers) {
                for (int t = 0; !placed && t < Tries; t++) {
                    var place = new Vector2((random.NextFloat() - 0.5f) * free.X, (random.NextFloat() - 0.5f) * free.Y);
                    placed = true;
                    for (int k = first; k < started.Count && placed; k++)
                        placed = Vector2.Distance(started[k].Place, place) > started[k].Radius + item.Radius;
                    if (!placed) continue;
                    var middle = new Vector3(place, Floor + inner.Z + OverRim + item.Radius);
                    Affine3 pose = PileDrawing.Around(PileDrawing.AnyRotation(ref random), item.Size, middle);
                    started.Add((new(item, pose, layer * SecondsPerLayer), place, item.Radius));
                }
                // A full layer is followed by the next one, which is released when this one has come down.
                if (!placed) (layer, first) = (layer + 1, started.Count);
            }
            if (!placed) report.Failures.Add(new(item.Model.Asset.Class, PlacementReason.NoFreeSpace, attempt));
        }
        return [.. started.Select(s => s.Thing)];
    }

    /// <summary>Returns the boxes of the bottom and the four walls.</summary>
    private static (Vector3 Min, Vector3 Max)[] Boards(Vector3 inner) {
        float x = inner.X / 2, y = inner.Y / 2, top = Floor + inner.Z;
        return [
            (new(-x - Wall, -y - Wall, 0), new(x + Wall, y + Wall, Floor)),
            (new(-x - Wall, -y - Wall, Floor), new(-x, y + Wall, top)), (new(x, -y - Wall, Floor), new(x + Wall, y + Wall, top)),
            (new(-x, -y - Wall, Floor), new(x, -y, top)), (new(-x, y, Floor), new(x, y + Wall, top)),
        ];
    }

    /// <summary>Returns walls above the bin's walls, flush with their inner faces, that guide falling objects.</summary>
    private static RigidBody[] Guides(Vector3 inner) {
        const float Thick = 0.2f;
        float x = inner.X / 2, y = inner.Y / 2, low = Floor + inner.Z, high = low + GuideHeight;
        return [
            RigidBody.Box(new(-x - Thick, -y - Thick, low), new(-x, y + Thick, high)),
            RigidBody.Box(new(x, -y - Thick, low), new(x + Thick, y + Thick, high)),
            RigidBody.Box(new(-x, -y - Thick, low), new(x, -y, high)), RigidBody.Box(new(-x, y, low), new(x, y + Thick, high)),
        ];
    }

    private static Vector3 ColorOf(uint rgb) => new Vector3(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255) / 255;
}
