using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Datasets.Layout;
using Diorama.Geometry.Meshes;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>
/// The objects of a BOP dataset and their models: ASCII PLY in millimetres, origin in the middle of the box, +Z up. An object is an asset at one size; what has no
/// asset, or whose pack is not installed, is its box.
/// </summary>
internal sealed class BopModels(string folder, ClassTable classes) {
    private const float Millimetres = 1000;
    /// <summary>The same asset at sizes closer than this is the same object: boxes of records are rounded floats.</summary>
    private const float SameSize = 0.0005f;

    private readonly record struct Known(int Id, string Asset, Vector3 Size, int ClassId);

    private readonly List<Known> known = [];
    private readonly Dictionary<int, (Vector3[] Positions, int[] Indices)> shapes = [];
    private readonly JsonObject infos = [];
    private readonly JsonArray names = [];
    private readonly Lazy<AssetLibrary> library = new(() => AssetLibrary.Open(new() { MayInstall = false }));

    /// <summary>Objects that are boxes for want of a model.</summary>
    public long Boxes { get; private set; }

    /// <summary>obj_id, from 1 in the order in which objects are first seen.</summary>
    public int IdOf(ObjectRecord o) {
        var size = Size(o);
        string asset = o.Asset ?? "";
        foreach (Known k in known) {
            if (k.Asset == asset && k.ClassId == o.ClassId && Vector3.Abs(k.Size - size) is var d && MathF.Max(d.X, MathF.Max(d.Y, d.Z)) < SameSize) return k.Id;
        }
        int id = known.Count + 1;
        known.Add(new(id, asset, size, o.ClassId));
        Write(id, o, size);
        return id;
    }

    /// <summary>Vertices (metres, origin in the middle of the box) and triangles.</summary>
    public (Vector3[] Positions, int[] Indices) Shape(int id) => shapes[id];

    private static Vector3 Size(ObjectRecord o) {
        float[] s = o.OrientedBox!.Size;
        return new(o.Scale?[0] < 0 ? -s[0] : s[0], s[1], s[2]);
    }

    private void Write(int id, ObjectRecord o, Vector3 size) {
        var mesh = new PlyMesh();
        if (Load(o.Asset) is { } model) {
            Vector3 whole = model.Asset.Size, scale = new(Ratio(size.X, whole.X), Ratio(size.Y, whole.Y), Ratio(size.Z, whole.Z));
            foreach (var part in model.Parts) mesh.Add(part.Mesh, part.Material.BaseColor, new(0, 0, whole.Z / 2), scale * Millimetres);
        } else {
            Boxes++;
            mesh.Add(Primitives.Box(Vector3.One), new(0.5f), Vector3.Zero, size * Millimetres);
        }
        shapes[id] = ([.. mesh.Positions.Select(p => p / Millimetres)], [.. mesh.Indices]);
        string name = $"obj_{id:000000}.ply";
        foreach (string kind in (ReadOnlySpan<string>)["models", "models_eval"]) {
            Directory.CreateDirectory(Path.Combine(folder, kind));
            mesh.Write(Path.Combine(folder, kind, name));
        }
        var (low, high) = mesh.Bounds;
        infos[id.ToString(CultureInfo.InvariantCulture)] = new JsonObject {
            ["diameter"] = Round(mesh.Diameter()), ["min_x"] = Round(low.X), ["min_y"] = Round(low.Y), ["min_z"] = Round(low.Z),
            ["size_x"] = Round(high.X - low.X), ["size_y"] = Round(high.Y - low.Y), ["size_z"] = Round(high.Z - low.Z),
        };
        names.Add(new JsonObject { ["obj_id"] = id, ["class"] = classes[o.ClassId]?.Name, ["asset"] = o.Asset });

        static float Ratio(float a, float b) => b > 0 ? a / b : 1;
    }

    private AssetModel? Load(string? asset) {
        if (asset is null) return null;
        try {
            return library.Value.Load(library.Value.Find(asset));
        } catch (BadInputException) {
            return null;
        }
    }

    /// <summary>models_info.json, and what the ids stand for, which BOP itself does not say.</summary>
    public void Finish() {
        foreach (string kind in (ReadOnlySpan<string>)["models", "models_eval"]) {
            Directory.CreateDirectory(Path.Combine(folder, kind));
            BopJson.Write(Path.Combine(folder, kind, "models_info.json"), infos);
        }
        BopJson.Write(Path.Combine(folder, "models", "objects.json"), names);
    }

    private static double Round(double v) => Math.Round(v, 4);
}
