using Diorama.Core.Colors;
using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Outdoors;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Skies;

namespace Diorama.Worlds.Builders;

/// <summary>
/// Builds streets: houses, traffic, people and street furniture from the furniture pack, by density and clearance. Everything stands on the
/// ground and nothing overlaps; objects without free space are reported.
/// </summary>
public sealed class StreetWorld {
    private const int Tries = 30;

    private readonly StreetLayout layout;
    private readonly StreetRecipe recipe;
    private readonly WeatherKind weather;
    private readonly AssetLibrary library;
    private readonly Draw draw;
    private readonly Scene scene = new() { Name = "street" };
    private readonly List<PlacedObject> objects = [];
    private readonly PlacementReport report = new();
    private readonly GroundPlan plan = new();
    private readonly SceneSky sky;

    private StreetWorld(StreetRecipe street, Recipe recipe, Draw draw, AssetLibrary library) {
        (this.recipe, this.draw, this.library) = (street, draw, library);
        layout = new(street, draw);
        weather = draw.Get("weather.kind", recipe.Weather.Kind);
        sky = SceneSky.Sample(recipe.Light, draw.At("light"), library, weather, new(0.15f));
    }

    /// <summary>
    /// Builds the place with its light and sky; weather and cameras are added later. Throws <see cref="Core.BadInputException"/> for
    /// impossible values.
    /// </summary>
    public static BuiltPlace Build(StreetRecipe street, Recipe recipe, Draw draw, AssetLibrary library) {
        ArgumentNullException.ThrowIfNull(street);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(library);
        return new StreetWorld(street, recipe, draw, library).Build(recipe);
    }

    private BuiltPlace Build(Recipe whole) {
        var ground = new StreetGround(scene, layout, sky.LampsAreLit, draw.Key("ground"));
        ground.Append();
        Lamps();
        Vehicles();
        Trees();
        Furniture();
        People();
        foreach ((Vector2 min, Vector2 max, int side) in ground.Gardens) Garden(min, max, side);
        scene.Environment = sky.Environment;
        float half = layout.Length / 2;
        (Vector2 southMin, Vector2 southMax) = layout.PavementOf(-1);
        (Vector2 northMin, Vector2 northMax) = layout.PavementOf(1);
        return new() {
            Scene = scene, Objects = objects, Report = report, Panorama = sky.Panorama,
            FocusMin = new(-half, -layout.HalfStreet, 0), FocusMax = new(half, layout.HalfStreet, 3),
            Areas = [
                Area(new(-half, -layout.HalfRoad), new(half, layout.HalfRoad), 0),
                Area(southMin, southMax, StreetLayout.KerbHeight), Area(northMin, northMax, StreetLayout.KerbHeight)],
        };

        static CameraArea Area(Vector2 min, Vector2 max, float z) => new([min, new(max.X, min.Y), max, new(min.X, max.Y)], z);
    }

    /// <summary>
    /// Draws the number of objects for a density per 10 m: the whole part of the expected number, plus one with the probability of its
    /// fraction.
    /// </summary>
    private int Count(string path, Distribution<double> density, ref KeyedGenerator random) {
        double wanted = draw.Get(path, density) * layout.Length / 10;
        return (int)wanted + (random.NextDouble() < wanted - (int)wanted ? 1 : 0);
    }

    private void Vehicles() {
        KeyedGenerator random = draw.Key("vehicles").Generator();
        int count = Count("world.vehicles", recipe.Vehicles, ref random);
        for (int i = 0; i < count; i++) {
            KeyedGenerator own = draw.Key("vehicle").With(i).Generator();
            bool cycle = own.NextFloat() < 0.2f;
            Asset asset = library.Find(StreetAssets.Pick(cycle ? StreetAssets.Cycles : StreetAssets.Vehicles, own.NextFloat()));
            // Long vehicles do not park at the kerb.
            bool parked = cycle || (asset.Size.Y < 6.1f && own.NextFloat() < 0.6f);
            Place(asset, SupportKind.Ground, ref own, (ref KeyedGenerator r) => {
                float x = (r.NextFloat() - 0.5f) * (layout.Length - asset.Size.Y), turn = 0.03f * (r.NextFloat() - 0.5f), y, z = 0;
                int way;
                Vector2 margin;
                if (cycle) {
                    int side = r.NextInt(2) * 2 - 1;
                    (y, way, z, margin) = (side * (layout.HalfRoad + StreetLayout.KerbWidth + 0.1f + asset.Size.X / 2),
                        r.NextInt(2) * 2 - 1, StreetLayout.KerbHeight, new(0.05f, 0.2f));
                } else if (parked) {
                    int side = r.NextInt(2) * 2 - 1;
                    // The wheels are a hand's width from the kerb, and never on the crossing.
                    (y, way, margin) = (side * (layout.HalfRoad - 0.2f - asset.Size.X / 2), side > 0 && layout.Lanes > 1 ? -1
                        : 1, new(0, 0.4f));
                    if (MathF.Abs(x - layout.Crossing) < 2.5f + asset.Size.Y / 2) return null;
                } else {
                    (y, way) = layout.Lane(r.NextInt(layout.Lanes));
                    (y, margin) = (y + 0.3f * (r.NextFloat() - 0.5f), new(0, 2));
                }
                // Fronts face −Y: a quarter turn makes them face +X.
                return (new(x, y, z), way * MathF.PI / 2 + turn, margin);
            });
        }
    }

