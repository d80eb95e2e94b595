using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Assets.Models;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>
/// The objects of a BOP dataset and their models: ASCII PLY in millimetres, origin at the centre of the box, +Z up for assets of packs,
/// with the axes of its node for objects of a scene file. An object is an asset at one size; the model of an object without an asset, or
/// whose pack is not installed, is its box.
/// </summary>
/// <param name="folder">Folder of the export.</param>
/// <param name="classes">Classes of the dataset.</param>
/// <param name="source">The dataset, which may hold models of its own (<see cref="DatasetFolder.ModelsFolder"/>).</param>
/// <param name="keep">
/// Limit of the vertex coordinates and triangle indices that are kept in memory for silhouettes (the default is about 100 MB); shapes
/// beyond it are made again when needed.
/// </param>
internal sealed class BopModels(string folder, ClassTable classes, DatasetFolder? source = null, long keep = 20_000_000) {
    private const float Millimetres = 1000;
    /// <summary>
    /// Tolerance of sizes, metres: the same asset with sizes closer than this is the same object, as the boxes of records are rounded
    /// floats.
    /// </summary>
    private const float SameSize = 0.0005f;

    private readonly record struct Known(int Id, string? Asset, Vector3 Size, int ClassId);

    private readonly List<Known> known = [];
    private readonly Dictionary<(string?, int), List<Known>> sizes = [];
    private readonly Dictionary<int, (Vector3[] Positions, int[] Indices)> shapes = [];
    /// <summary>Ids of the shapes in <see cref="shapes"/>, the most recently used last.</summary>
    private readonly LinkedList<int> used = [];
    private long kept;
    private readonly JsonObject infos = [];
    private readonly JsonArray names = [];
    private readonly Lazy<AssetLibrary> library = new(() => AssetLibrary.Open(new() { MayInstall = false }));

    /// <summary>Number of objects whose model is a box because their asset has no loadable model.</summary>
    public long Boxes { get; private set; }

    /// <summary>Returns the obj_id of an object: from 1, in the order in which objects are first seen.</summary>
    public int IdOf(ObjectRecord o) {
        var size = Size(o);
        if (!sizes.TryGetValue((o.Asset, o.ClassId), out List<Known>? same)) sizes[(o.Asset, o.ClassId)] = same = [];
        foreach (Known k in same) {
            if (Vector3.Abs(k.Size - size) is var d && MathF.Max(d.X, MathF.Max(d.Y, d.Z)) < SameSize) return k.Id;
        }
        int id = known.Count + 1;
        known.Add(new(id, o.Asset, size, o.ClassId));
        same.Add(known[^1]);
        Write(known[^1]);
        return id;
    }

    /// <summary>Returns the vertices (metres, origin at the centre of the box) and the triangle indices of an object's model.</summary>
    public (Vector3[] Positions, int[] Indices) Shape(int id) {
        if (shapes.TryGetValue(id, out var shape)) used.Remove(id);
        else shape = ShapeOf(Mesh(known[id - 1], out _, out _));
        Keep(id, shape);
        return shape;
    }

    private static (Vector3[] Positions, int[] Indices) ShapeOf(PlyMesh mesh) =>
        ([.. mesh.Positions.Select(p => p / Millimetres)], [.. mesh.Indices]);

    private void Keep(int id, (Vector3[] Positions, int[] Indices) shape) {
        if (shapes.TryAdd(id, shape)) kept += Numbers(shape);
        used.AddLast(id);
        while (kept > keep && used.Count > 1) {
            shapes.Remove(used.First!.Value, out var old);
            kept -= Numbers(old);
            used.RemoveFirst();
        }

        static long Numbers((Vector3[] Positions, int[] Indices) of) => 3L * of.Positions.Length + of.Indices.Length;
    }

    private PlyMesh Mesh(Known k, out bool isBox, out bool seeThrough) {
        var mesh = new PlyMesh();
        AssetModel? model = Load(k.Asset);
        isBox = model is null;
        seeThrough = model is not null && model.Parts.Any(p => p.Material.AlphaMode != AlphaMode.Opaque || p.Material.Transmission > 0);
        if (model is null) mesh.Add(Primitives.Box(Vector3.One), new(0.5f), Vector3.Zero, k.Size * Millimetres);
        else {
            Vector3 whole = model.Asset.Size, scale = new(Ratio(k.Size.X, whole.X), Ratio(k.Size.Y, whole.Y), Ratio(k.Size.Z, whole.Z));
            foreach (var part in model.Parts) mesh.Add(part.Mesh, part.Material.BaseColor, new(0, 0, whole.Z / 2), scale * Millimetres);
        }
        return mesh;

        static float Ratio(float a, float b) => b > 0 ? a / b : 1;
    }

    private static Vector3 Size(ObjectRecord o) {
        float[] s = o.OrientedBox!.Size;
        return new(o.Scale?[0] < 0 ? -s[0] : s[0], s[1], s[2]);
    }

    private void Write(Known k) {
        PlyMesh mesh = Mesh(k, out bool isBox, out bool seeThrough);
        if (isBox) Boxes++;
        Keep(k.Id, ShapeOf(mesh));
        string name = $"obj_{k.Id:000000}.ply", model = Path.Combine(folder, "models", name),
            eval = Path.Combine(folder, "models_eval", name);
        foreach (string path in new[] { model, eval }) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        mesh.Write(model);
        FileLink.Place(model, eval);
        var (low, high) = mesh.Bounds;
        infos[k.Id.ToString(CultureInfo.InvariantCulture)] = new JsonObject {
            ["diameter"] = Round(mesh.Diameter()), ["min_x"] = Round(low.X), ["min_y"] = Round(low.Y), ["min_z"] = Round(low.Z),
            ["size_x"] = Round(high.X - low.X), ["size_y"] = Round(high.Y - low.Y), ["size_z"] = Round(high.Z - low.Z),
        };
        var entry = new JsonObject { ["obj_id"] = k.Id, ["class"] = classes[k.ClassId]?.Name, ["asset"] = k.Asset };
        if (isBox) entry["box"] = true;
        if (seeThrough) entry["see_through"] = true;
        names.Add(entry);
    }

    private AssetModel? Load(string? asset) {
        if (asset is null) return null;
        try {
            if (source?.ModelOf(asset) is { } own) return StandaloneModel.Read(asset, own);
            return library.Value.Load(library.Value.Find(asset));
        } catch (BadInputException) {
            return null;
        }
    }

    /// <summary>
    /// Writes models_info.json, and objects.json, which tells the class and asset of each id, and whether masks may show less than the
    /// model, a box or one with glass or cut-out textures (BOP itself has no place for them).
    /// </summary>
    public void Finish() {
        foreach (string kind in (ReadOnlySpan<string>)["models", "models_eval"]) {
            Directory.CreateDirectory(Path.Combine(folder, kind));
            BopJson.Write(Path.Combine(folder, kind, "models_info.json"), infos);
        }
        BopJson.Write(Path.Combine(folder, "models", "objects.json"), names);
    }

    private static double Round(double v) => Math.Round(v, 4);
}
