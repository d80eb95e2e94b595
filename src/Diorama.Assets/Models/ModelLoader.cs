using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Models;

/// <summary>Loads a model file as meshes in the asset frame and size, one per material.</summary>
internal static class ModelLoader {
    /// <summary>Version of the conversion, part of the cache's key: to be increased when the same file gives another model.</summary>
    public const int Version = 3;

    // AssimpReader and GltfReader map +Y up to +Z up in this way; a catalogue's rotation applies before it.
    private static readonly Affine3 yUp = new(Vector3.UnitX, Vector3.UnitZ, -Vector3.UnitY, Vector3.Zero);

    private readonly record struct Posed(Mesh Mesh, Material Material, Vector3[] Positions, Vector3[]? Normals, Vector4[]? Tangents,
        bool Mirrored);

    /// <exception cref="BadInputException">The file cannot be read or has no extent.</exception>
    public static AssetModel Load(Asset asset, string path) {
        Scene scene = SceneFile.Read(path, trusted: true);
        Affine3 turn = Turn(asset.Rotation);
        var posed = Pose(scene, turn);
        var (low, high) = Bounds(posed, path);
        Fit(posed, low, high, asset.Size);
        var materials = posed.Select(p => p.Material).Distinct().ToDictionary(m => m, m => m);
        foreach (var material in materials.Values) MaterialSanity.Apply(material, path);
        return new() {
            Asset = asset, Parts = Merge(posed), Keypoints = [.. Keypoints(scene, turn, low, high, asset.Size)],
            Skeleton = [.. scene.Nodes.SelectMany(n => n.Skeleton).Distinct()],
        };
    }

    /// <summary>Returns the keypoints of all nodes in the asset frame, each name once.</summary>
    private static IEnumerable<Keypoint> Keypoints(Scene scene, Affine3 turn, Vector3 low, Vector3 high, Vector3 size) {
        var pose = ScenePose.At(scene, 0, new Animation());
        return scene.Nodes.SelectMany(n => n.Keypoints.Select(k => k with {
            Position = Fitted((turn * pose.WorldFromNode(n)).Point(k.Position), low, Safe(high - low), size),
        })).DistinctBy(k => k.Name);
    }

    /// <summary>A model that is flat in the file stays flat.</summary>
    private static Vector3 Safe(Vector3 extent) => new(extent.X > 0 ? extent.X : 1, extent.Y > 0 ? extent.Y : 1,
        extent.Z > 0 ? extent.Z : 1);

    /// <summary>
    /// Maps a point from the box of the file to that of the asset: exactly 0 and 1 at the faces of the box, so that the model has exactly
    /// its stated size.
    /// </summary>
    private static Vector3 Fitted(Vector3 point, Vector3 low, Vector3 safe, Vector3 size) =>
        (point - low) / safe * size - new Vector3(size.X / 2, size.Y / 2, 0);

    /// <summary>Computes the size of the bounding box of a model after the rotation, metres: width, depth, height.</summary>
    public static Vector3 Measure(string path, IReadOnlyList<float>? rotation) {
        var (low, high) = Bounds(Pose(SceneFile.Read(path, trusted: true), Turn(rotation)), path);
        return high - low;
    }

    private static Affine3 Turn(IReadOnlyList<float>? r) {
        if (r is null) return Affine3.Identity;
        // Row-major, so a column takes every third number.
        var rotation = new Affine3(new(r[0], r[3], r[6]), new(r[1], r[4], r[7]), new(r[2], r[5], r[8]), Vector3.Zero);
        return yUp * rotation * yUp.Inverse();
    }

    /// <summary>Returns every mesh of the scene at rest, in world space.</summary>
    private static List<Posed> Pose(Scene scene, Affine3 turn) {
        var pose = ScenePose.At(scene, 0, new Animation());
        var posed = new List<Posed>();
        foreach (var node in scene.Nodes) {
            foreach (var (mesh, material) in node.Parts) {
                var positions = new Vector3[mesh.VertexCount];
                var normals = mesh.Normals is null ? null : new Vector3[mesh.VertexCount];
                var tangents = mesh.Tangents is null ? null : new Vector4[mesh.VertexCount];
                pose.Deform(node, mesh, positions, normals, tangents);
                var map = turn * pose.WorldFromDeformed(node);
                Deformation.Rigid(map, positions, normals, tangents);
                posed.Add(new(mesh, material, positions, normals, tangents, map.Determinant < 0));
            }
        }
        return posed;
    }

    private static (Vector3 Low, Vector3 High) Bounds(List<Posed> posed, string path) {
        Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        foreach (var part in posed) {
            foreach (int v in part.Mesh.Indices) {
                low = Vector3.Min(low, part.Positions[v]);
                high = Vector3.Max(high, part.Positions[v]);
            }
        }
        if (!(high.X >= low.X)) throw new BadInputException($"{path}: the file holds no triangles, expected a model");
        return (low, high);
    }

    private static void Fit(List<Posed> posed, Vector3 low, Vector3 high, Vector3 size) {
        Vector3 safe = Safe(high - low);
        var stretch = Affine3.Scaling(size / safe);
        foreach (var part in posed) {
            Deformation.Rigid(stretch, new Vector3[part.Positions.Length], part.Normals, part.Tangents);
            for (int v = 0; v < part.Positions.Length; v++) part.Positions[v] = Fitted(part.Positions[v], low, safe, size);
        }
    }

    private static List<MeshPart> Merge(List<Posed> posed) {
        var merged = new Dictionary<(Material, bool, bool, int), ModelMesh>();
        var order = new List<ModelMesh>();
        var duplicates = new DuplicateTriangles();
        foreach (var part in posed) {
            // Only meshes with the same arrays can be merged.
            var key = (part.Material, part.Normals is not null, part.Mesh.Colors is not null, part.Mesh.TexCoords.Length);
            if (!merged.TryGetValue(key, out var target)) {
                merged.Add(key, target = new(part.Material));
                order.Add(target);
            }
            target.Add(part.Mesh, part.Positions, part.Normals, part.Tangents, part.Mirrored, duplicates);
        }
        return [.. order.Where(m => m.TriangleCount > 0).Select(m => new MeshPart(m.Build(), m.Material))];
    }
}
