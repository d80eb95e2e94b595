using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Content of one glTF mesh; nodes that refer to it share these objects.</summary>
internal sealed class GltfMesh {
    public List<MeshPart> Parts { get; } = [];
    public List<CurvesPart> Curves { get; } = [];
    /// <summary>Morph weights of nodes that have none of their own.</summary>
    public float[] Weights { get; set; } = [];
    public int MorphCount { get; set; }
}

/// <summary>Reads meshes and their primitives (glTF 2.0 section 3.7.2).</summary>
internal sealed class GltfMeshes(GltfDocument document, GltfAccessors accessors, GltfMaterials materials) {
    private readonly Dictionary<int, GltfMesh> meshes = [];
    // Primitives that differ only in material share one mesh, so that they stay instances of one geometry.
    private readonly Dictionary<string, Mesh> shared = [];
    private readonly GltfVertices vertices = new(document, accessors);

    /// <summary>Number of points that are left out, and of primitives of lines.</summary>
    public int Points { get; private set; }
    public int Lines { get; private set; }

    public GltfMesh Get(int index) {
        if (!meshes.TryGetValue(index, out var mesh)) meshes[index] = mesh = Read(document.Table("meshes")[index]);
        return mesh;
    }

    private GltfMesh Read(GltfValue value) {
        var mesh = new GltfMesh { Weights = value.Find("weights")?.Numbers() ?? [] };
        string[] targetNames = TargetNames(value);
        foreach (var primitive in value.Need("primitives").Items()) Read(primitive, value.Text("name") ?? "", targetNames, mesh);
        if (mesh.Weights.Length != 0 && mesh.Weights.Length != mesh.MorphCount) {
            throw document.Bad($"{value.Path}.weights",
                $"{mesh.MorphCount} weights were expected, one per morph target, found {mesh.Weights.Length}");
        }
        if (mesh.Weights.Length == 0) mesh.Weights = new float[mesh.MorphCount];
        return mesh;
    }

    /// <summary>
    /// Returns the names of the morph targets in <c>extras.targetNames</c>, which is only a convention: extras without it are no error.
    /// </summary>
    private static string[] TargetNames(GltfValue mesh) {
        if (mesh.Find("extras") is not { IsObject: true } extras || extras.Find("targetNames") is not { } names) return [];
        return Array.ConvertAll(names.Items(), n => n.Text());
    }

    private void Read(GltfValue primitive, string meshName, string[] targetNames, GltfMesh into) {
        string name = primitive.Diorama()?.Text("name") ?? meshName;
        int mode = primitive.Count("mode") ?? GltfTopology.Triangles;
        if (mode > GltfTopology.TriangleFan)
            throw document.Bad($"{primitive.Path}.mode", $"a drawing mode from 0 to 6 was expected, found {mode}");
        bool curves = primitive.Diorama()?.Flag("curves") ?? false;
        if (mode < GltfTopology.Triangles && !(curves && mode is GltfTopology.Lines or GltfTopology.LineStrip)) {
            document.Warn(primitive.Path, $"{(mode == GltfTopology.Points ? "points" : "lines")} are not drawn");
            if (mode != GltfTopology.Points) Lines++;
            else if (primitive.Find("attributes", "POSITION")?.Index("accessors") is { } accessor)
                Points += document.Table("accessors")[accessor].Count("count") ?? 0;
            return;
        }
        if (primitive.Find("attributes", "POSITION") == null) {
            document.Warn(primitive.Path, "has no POSITION and is left out");
            return;
        }
        if (curves) into.Curves.Add(new(Curves(primitive, mode, name), materials.Of(primitive)));
        else into.Parts.Add(new(Shared(primitive, mode, name, targetNames, into), materials.Of(primitive)));
    }

    private Mesh Shared(GltfValue primitive, int mode, string name, string[] targetNames, GltfMesh into) {
        string key = $"{mode} {name} {primitive.Need("attributes").RawText} {primitive.Find("indices")?.RawText} "
            + $"{primitive.Find("targets")?.RawText}";
        if (!shared.TryGetValue(key, out var mesh)) shared[key] = mesh = vertices.Read(primitive, mode, name, targetNames);
        into.MorphCount = Math.Max(into.MorphCount, mesh.MorphTargets.Length);
        return mesh;
    }

    private Curves Curves(GltfValue primitive, int mode, string name) {
        var attributes = primitive.Need("attributes");
        var positions = accessors.Vectors3(attributes.Need("POSITION"));
        float[] radii = accessors.Scalars(attributes.Need("_RADIUS"));
        if (radii.Length != positions.Length) throw document.Bad($"{attributes.Path}._RADIUS",
            $"{positions.Length} radii were expected, one per point, found {radii.Length}");
        var (points, starts) = GltfTopology.ToStrands(mode, vertices.Indices(primitive, positions.Length));
        for (int k = 0; k + 1 < starts.Length; k++) {
            if (starts[k + 1] - starts[k] < 4) {
                throw document.Bad(primitive.Path,
                    $"strand {k} has {starts[k + 1] - starts[k]} control points, a cubic B-spline needs at least 4");
            }
        }
        return new() { Name = name, ControlPoints = Array.ConvertAll(points, i => new Vector4(positions[i], radii[i])),
            StrandStarts = starts };
    }
}
