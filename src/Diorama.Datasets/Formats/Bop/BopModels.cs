using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
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

/// <summary>Triangles with normals and colours, gathered and written as PLY (Turk 1994).</summary>
internal sealed class PlyMesh {
    private readonly List<Vector3> normals = [];
    private readonly List<(byte R, byte G, byte B)> colors = [];

    public List<Vector3> Positions { get; } = [];
    public List<int> Indices { get; } = [];

    /// <summary>Adds a mesh, moved by −<paramref name="middle"/> and then scaled.</summary>
    public void Add(Mesh mesh, Vector3 baseColor, Vector3 middle, Vector3 scale) {
        bool mirrored = scale.X * scale.Y * scale.Z < 0;
        for (int t = 0; t + 2 < mesh.Indices.Length; t += 3) {
            int a = mesh.Indices[t], b = mesh.Indices[t + 1], c = mesh.Indices[t + 2];
            if (mirrored) (b, c) = (c, b);
            Vector3 flat = Vector3.Normalize(Vector3.Cross((mesh.Positions[b] - mesh.Positions[a]) * scale, (mesh.Positions[c] - mesh.Positions[a]) * scale));
            if (!float.IsFinite(flat.X)) continue;
            foreach (int v in (ReadOnlySpan<int>)[a, b, c]) {
                Vector3 n = mesh.Normals is { } given ? Vector3.Normalize(given[v] / scale) : flat;
                Vector3 color = mesh.Colors is { } painted ? baseColor * new Vector3(painted[v].X, painted[v].Y, painted[v].Z) : baseColor;
                Indices.Add(VertexOf((mesh.Positions[v] - middle) * scale, float.IsFinite(n.X) ? n : flat, (SRgb.ToByte(color.X), SRgb.ToByte(color.Y), SRgb.ToByte(color.Z))));
            }
        }
    }

    private readonly Dictionary<(Vector3, Vector3, (byte, byte, byte)), int> byValue = [];

    private int VertexOf(Vector3 p, Vector3 n, (byte, byte, byte) c) {
        if (byValue.TryGetValue((p, n, c), out int index)) return index;
        Positions.Add(p);
        normals.Add(n);
        colors.Add(c);
        return byValue[(p, n, c)] = Positions.Count - 1;
    }

    public (Vector3 Low, Vector3 High) Bounds {
        get {
            Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
            foreach (Vector3 p in Positions) (low, high) = (Vector3.Min(low, p), Vector3.Max(high, p));
            return (low, high);
        }
    }

    /// <summary>Largest distance between two vertices. Those far from the middle are looked at first, and none that cannot win.</summary>
    public double Diameter() {
        var (low, high) = Bounds;
        Vector3 middle = (low + high) / 2;
        Vector3[] far = [.. Positions.Distinct().OrderByDescending(p => Vector3.DistanceSquared(p, middle))];
        float[] radius = [.. far.Select(p => Vector3.Distance(p, middle))];
        double best = 0;
        for (int i = 0; i < far.Length && 2.0 * radius[i] > best; i++) {
            for (int k = i + 1; k < far.Length && (double)radius[i] + radius[k] > best; k++) best = Math.Max(best, Vector3.Distance(far[i], far[k]));
        }
        return best;
    }

    public void Write(string path) => AtomicFile.WriteStream(path, stream => {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        text.Write($"ply\nformat ascii 1.0\ncomment millimetres, origin in the middle of the box, +Z up\nelement vertex {Positions.Count}\n");
        foreach (string name in (ReadOnlySpan<string>)["x", "y", "z", "nx", "ny", "nz"]) text.Write($"property float {name}\n");
        foreach (string name in (ReadOnlySpan<string>)["red", "green", "blue"]) text.Write($"property uchar {name}\n");
        text.Write($"element face {Indices.Count / 3}\nproperty list uchar int vertex_indices\nend_header\n");
        for (int v = 0; v < Positions.Count; v++) {
            Vector3 p = Positions[v], n = normals[v];
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{p.X:0.####} {p.Y:0.####} {p.Z:0.####} {n.X:0.#####} {n.Y:0.#####} {n.Z:0.#####} {colors[v].R} {colors[v].G} {colors[v].B}\n"));
        }
        for (int t = 0; t < Indices.Count; t += 3) text.Write(string.Create(CultureInfo.InvariantCulture, $"3 {Indices[t]} {Indices[t + 1]} {Indices[t + 2]}\n"));
    });
}