    private void People() {
        KeyedGenerator random = draw.Key("people").Generator();
        int count = Count("world.people", recipe.People, ref random);
        for (int i = 0; i < count; i++) {
            KeyedGenerator own = draw.Key("person").With(i).Generator();
            Asset asset = library.Find(StreetAssets.Pick(StreetAssets.People, own.NextFloat()));
            bool crossing = own.NextFloat() < 0.12f;
            Place(asset, SupportKind.Ground, ref own, (ref KeyedGenerator r) => {
                if (crossing) {
                    var at = new Vector3(layout.Crossing + 2.6f * (r.NextFloat() - 0.5f),
                        (r.NextFloat() - 0.5f) * layout.Lanes * StreetLayout.LaneWidth, 0);
                    return (at, r.NextInt(2) * MathF.PI + 0.6f * (r.NextFloat() - 0.5f), new(0.2f, 0.2f));
                }
                (Vector2 min, Vector2 max) = layout.PavementOf(r.NextInt(2) * 2 - 1);
                var place = Vector2.Lerp(min + new Vector2(0.5f), max - new Vector2(0.5f), 0.5f)
                    + (max - min - Vector2.One) * new Vector2(r.NextFloat() - 0.5f, r.NextFloat() - 0.5f);
                // Most people walk along the street.
                float turn = r.NextFloat() < 0.7f ? (r.NextInt(2) * 2 - 1) * MathF.PI / 2 + 0.5f * (r.NextFloat() - 0.5f)
                    : 2 * MathF.PI * r.NextFloat();
                return (new(place, StreetLayout.KerbHeight), turn, new(0.12f, 0.12f));
            });
        }
    }

    private void Trees() {
        KeyedGenerator random = draw.Key("trees").Generator();
        int count = Count("world.trees", recipe.Trees, ref random);
        // All trees of a street are of one kind.
        Asset asset = library.Find(StreetAssets.Pick(StreetAssets.TreesIn(weather), random.NextFloat()));
        for (int i = 0; i < count; i++) {
            KeyedGenerator own = draw.Key("tree").With(i).Generator();
            Place(asset, SupportKind.Ground, ref own, (ref KeyedGenerator r) => {
                int side = r.NextInt(2) * 2 - 1;
                float x = (r.NextFloat() - 0.5f) * (layout.Length - 2);
                return MathF.Abs(x - layout.Crossing) < 3 ? null
                    : (new(x, side * (layout.HalfRoad + StreetLayout.KerbWidth + 0.45f), StreetLayout.KerbHeight),
                    2 * MathF.PI * r.NextFloat(), new(0.3f, 1.5f));
            }, trunk: 0.4f);
        }
    }

    private void Furniture() {
        KeyedGenerator random = draw.Key("furniture").Generator();
        int count = Count("world.furniture", recipe.Furniture, ref random);
        for (int i = 0; i < count; i++) {
            KeyedGenerator own = draw.Key("furnish").With(i).Generator();
            Asset asset = library.Find(StreetAssets.Pick(StreetAssets.Furniture, own.NextFloat()));
            // Benches and post boxes stand along the fronts, facing the street; bins and hydrants at the kerb.
            bool atFront = asset.Class is "bench" or "mailbox";
            Place(asset, SupportKind.Ground, ref own, (ref KeyedGenerator r) => {
                int side = r.NextInt(2) * 2 - 1;
                float x = (r.NextFloat() - 0.5f) * (layout.Length - 2);
                float y = atFront ? layout.HalfStreet - asset.Size.Y / 2 - 0.12f
                    : layout.HalfRoad + StreetLayout.KerbWidth + 0.2f + asset.Size.Y / 2;
                if (!atFront && MathF.Abs(x - layout.Crossing) < 2.5f) return null;
                return (new(x, side * y, StreetLayout.KerbHeight), side > 0 ? 0 : MathF.PI, new(0.15f, 0.1f));
            });
        }
    }

