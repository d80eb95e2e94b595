using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Rendering.Materials;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Piles;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Skies;

namespace Diorama.Worlds.Builders;

/// <summary>Builds studio worlds: a few objects side by side on a plain ground.</summary>
public static class StudioWorld {
    private const int Tries = 200;
    private const float GroundSide = 60;

    /// <summary>Builds one scene of a studio recipe.</summary>
    /// <exception cref="Core.BadInputException">The recipe names an unknown class or asset.</exception>
    public static BuiltPlace Build(StudioRecipe studio, Recipe recipe, Draw draw, AssetLibrary library) {
        ArgumentNullException.ThrowIfNull(studio);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(library);
        Draw world = draw.At("world");
        var report = new PlacementReport { Attempts = draw.Attempt + 1 };
        var scene = new Rendering.Scenes.Scene { Name = recipe.Name };
        var ground = new Material { Name = "ground", BaseColor = new(0.42f), Roughness = 0.9f };
        PileScene.AddSurface(scene, "ground", "floor", new(-GroundSide / 2, GroundSide / 2, 0), new(GroundSide, 0, 0),
            new(0, -GroundSide, 0),
            ground);
        int count = world.Get("count", studio.Count);
        var objects = new List<PlacedObject>();
        var sizes = new float[count];
        for (int i = 0; i < count; i++) sizes[i] = (float)world.Get($"size.{i}", studio.Size);
        // Enough space for all objects, with as much again between them.
        float radius = MathF.Sqrt(sizes.Sum(s => s * s)) * 0.9f;
        for (int i = 0; i < count; i++) {
            string name = world.Get($"object.{i}", studio.Object);
            KeyedGenerator random = world.Key("place").With(i).Generator();
            Asset? asset = PileItem.Choose(library, name, float.PositiveInfinity, world.Key("asset").With(i));
            string asked = asset?.Class ?? name;
            PileDrawing.Count(report.Asked, asked);
            if (asset == null) {
                report.Failures.Add(new(asked, PlacementReason.NoAsset, draw.Attempt));
                continue;
            }
            AssetModel model = Colored(PileItem.Scaled(library.Load(asset), sizes[i] / PileItem.Longest(asset.Size)), ref random);
            if (Place(model, radius, objects, ref random) is not { } pose) {
                report.Failures.Add(new(asked, PlacementReason.NoFreeSpace, draw.Attempt));
                continue;
            }
            objects.Add(PileScene.Add(scene, model, pose, SupportKind.Ground));
            PileDrawing.Count(report.Placed, asked);
        }
        var (min, max) = PileDrawing.Bounds(objects, Vector3.Zero);
        SceneSky sky = PileScene.AddLight(scene, recipe.Light, draw, library, (min + max) / 2, radius);
        return new() { Scene = scene, Objects = objects, Report = report, Panorama = sky.Panorama, FocusMin = min, FocusMax = max };
    }

    private static Affine3? Place(AssetModel model, float radius, List<PlacedObject> others, ref KeyedGenerator random) {
        for (int t = 0; t < Tries; t++) {
            float r = radius * MathF.Sqrt(random.NextFloat()), around = 2 * MathF.PI * random.NextFloat();
            var (sin, cos) = MathF.SinCos(around);
            Affine3 pose = Affine3.Translation(new(r * cos, r * sin, 0)) * Affine3.Rotation(Vector3.UnitZ,
                2 * MathF.PI * random.NextFloat());
            float half = new Vector2(model.Asset.Size.X, model.Asset.Size.Y).Length() / 2;
            bool free = true;
            foreach (PlacedObject other in others) {
                float apart = (other.WorldFromAsset.Origin - pose.Origin).Length(), otherHalf =
                    new Vector2(other.Asset.Size.X, other.Asset.Size.Y).Length() / 2;
                if (apart >= half + otherHalf) continue;
                free &= !Penetration.Exceeds(model, pose, other.Model, other.WorldFromAsset, 0);
            }
            if (free) return pose;
        }
        return null;
    }

    /// <summary>Gives each basic shape a random colour; other assets keep their own.</summary>
    private static AssetModel Colored(AssetModel model, ref KeyedGenerator random) {
        if (model.Asset.Pack != AllPacks.Shapes.Name) return model;
        float hue = 6 * random.NextFloat(), saturation = 0.45f + 0.45f * random.NextFloat(), value = 0.55f + 0.4f * random.NextFloat();
        var rgb = new Vector3(Channel(5), Channel(3), Channel(1));
        var material = new Material { Name = model.Asset.Class, BaseColor = SRgb.ToLinear(rgb),
            Roughness = 0.15f + 0.6f * random.NextFloat() };
        return model.With([.. model.Parts.Select(p => p with { Material = material })]);

        // Conversion from hue, saturation and value (Smith 1978).
        float Channel(int n) {
            float k = (n + hue) % 6;
            return value - value * saturation * MathF.Max(0, MathF.Min(MathF.Min(k, 4 - k), 1));
        }
    }
}
