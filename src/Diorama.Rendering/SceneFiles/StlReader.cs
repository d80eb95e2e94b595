using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles.Obj;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>
/// Reads STL files (3D Systems, "Stereolithography Interface Specification", 1988), text and binary, with the facet colours of VisCAM and
/// of Materialise Magics. The file counts as metres, +Z up. A file far from the origin is moved to it (<see cref="Scene.Origin"/>).
/// </summary>
public sealed class StlReader {
    private const int Header = 84, Facet = 50;

    private readonly string path;
    private readonly double metres;
    private readonly Scene scene;
    private readonly List<Solid> solids = [];

    private sealed class Solid(string name) {
        public string Name { get; } = name;
        public List<Double3> Corners { get; } = [];
        /// <summary>Linear colour of each facet; empty if none has one.</summary>
        public List<Vector3> Colors { get; } = [];
    }

    private StlReader(string path, FileUnits units) =>
        (this.path, metres, scene) = (path, units.Factor(1), new() { Name = Path.GetFileNameWithoutExtension(path) });

    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static Scene Read(string path, FileUnits? units = null) {
        var reader = new StlReader(path, units ?? FileUnits.Stated);
        byte[] bytes = SceneBytes.Read(path);
        long stated = bytes.Length >= Header ? Header + Facet * (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(80))
            : long.MaxValue;
        // Many binary files begin with the word that text begins with, so their size decides.
        if (stated != bytes.Length && IsText(bytes)) reader.Text(bytes);
        else reader.Binary(bytes, stated);
        reader.Build();
        return reader.scene;
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) {
        ReadOnlySpan<byte> begin = bytes[..Math.Min(bytes.Length, 1024)].TrimStart(" \t\r\n\uFEFF"u8);
        return begin.Length >= 5 && Ascii.EqualsIgnoreCase(begin[..5], "solid"u8) && !begin.Contains((byte)0);
    }

