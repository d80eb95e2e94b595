using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core.Names;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.OwnScenes;

/// <summary>
/// Objects of a scene file that have a class, as assets: those that show the same meshes in the same places are one asset, whose model is
/// in its own frame (<see cref="Asset"/>).
/// </summary>
internal sealed class SceneAssets {
    /// <summary>Pack of these assets, which no library has.</summary>
    public const string Pack = "scene";

    private readonly record struct Known(int Node, AssetModel Model, Vector3 Middle);

    private readonly List<Known> known = [];

    public IReadOnlyList<AssetModel> Models { get; }

    public SceneAssets(Scene scene, SceneRecipe own, ClassSet classes) {
        var pose = ScenePose.At(scene, 0, new Animation());
        var shapes = new Dictionary<string, (AssetModel Model, Vector3 Middle)>(StringComparer.Ordinal);
        var numbers = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        ILookup<Node, Node> members = scene.Nodes.Where(n => n.Parts.Count > 0).ToLookup(n => Root(n) ?? n);
        var models = new List<AssetModel>();
        for (int i = 0; i < scene.Nodes.Count; i++) {
            Node root = scene.Nodes[i];
            if (root.Class is not { } name || Root(root) != root || !members.Contains(root)) continue;
            if (classes.GroupOf(name) is null or "structure") continue;
            if (!pose.WorldFromNode(root).Inverse().IsFinite) continue;
            var parts = new List<(MeshPart Part, Affine3 Map)>();
            foreach (Node member in members[root]) {
                foreach (MeshPart part in member.Parts) parts.Add((part, FromRoot(member, root)));
            }
            string key = name + string.Concat(parts.Select(p => $"|{Number(p.Part.Mesh)} {Number(p.Part.Material)} {Text(p.Map)}"));
            if (!shapes.TryGetValue(key, out var shape)) {
                shapes.Add(key, shape = Shape(parts, Asset(root, name, own, ids)));
                models.Add(shape.Model);
            }
            known.Add(new(i, shape.Model, shape.Middle));
        }
        Models = models;

        int Number(object of) {
            if (!numbers.TryGetValue(of, out int number)) numbers.Add(of, number = numbers.Count);
            return number;
        }
    }

    /// <summary>Returns the objects that still stand in a copy of the scene, which had these nodes as it was made.</summary>
    public IEnumerable<PlacedObject> Objects(Scene copy, IReadOnlyList<Node> nodes) {
        ScenePose pose = ScenePose.At(copy, 0, new Animation());
        var standing = new HashSet<Node>(copy.Nodes, ReferenceEqualityComparer.Instance);
        foreach (Known k in known) {
            Node node = nodes[k.Node];
            if (!standing.Contains(node)) continue;
            yield return new() {
                Asset = k.Model.Asset, Model = k.Model, Node = node, Support = SupportKind.Object,
                WorldFromAsset = pose.WorldFromNode(node) * Affine3.Translation(k.Middle),
            };
        }
    }

    /// <summary>Returns the transform of a node at rest to that of an ancestor.</summary>
    private static Affine3 FromRoot(Node node, Node root) {
        Affine3 map = Affine3.Identity;
        for (Node n = node; n != root; n = n.Parent!) map = n.ParentFromNode * map;
        return map;
    }

    /// <summary>Returns the topmost node with a class at or above a node; null if there is none.</summary>
    private static Node? Root(Node node) {
        Node? root = null;
        for (Node? n = node; n is not null; n = n.Parent) if (n.Class is not null) root = n;
        return root;
    }

    private static Asset Asset(Node root, string className, SceneRecipe own, HashSet<string> ids) {
        string name = DisplayName.Visible(WithoutNumber(root.Name)), file = Path.GetFileNameWithoutExtension(own.File);
        const int Longest = 40;
        string id = Short(FileName.From(file)) + "-" + Short(FileName.From(name.Length > 0 ? name : className)), unique = id;
        for (int k = 2; !ids.Add(unique); k++) unique = $"{id}-{k}";
        return new() {
            Id = unique, Name = name.Length > 0 ? name : className, Class = className, Pack = Pack, Size = Vector3.One,
            Licence = own.Licence.Length > 0 ? own.Licence : "as the scene file's", Author = own.Author.Length > 0 ? own.Author : "unknown",
            Model = unique + ".glb",
        };

        static string Short(string text) => text.Length <= Longest ? text : text[..Longest].TrimEnd('.', '-');
    }

    /// <summary>Removes the number that editors append to repeated names: "Bolt.001".</summary>
    private static string WithoutNumber(string name) =>
        name.LastIndexOf('.') is > 0 and var dot && name.Length - dot == 4 && name.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') < 0
        ? name[..dot] : name;

    private static string Text(Affine3 m) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{m.X:R} {m.Y:R} {m.Z:R} {m.Origin:R}");

    /// <summary>Makes the model, and returns the middle of the bottom of its box in the frame of the object's node.</summary>
    private static (AssetModel Model, Vector3 Middle) Shape(List<(MeshPart Part, Affine3 Map)> parts, Asset asset) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach ((MeshPart part, Affine3 map) in parts) {
            foreach (int v in part.Mesh.Indices) {
                Vector3 p = map.Point(part.Mesh.Positions[v]);
                (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
            }
        }
        if (!(min.X <= max.X)) (min, max) = (Vector3.Zero, Vector3.Zero);
        Vector3 middle = new((min.X + max.X) / 2, (min.Y + max.Y) / 2, min.Z);
        return (new() {
            Asset = asset with { Size = max - min }, Parts =
                [.. parts.Select(p => new MeshPart(Moved(p.Part.Mesh, p.Map, middle), p.Part.Material))],
        }, middle);
    }

    private static Mesh Moved(Mesh mesh, in Affine3 map, Vector3 middle) {
        Vector3[] positions = [.. mesh.Positions];
        Vector3[]? normals = mesh.Normals is null ? null : [.. mesh.Normals];
        Vector4[]? tangents = mesh.Tangents is null ? null : [.. mesh.Tangents];
        Deformation.Rigid(Affine3.Translation(-middle) * map, positions, normals, tangents);
        int[] indices = [.. mesh.Indices];
        if (map.Determinant < 0) for (int i = 0; i + 2 < indices.Length; i += 3)
            (indices[i], indices[i + 1]) = (indices[i + 1], indices[i]);
        return new() { Name = mesh.Name, Positions = positions, Indices = indices, Normals = normals, Tangents = tangents,
            TexCoords = mesh.TexCoords, Colors = mesh.Colors };
    }
}
