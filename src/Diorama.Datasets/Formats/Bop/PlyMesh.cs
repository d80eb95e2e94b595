using System.Globalization;
using System.Numerics;
using System.Text;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Geometry.Meshes;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>A triangle mesh with normals and colours, built part by part and written as PLY (Turk 1994).</summary>
internal sealed class PlyMesh {
    private readonly List<Vector3> normals = [];
    private readonly List<(byte R, byte G, byte B)> colors = [];
    private readonly Dictionary<(Vector3, Vector3, (byte, byte, byte)), int> byValue = [];

    public List<Vector3> Positions { get; } = [];
    public List<int> Indices { get; } = [];

    /// <summary>Adds a mesh, translated by −<paramref name="middle"/> and then scaled.</summary>
    public void Add(Mesh mesh, Vector3 baseColor, Vector3 middle, Vector3 scale) {
        bool mirrored = scale.X * scale.Y * scale.Z < 0;
        for (int t = 0; t + 2 < mesh.Indices.Length; t += 3) {
            int a = mesh.Indices[t], b = mesh.Indices[t + 1], c = mesh.Indices[t + 2];
            if (mirrored) (b, c) = (c, b);
            Vector3 flat = Vector3.Normalize(Vector3.Cross((mesh.Positions[b] - mesh.Positions[a]) * scale,
                (mesh.Positions[c] - mesh.Positions[a]) * scale));
            if (!float.IsFinite(flat.X)) continue;
            foreach (int v in (ReadOnlySpan<int>)[a, b, c]) {
                Vector3 n = mesh.Normals is { } given ? Vector3.Normalize(given[v] / scale) : flat;
                Vector3 color = mesh.Colors is { } painted ? baseColor * new Vector3(painted[v].X, painted[v].Y, painted[v].Z) : baseColor;
                Indices.Add(VertexOf((mesh.Positions[v] - middle) * scale, float.IsFinite(n.X) ? n : flat,
                    (SRgb.ToByte(color.X), SRgb.ToByte(color.Y), SRgb.ToByte(color.Z))));
            }
        }
    }

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

    /// <summary>
    /// Computes the largest distance between two vertices. Vertices far from the centre are compared first, and pairs that cannot be the
    /// largest are skipped.
    /// </summary>
    public double Diameter() {
        var (low, high) = Bounds;
        Vector3 middle = (low + high) / 2;
        Vector3[] far = [.. Positions.Distinct().OrderByDescending(p => Vector3.DistanceSquared(p, middle))];
        float[] radius = [.. far.Select(p => Vector3.Distance(p, middle))];
        double best = 0;
        for (int i = 0; i < far.Length && 2.0 * radius[i] > best; i++) {
            for (int k = i + 1; k < far.Length && (double)radius[i] + radius[k] > best; k++)
                best = Math.Max(best, Vector3.Distance(far[i], far[k]));
        }
        return best;
    }

    public void Write(string path) => AtomicFile.WriteStream(path, stream => {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        text.Write("ply\nformat ascii 1.0\ncomment millimetres, origin in the middle of the box\n");
        text.Write($"element vertex {Positions.Count}\n");
        foreach (string name in (ReadOnlySpan<string>)["x", "y", "z", "nx", "ny", "nz"]) text.Write($"property float {name}\n");
        foreach (string name in (ReadOnlySpan<string>)["red", "green", "blue"]) text.Write($"property uchar {name}\n");
        text.Write($"element face {Indices.Count / 3}\nproperty list uchar int vertex_indices\nend_header\n");
        for (int v = 0; v < Positions.Count; v++) {
            Vector3 p = Positions[v], n = normals[v];
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{p.X:0.####} {p.Y:0.####} {p.Z:0.####} {n.X:0.#####} {n.Y:0.#####} "
                + $"{n.Z:0.#####} {colors[v].R} {colors[v].G} {colors[v].B}\n"));
        }
        for (int t = 0; t < Indices.Count; t += 3)
            text.Write(string.Create(CultureInfo.InvariantCulture, $"3 {Indices[t]} {Indices[t + 1]} {Indices[t + 2]}\n"));
    });
}
