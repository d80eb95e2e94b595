using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Piles;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.OwnScenes;

/// <summary>
/// Puts objects of packs on level surfaces of a scene: upright, turned at random, with all of their base on the surface, apart from
/// everything else.
/// </summary>
internal sealed class Scattering {
    private const int Tries = 100;
    /// <summary>Z of the normal from which on a triangle is level, and unevenness below a base, metres.</summary>
    private const float Level = 0.99f, Uneven = 0.003f;
    /// <summary>Height by which an object is lifted for the test whether it meets something, metres.</summary>
    private const float Lift = 0.001f;

    private readonly TriangleTree tree;
    private readonly List<(Vector3 A, Vector3 B, Vector3 C)> level = [];
    private readonly List<float> areas = [];

    private Scattering(Scene scene, string on) {
        ScenePose pose = ScenePose.At(scene, 0);
        var meshes = new List<Mesh>();
        foreach (Node node in scene.Nodes) {
            bool isSurface = NamePattern.Matches(on, node.Name);
            foreach (MeshPart part in node.Parts) {
                var positions = new Vector3[part.Mesh.VertexCount];
                pose.Deform(node, part.Mesh, positions, []);
                Affine3 map = pose.WorldFromDeformed(node);
                for (int i = 0; i < positions.Length; i++) positions[i] = map.Point(positions[i]);
                meshes.Add(new() { Positions = positions, Indices = part.Mesh.Indices });
                if (isSurface) AddLevel(positions, part.Mesh.Indices, map.Determinant < 0);
            }
        }
        tree = new(meshes);
    }

    private void AddLevel(Vector3[] positions, int[] indices, bool mirrored) {
        for (int i = 0; i + 2 < indices.Length; i += 3) {
            Vector3 a = positions[indices[i]], b = positions[indices[i + 1]], c = positions[indices[i + 2]];
            Vector3 normal = Vector3.Cross(b - a, c - a) * (mirrored ? -1 : 1);
            float twice = normal.Length();
            if (!(normal.Z > Level * twice)) continue;
            level.Add((a, b, c));
            areas.Add(twice / 2 + (areas.Count > 0 ? areas[^1] : 0));
        }
    }

    /// <summary>Adds the objects of all entries to the scene and returns them; what found no place is in the report.</summary>
    /// <param name="scene">The scene, without what its draws left out.</param>
    /// <param name="own">The section <c>world</c> of the recipe.</param>
    /// <param name="hidden">Names of the nodes that were left out: on these nothing can stand, which is no mistake.</param>
    /// <param name="world">Draws of the section.</param>
    /// <param name="library">Asset library.</param>
    /// <param name="report">Receives what was asked for and placed.</param>
    public static List<PlacedObject> Apply(Scene scene, SceneRecipe own, IReadOnlyList<string> hidden, Draw world, AssetLibrary library,
        PlacementReport report) {
        var placed = new List<PlacedObject>();
        for (int i = 0; i < own.Scatter.Count; i++) {
            ScatterRecipe entry = own.Scatter[i];
            Draw draw = world.At($"scatter.{i}");
            int count = draw.Get("count", entry.Count);
            if (count == 0) continue;
            var surfaces = new Scattering(scene, entry.On);
            bool hasSurface = surfaces.level.Count > 0;
            if (!hasSurface && !hidden.Any(name => NamePattern.Matches(entry.On, name))) {
                throw new BadInputException(
                    $"world.scatter.on: no node of {Path.GetFileName(own.File)} with a level surface has a name like '{entry.On}', "
                    + $"{NearestNames.Sentence(entry.On, scene.Nodes.Where(n => n.Parts.Count > 0).Select(n => n.Name).Distinct())}.");
            }
            var found = new List<PlacedObject>();
            for (int k = 0; k < count; k++) {
                string name = draw.Get($"object.{k}", entry.Object);
                float longest = (float)draw.Get($"size.{k}", entry.Size);
                Asset? asset = PileItem.Choose(library, name, float.PositiveInfinity, draw.Key("asset").With(k));
                PileDrawing.Count(report.Asked, asset?.Class ?? name);
                if (asset is null) {
                    report.Failures.Add(new(name, PlacementReason.NoAsset, world.Attempt));
                    continue;
                }
                if (!hasSurface) {
                    report.Failures.Add(new(asset.Class, PlacementReason.NoSupport, world.Attempt));
                    continue;
                }
                AssetModel model = library.Load(asset);
                if (longest > 0) model = PileItem.Scaled(model, longest / PileItem.Longest(asset.Size));
                KeyedGenerator random = draw.Key("place").With(k).Generator();
                if (surfaces.Place(model, placed.Concat(found), ref random) is not { } pose) {
                    report.Failures.Add(new(asset.Class, PlacementReason.NoFreeSpace, world.Attempt));
                    continue;
                }
                found.Add(new() { Asset = model.Asset, Model = model, WorldFromAsset = pose, Support = SupportKind.Object });
                PileDrawing.Count(report.Placed, asset.Class);
            }
            placed.AddRange(found);
        }
        foreach (PlacedObject o in placed) o.AddTo(scene);
        return placed;
    }

    private Affine3? Place(AssetModel model, IEnumerable<PlacedObject> others, ref KeyedGenerator random) {
        Vector3 size = model.Asset.Size;
        TriangleTree shape = TriangleTree.Of(model);
        for (int t = 0; t < Tries; t++) {
            Vector3 point = Point(ref random);
            var turn = Affine3.Rotation(Vector3.UnitZ, 2 * MathF.PI * random.NextFloat());
            if (Height(point, turn, size) is not { } height) continue;
            var pose = new Affine3(turn.X, turn.Y, turn.Z, new(point.X, point.Y, height));
            if (new TreePair(shape, pose, tree, Affine3.Identity).SurfacesMeet(new(0, 0, Lift))) continue;
            if (others.Any(o => Penetration.Exceeds(model, pose, o.Model, o.WorldFromAsset, 0))) continue;
            return pose;
        }
        return null;
    }

    private Vector3 Point(ref KeyedGenerator random) {
        float at = random.NextFloat() * areas[^1];
        int i = areas.BinarySearch(at);
        (Vector3 a, Vector3 b, Vector3 c) = level[Math.Min(i < 0 ? ~i : i, level.Count - 1)];
        float u = MathF.Sqrt(random.NextFloat()), v = random.NextFloat();
        return a * (1 - u) + b * (u * (1 - v)) + c * (u * v);
    }

    /// <summary>Returns the height of the surface below a base; null if it is not level, or ends, below a part of the base.</summary>
    private float? Height(Vector3 middle, in Affine3 turn, Vector3 size) {
        float highest = float.NegativeInfinity, lowest = float.PositiveInfinity;
        for (int k = 0; k < 9; k++) {
            Vector3 p = middle + turn.Vector(new((k % 3 - 1) * size.X / 2, (k / 3 - 1) * size.Y / 2, 0));
            if (tree.HeightBelow(p + new Vector3(0, 0, 2 * Uneven)) is not { } height) return null;
            (highest, lowest) = (MathF.Max(highest, height), MathF.Min(lowest, height));
        }
        return highest - lowest <= Uneven ? highest : null;
    }
}