    private void Binary(byte[] bytes, long stated) {
        if (stated > bytes.Length) {
            throw new BadInputException(bytes.Length < Header
                ? $"{path}: the file has {bytes.Length} bytes, expected an STL file: 'solid …', or at least {Header} bytes"
                : !bytes.AsSpan().ContainsAnyExceptInRange((byte)9, (byte)126)
                ? $"{path}: the file is text that does not begin with 'solid', expected an STL file"
                : $"{path}: the STL header states {(stated - Header) / Facet} facets, and the file ends after "
                + $"{(bytes.Length - Header) / Facet}");
        }
        if (stated < bytes.Length)
            scene.Warnings.Add($"{path}: {bytes.Length - stated} bytes after the last facet are left out");
        var solid = new Solid(scene.Name);
        solids.Add(solid);
        int header = bytes.AsSpan(0, 80).IndexOf("COLOR="u8);
        bool magics = header is >= 0 and <= 70;
        Vector3 whole = magics ? new Vector3(bytes[header + 6], bytes[header + 7], bytes[header + 8]) / 255 : Vector3.One;
        for (int at = Header; at < stated; at += Facet) {
            for (int corner = 0; corner < 3; corner++) {
                ReadOnlySpan<byte> p = bytes.AsSpan(at + 12 + 12 * corner);
                Add(solid, BinaryPrimitives.ReadSingleLittleEndian(p), BinaryPrimitives.ReadSingleLittleEndian(p[4..]),
                    BinaryPrimitives.ReadSingleLittleEndian(p[8..]));
            }
            int attribute = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 48));
            bool own = attribute >> 15 == (magics ? 0 : 1);
            if (!magics && !own && solid.Colors.Count == 0) continue;
            Vector3 low = new Vector3(attribute & 31, attribute >> 5 & 31, attribute >> 10 & 31) / 31;
            Vector3 color = !own ? whole : magics ? low : new(low.Z, low.Y, low.X);
            while (solid.Colors.Count < solid.Corners.Count / 3 - 1) solid.Colors.Add(Vector3.One);
            solid.Colors.Add(SRgb.ToLinear(color));
        }
    }

    private void Text(ReadOnlySpan<byte> bytes) {
        var lines = new TextLines(bytes);
        Solid? solid = null;
        bool isEnded = false;
        var loop = new List<Double3>();
        var polygons = new PolygonTriangulation();
        var triangles = new List<int>();
        while (lines.Next()) {
            ReadOnlySpan<byte> word = lines.Word();
            if (Ascii.EqualsIgnoreCase(word, "solid"u8)) {
                string name = Encoding.UTF8.GetString(lines.Rest());
                solids.Add(solid = new(name.Length > 0 ? name : scene.Name));
            } else if (Ascii.EqualsIgnoreCase(word, "vertex"u8)) {
                if (!lines.TryNumber(out double x) | !lines.TryNumber(out double y) | !lines.TryNumber(out double z))
                    throw new BadInputException($"{path}:{lines.Number}: a vertex has no three finite numbers");
                loop.Add(Checked(new(x, y, z)));
            } else if (Ascii.EqualsIgnoreCase(word, "endloop"u8)) {
                if (solid is null) solids.Add(solid = new(scene.Name));
                triangles.Clear();
                if (loop.Count >= 3) polygons.Append(CollectionsMarshal.AsSpan(loop), triangles);
                foreach (int corner in triangles) solid.Corners.Add(loop[corner]);
                loop.Clear();
            } else if (Ascii.EqualsIgnoreCase(word, "endsolid"u8)) {
                isEnded = true;
            }
        }
        if (loop.Count > 0) throw new BadInputException($"{path}: the file ends within a facet");
        if (solids.TrueForAll(s => s.Corners.Count == 0) && !isEnded)
            throw new BadInputException($"{path}: the file holds no facets, expected 'solid' and 'facet normal …' in it");
    }

    private void Add(Solid solid, double x, double y, double z) => solid.Corners.Add(Checked(new(x, y, z)));

    private Double3 Checked(Double3 p) => p.MaxAbs <= Coordinates.Max ? p
        : throw new BadInputException($"{path}: a vertex stands at {p}, {Coordinates.Expected}");

    private void Build() {
        Double3[] all = [.. solids.SelectMany(s => s.Corners)];
        Double3 origin = scene.Origin = FarGeometry.OriginFor(all, metres);
        var root = new Node { Name = scene.Name };
        scene.Nodes.Add(root);
        var materials = new Dictionary<bool, Material>();
        foreach (Solid solid in solids) {
            Mesh mesh = MeshChecks.WithoutDegenerateTriangles(MeshOf(solid, origin));
            if (mesh.TriangleCount == 0) continue;
            bool painted = mesh.Colors is not null;
            if (!materials.TryGetValue(painted, out Material? material)) {
                material = new() {
                    Name = painted ? "facet colours" : "default", BaseColor = painted ? Vector3.One : new(0.6f), Roughness = 0.8f,
                        DoubleSided = true,
                };
                materials.Add(painted, material);
                scene.Materials.Add(material);
            }
            var node = solids.Count == 1 ? root : new Node { Name = solid.Name, Parent = root };
            if (node != root) scene.Nodes.Add(node);
            node.Parts.Add(new(mesh, material));
        }
        EmptyScene.Warn(scene, path, 0, 0, all.Length / 3);
    }

    private static Mesh MeshOf(Solid solid, Double3 origin) {
        var vertices = new Dictionary<(Double3, Vector3), int>();
        var positions = new List<Vector3>();
        var colors = new List<Vector4>();
        var indices = new int[solid.Corners.Count];
        for (int i = 0; i < indices.Length; i++) {
            Vector3 color = solid.Colors.Count > 0 ? solid.Colors[i / 3] : Vector3.One;
            if (!vertices.TryGetValue((solid.Corners[i], color), out indices[i])) {
                vertices.Add((solid.Corners[i], color), indices[i] = positions.Count);
                positions.Add((Vector3)(solid.Corners[i] - origin));
                colors.Add(new(color, 1));
            }
        }
        return new() {
            Name = solid.Name, Positions = [.. positions], Indices = indices, Colors = solid.Colors.Count > 0 ? [.. colors] : null,
        };
    }
}