    /// <summary>Places lamps at equal distances, alternating between the two sides; at night they are on.</summary>
    private void Lamps() {
        const float Apart = 16;
        AssetModel model = library.Load(library.Find(StreetAssets.Lamp));
        (Vector3 foot, Vector3 head) = StreetAssets.EndsOf(model);
        int count = Math.Max(1, (int)(layout.Length / Apart));
        for (int i = 0; i < count; i++) {
            int side = i % 2 * 2 - 1;
            float x = (i + 0.5f - count / 2f) * Apart;
            // The arm reaches over the road.
            float arm = MathF.Atan2(head.Y - foot.Y, head.X - foot.X), turn = -side * MathF.PI / 2 - arm;
            Quaternion rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, turn);
            Vector3 at = new Vector3(x, side * (layout.HalfRoad + StreetLayout.KerbWidth + 0.35f), StreetLayout.KerbHeight)
                - Vector3.Transform(foot, rotation);
            Vector3 pole = at + Vector3.Transform(foot, rotation);
            if (!plan.TryTake(new(new(pole.X, pole.Y), new(0.25f, 0.25f), 0))) continue;
            Node node = Append(model, at, turn, SupportKind.Ground);
            if (!sky.LampsAreLit) continue;
            // Luminous flux of 9,000 lm from a warm disc light.
            const float Radius = 0.16f, Watts = 9000 / Luminance.LumensPerWatt;
            scene.Nodes.Add(new() {
                Name = "lamp light", Parent = node, Translation = head - 0.03f * Vector3.UnitZ,
                Light = new() { Kind = LightKind.Disc, Size = new(2 * Radius), Color = new(1, 0.72f, 0.42f),
                    Intensity = Watts / (MathF.PI * MathF.PI * Radius * Radius) },
            });
        }
    }

    private void Garden(Vector2 min, Vector2 max, int side) {
        Asset hedge = library.Find(StreetAssets.Hedge);
        float front = side > 0 ? min.Y : max.Y, gate = 1.2f + 0.3f * (max.X - min.X);
        AssetModel model = library.Load(hedge);
        for (float x = min.X + hedge.Size.X / 2; x + hedge.Size.X / 2 < max.X; x += hedge.Size.X) {
            if (MathF.Abs(x - min.X - gate) > hedge.Size.X * 0.75f)
                Append(model, new(x, front + side * (0.05f + hedge.Size.Y / 2), StreetLayout.KerbHeight), 0, SupportKind.Ground);
        }
        KeyedGenerator random = draw.Key("garden").With((long)MathF.Round(10 * min.X)).With(side).Generator();
        Asset tree = library.Find(StreetAssets.Pick(weather == WeatherKind.Snow ? StreetAssets.SnowyTrees : StreetAssets.GardenTrees,
            random.NextFloat()));
        float middle = (min.Y + max.Y) / 2;
        Append(library.Load(tree), new(float.Lerp(min.X + 3, max.X - 3, random.NextFloat()), middle, StreetLayout.KerbHeight),
            2 * MathF.PI * random.NextFloat(), SupportKind.Ground);
    }

    /// <summary>
    /// Proposes a position, a rotation about +Z in radians, and margins to the sides and ahead; null if there is no suitable place.
    /// </summary>
    private delegate (Vector3 At, float Turn, Vector2 Margin)? Proposal(ref KeyedGenerator random);

    /// <summary>Places an asset at the first free proposal, or reports a failure.</summary>
    private void Place(Asset asset, SupportKind support, ref KeyedGenerator random, Proposal propose, float trunk = 0) {
        report.Asked[asset.Class] = report.Asked.GetValueOrDefault(asset.Class) + 1;
        for (int i = 0; i < Tries; i++) {
            if (propose(ref random) is not { } p) continue;
            // Only the trunk of a tree occupies the ground.
            Vector2 half = (trunk > 0 ? new(trunk) : new Vector2(asset.Size.X, asset.Size.Y)) / 2 + p.Margin;
            if (!plan.TryTake(new(new(p.At.X, p.At.Y), half, p.Turn))) continue;
            Append(library.Load(asset), p.At, p.Turn, support);
            report.Placed[asset.Class] = report.Placed.GetValueOrDefault(asset.Class) + 1;
            return;
        }
        report.Failures.Add(new(asset.Class, PlacementReason.NoFreeSpace, draw.Attempt));
    }

    private Node Append(AssetModel model, Vector3 at, float turn, SupportKind support) {
        Quaternion rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, turn);
        var node = new Node { Name = model.Asset.Id, Class = model.Asset.Class, Translation = at, Rotation = rotation };
        node.Parts.AddRange(model.Parts);
        scene.Nodes.Add(node);
        objects.Add(new() { Asset = model.Asset, Model = model, WorldFromAsset = Affine3.FromTrs(at, rotation, Vector3.One),
            Support = support, Node = node });
        return node;
    }
}
