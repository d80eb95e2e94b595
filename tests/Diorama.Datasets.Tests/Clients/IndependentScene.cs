using System.Text.Json;
using Diorama.Core.Spaces;

namespace Diorama.Datasets.Tests.Clients;

/// <summary>
/// A GLB as triangles in double precision, read by its specification: nothing of Diorama reads, places or intersects them. Rays are tested
/// against every triangle whose node's sphere they meet.
/// </summary>
internal sealed class IndependentScene {
    private readonly record struct Part(string Name, Double3 Middle, double Radius, Double3[] Corners);

    private readonly List<Part> parts = [];
    private readonly Dictionary<string, double[]> worldFromNode = [];

    /// <summary>Returns the twelve numbers of the rows of a node's transform.</summary>
    public double[] WorldFromNode(string name) => worldFromNode[name];

    public static IndependentScene Read(string path) {
        byte[] file = File.ReadAllBytes(path);
        int length = BitConverter.ToInt32(file, 12);
        using var json = JsonDocument.Parse(file.AsMemory(20, length));
        var scene = new IndependentScene();
        JsonElement root = json.RootElement;
        int at = 20 + length + 8;
        foreach (JsonElement node in root.GetProperty("scenes")[0].GetProperty("nodes").EnumerateArray()) {
            // +Y up becomes +Z up: (x, y, z) → (x, −z, y).
            scene.Walk(root, file, at, node.GetInt32(), [1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0]);
        }
        return scene;
    }

    /// <summary>
    /// Returns the distance along a ray in lengths of its direction, and the name of what it meets first; null if nothing.
    /// </summary>
    public (double Distance, string? Name) Cast(Double3 origin, Double3 way) {
        (double nearest, string? name) = (double.PositiveInfinity, null);
        double squared = Double3.Dot(way, way);
        foreach (Part part in parts) {
            Double3 to = part.Middle - origin;
            double along = Double3.Dot(to, way) / squared;
            if ((to - way * along).Length > part.Radius) continue;
            for (int i = 0; i < part.Corners.Length; i += 3) {
                Double3 e1 = part.Corners[i + 1] - part.Corners[i], e2 = part.Corners[i + 2] - part.Corners[i];
                Double3 normal = Double3.Cross(e1, e2);
                double facing = Double3.Dot(normal, way);
                if (facing == 0) continue;
                double t = Double3.Dot(normal, part.Corners[i] - origin) / facing;
                if (!(t > 0 && t < nearest)) continue;
                Double3 p = origin + way * t;
                bool inside = true;
                for (int k = 0; k < 3 && inside; k++) {
                    Double3 a = part.Corners[i + k], b = part.Corners[i + (k + 1) % 3];
                    inside = Double3.Dot(Double3.Cross(b - a, p - a), normal) >= 0;
                }
                if (inside) (nearest, name) = (t, part.Name);
            }
        }
        return (nearest, name);
    }

    private void Walk(JsonElement root, byte[] file, int binary, int index, double[] parent) {
        JsonElement node = root.GetProperty("nodes")[index];
        double[] world = Times(parent, Local(node));
        string name = node.TryGetProperty("name", out JsonElement n) ? n.GetString()! : "";
        worldFromNode[name] = world;
        if (node.TryGetProperty("mesh", out JsonElement mesh)) {
            var corners = new List<Double3>();
            foreach (JsonElement primitive in root.GetProperty("meshes")[mesh.GetInt32()].GetProperty("primitives").EnumerateArray()) {
                double[] positions = Accessor(root, file, binary, primitive.GetProperty("attributes").GetProperty("POSITION").GetInt32());
                foreach (double i in Accessor(root, file, binary, primitive.GetProperty("indices").GetInt32())) {
                    int v = 3 * (int)i;
                    corners.Add(Point(world, new(positions[v], positions[v + 1], positions[v + 2])));
                }
            }
            Double3 middle = corners.Aggregate((a, b) => a + b) * (1.0 / corners.Count);
            parts.Add(new(name, middle, corners.Max(c => (c - middle).Length), [.. corners]));
        }
        if (!node.TryGetProperty("children", out JsonElement children)) return;
        foreach (JsonElement child in children.EnumerateArray()) Walk(root, file, binary, child.GetInt32(), world);
    }

    private static double[] Local(JsonElement node) {
        double[] Of(string name, double[] usual) => node.TryGetProperty(name, out JsonElement v)
            ? [.. v.EnumerateArray().Select(x => x.GetDouble())] : usual;
        if (node.TryGetProperty("matrix", out _)) {
            double[] m = Of("matrix", []);
            return [m[0], m[4], m[8], m[12], m[1], m[5], m[9], m[13], m[2], m[6], m[10], m[14]];
        }
        double[] t = Of("translation", [0, 0, 0]), s = Of("scale", [1, 1, 1]), q = Of("rotation", [0, 0, 0, 1]);
        double length = Math.Sqrt(q.Sum(v => v * v));
        (double x, double y, double z, double w) = (q[0] / length, q[1] / length, q[2] / length, q[3] / length);
        return [
            (1 - 2 * (y * y + z * z)) * s[0], 2 * (x * y - w * z) * s[1], 2 * (x * z + w * y) * s[2], t[0],
            2 * (x * y + w * z) * s[0], (1 - 2 * (x * x + z * z)) * s[1], 2 * (y * z - w * x) * s[2], t[1],
            2 * (x * z - w * y) * s[0], 2 * (y * z + w * x) * s[1], (1 - 2 * (x * x + y * y)) * s[2], t[2],
        ];
    }

    private static double[] Times(double[] a, double[] b) {
        var product = new double[12];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++)
                product[4 * r + c] = a[4 * r] * b[c] + a[4 * r + 1] * b[4 + c] + a[4 * r + 2] * b[8 + c] + (c == 3 ? a[4 * r + 3] : 0);
        }
        return product;
    }

    private static Double3 Point(double[] m, Double3 p) => new(m[0] * p.X + m[1] * p.Y + m[2] * p.Z + m[3],
        m[4] * p.X + m[5] * p.Y + m[6] * p.Z + m[7], m[8] * p.X + m[9] * p.Y + m[10] * p.Z + m[11]);

    private static double[] Accessor(JsonElement root, byte[] file, int binary, int index) {
        JsonElement accessor = root.GetProperty("accessors")[index],
            view = root.GetProperty("bufferViews")[accessor.GetProperty("bufferView").GetInt32()];
        int at = binary + Offset(accessor) + Offset(view), count = accessor.GetProperty("count").GetInt32();
        int numbers = accessor.GetProperty("type").GetString() == "VEC3" ? 3 : 1, type = accessor.GetProperty("componentType").GetInt32();
        int size = type switch { 5126 or 5125 => 4, 5123 => 2, 5121 => 1, _ => throw new NotSupportedException($"{type}") };
        int stride = view.TryGetProperty("byteStride", out JsonElement given) ? given.GetInt32() : numbers * size;
        var values = new double[count * numbers];
        for (int i = 0; i < values.Length; i++) {
            int place = at + i / numbers * stride + i % numbers * size;
            values[i] = type switch {
                5126 => BitConverter.ToSingle(file, place),
                5125 => BitConverter.ToUInt32(file, place),
                5123 => BitConverter.ToUInt16(file, place),
                _ => file[place],
            };
        }
        return values;

        static int Offset(JsonElement of) => of.TryGetProperty("byteOffset", out JsonElement offset) ? offset.GetInt32() : 0;
    }
}
