using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles.Ply;
using Diorama.Rendering.SceneFiles.Surfaces;
using Diorama.Rendering.Scenes;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles;

/// <summary>
/// Reads PLY files (Turk 1994), text and binary: positions, normals, texture coordinates and colours of vertices, polygons, triangle
/// strips, MeshLab's texture coordinates of corners, and the image that a comment names. The file counts as metres, +Z up. A file far from
/// the origin is moved to it (<see cref="Scene.Origin"/>).
/// </summary>
public sealed class PlyReader {
    private readonly string path;
    private readonly double metres;
    private readonly Scene scene;
    private readonly List<Double3> positions = [];
    private readonly List<Vector3> normals = [];
    private readonly List<Vector4> colors = [];
    private readonly List<Vector2> texCoords = [];
    /// <summary>Vertex of each corner, and its own texture coordinate; the latter empty if no face has any.</summary>
    private readonly List<int> indices = [];
    private readonly List<Vector2> cornerTexCoords = [];
    private readonly PolygonTriangulation polygons = new();
    private long faces, edges;

    private PlyReader(string path, FileUnits units) =>
        (this.path, metres, scene) = (path, units.Factor(1), new() { Name = Path.GetFileNameWithoutExtension(path) });

    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static Scene Read(string path, FileUnits? units = null) {
        var reader = new PlyReader(path, units ?? FileUnits.Stated);
        byte[] bytes = SceneBytes.Read(path);
        PlyHeader header = PlyHeader.Read(path, bytes);
        reader.Elements(header, bytes.AsSpan(header.Length));
        reader.Build(header);
        return reader.scene;
    }

    private void Elements(PlyHeader header, ReadOnlySpan<byte> data) {
        var numbers = new PlyNumbers(path, header, data);
        foreach (PlyElement element in header.Elements) {
            for (long row = 0; row < element.Count; row++) {
                switch (element.Name) {
                    case "vertex": Vertex(element, ref numbers, row); break;
                    case "face" or "tristrips": Face(element, ref numbers, row); break;
                    default: Skip(element, ref numbers, row); break;
                }
            }
            if (element.Name == "edge") edges = element.Count;
        }
    }

    private static void Skip(PlyElement element, ref PlyNumbers numbers, long row) {
        foreach (PlyProperty p in element.Properties) {
            int count = p.Count == PlyType.None ? 1 : numbers.Count(p, element.Name, row);
            for (int i = 0; i < count; i++) numbers.Next(p.Type);
        }
    }

    private void Vertex(PlyElement element, ref PlyNumbers numbers, long row) {
        Double3 position = default;
        Vector3 normal = default;
        Vector4 color = Vector4.One;
        Vector2 uv = default;
        bool hasNormal = false, hasColor = false, hasUv = false;
        foreach (PlyProperty p in element.Properties) {
            if (p.Count != PlyType.None) {
                for (int i = numbers.Count(p, element.Name, row); i > 0; i--) numbers.Next(p.Type);
                continue;
            }
            double x = numbers.Next(p.Type);
            switch (p.Name) {
                case "x": position = position with { X = x }; break;
                case "y": position = position with { Y = x }; break;
                case "z": position = position with { Z = x }; break;
                case "nx": (normal.X, hasNormal) = ((float)x, true); break;
                case "ny": normal.Y = (float)x; break;
                case "nz": normal.Z = (float)x; break;
                case "u" or "s" or "texture_u" or "texture_s": (uv.X, hasUv) = ((float)x, true); break;
                case "v" or "t" or "texture_v" or "texture_t": uv.Y = (float)x; break;
                case "red" or "r" or "diffuse_red": (color.X, hasColor) = (Channel(x, p.Type), true); break;
                case "green" or "g" or "diffuse_green": color.Y = Channel(x, p.Type); break;
                case "blue" or "b" or "diffuse_blue": color.Z = Channel(x, p.Type); break;
                case "alpha" or "a" or "diffuse_alpha": color.W = Channel(x, p.Type); break;
            }
        }
        if (!(position.MaxAbs <= Coordinates.Max))
            throw new BadInputException($"{path}: vertex {row} stands at {position}, {Coordinates.Expected}");
        positions.Add(position);
        if (hasNormal) normals.Add(normal);
        if (hasColor) colors.Add(new(SRgb.ToLinear(new Vector3(color.X, color.Y, color.Z)), color.W));
        // v of the file runs up the image.
        if (hasUv) texCoords.Add(new(uv.X, 1 - uv.Y));
    }

    private static float Channel(double x, PlyType type) => (float)Math.Clamp(type switch {
        PlyType.UInt8 => x / 255, PlyType.UInt16 => x / 65535, PlyType.Float32 or PlyType.Float64 => x, _ => x / 255,
    }, 0, 1);

    private void Face(PlyElement element, ref PlyNumbers numbers, long row) {
        var corners = new List<int>();
        var uvs = new List<float>();
        foreach (PlyProperty p in element.Properties) {
            bool isList = p.Count != PlyType.None, isOutline = isList && p.Name is "vertex_indices" or "vertex_index",
                isTexCoord = isList && p.Name == "texcoord";
            for (int i = isList ? numbers.Count(p, element.Name, row) : 1; i > 0; i--) {
                double x = numbers.Next(p.Type);
                if (isOutline) corners.Add(Corner(x, row, strip: element.Name == "tristrips"));
                else if (isTexCoord) uvs.Add((float)x);
            }
        }
        if (element.Name == "tristrips") {
            Strip(corners);
        } else if (corners.Count >= 3) {
            faces++;
            Polygon(corners, uvs.Count == 2 * corners.Count ? uvs : null);
        }
    }

    private int Corner(double index, long face, bool strip) {
        if ((index >= 0 || strip && index == -1) && index == Math.Floor(index) && index < positions.Count) return (int)index;
        throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
            $"{path}: face {face} has vertex {index}, expected 0 to {positions.Count - 1}"));
    }

    private void Polygon(List<int> corners, List<float>? uvs) {
        Span<Double3> outline = corners.Count <= 16 ? stackalloc Double3[corners.Count] : new Double3[corners.Count];
        for (int i = 0; i < outline.Length; i++) outline[i] = positions[corners[i]];
        int first = indices.Count;
        polygons.Append(outline, indices);
        if (uvs is not null) while (cornerTexCoords.Count < first) cornerTexCoords.Add(default);
        for (int i = first; i < indices.Count; i++) {
            int corner = indices[i];
            indices[i] = corners[corner];
            if (uvs is not null) cornerTexCoords.Add(new(uvs[2 * corner], 1 - uvs[2 * corner + 1]));
        }
    }

    /// <summary>Appends the triangles of strips that −1 divides; each second triangle is turned.</summary>
    private void Strip(List<int> corners) {
        for (int i = 0, first = 0; i < corners.Count; i++) {
            if (corners[i] < 0) {
                first = i + 1;
            } else if (i - first >= 2) {
                faces++;
                indices.AddRange((i - first) % 2 == 0 ? [corners[i - 2], corners[i - 1], corners[i]]
                    : [corners[i - 1], corners[i - 2], corners[i]]);
            }
        }
    }

    private void Build(PlyHeader header) {
        Double3 origin = scene.Origin = FarGeometry.OriginFor(CollectionsMarshal.AsSpan(positions), metres);
        var node = new Node { Name = scene.Name };
        scene.Nodes.Add(node);
        Vector3[] moved = [.. positions.Select(p => (Vector3)(p - origin))];
        Vector3[]? directions = normals.Count == moved.Length && moved.Length > 0 ? [.. normals] : null;
        Vector4[]? painted = colors.Count == moved.Length && moved.Length > 0 ? [.. colors] : null;
        Vector2[][] uvs = texCoords.Count == moved.Length && moved.Length > 0 ? [[.. texCoords]] : [];
        int[] triangles = [.. indices];
        if (cornerTexCoords.Count > 0) {
            while (cornerTexCoords.Count < indices.Count) cornerTexCoords.Add(default);
            Split();
        }
        if (directions is not null && MeshNormals.Repair(directions, moved, triangles) is > 0 and var repaired)
            scene.Warnings.Add($"{path}: it has {repaired} normals without a direction, which were made from its triangles");
        var mesh = new Mesh { Name = scene.Name, Positions = moved, Indices = triangles, Normals = directions, Colors = painted,
            TexCoords = uvs };
        MeshChecks.ThrowIfBroken(mesh, path);
        mesh = MeshChecks.WithoutDegenerateTriangles(mesh);
        Material material = Surface(header, painted is not null);
        scene.Materials.Add(material);
        if (mesh.TriangleCount > 0) node.Parts.Add(new(mesh, material));
        if (polygons.Irregular > 0) {
            scene.Warnings.Add($"{path}: {polygons.Irregular} faces cross themselves or have no area; "
                + "their triangles may not be what is meant");
        }
        EmptyScene.Warn(scene, path, positions.Count, edges, faces);

        // Corners of one vertex with different texture coordinates become vertices of their own.
        void Split() {
            var vertices = new Dictionary<(int, Vector2), int>();
            var of = new List<(int Vertex, Vector2 Uv)>();
            for (int i = 0; i < triangles.Length; i++) {
                (int, Vector2) key = (indices[i], cornerTexCoords[i]);
                if (!vertices.TryGetValue(key, out int vertex)) {
                    vertices.Add(key, vertex = of.Count);
                    of.Add(key);
                }
                triangles[i] = vertex;
            }
            (Vector3[] p, Vector3[]? n, Vector4[]? c) = (moved, directions, painted);
            moved = [.. of.Select(v => p[v.Vertex])];
            directions = n is null ? null : [.. of.Select(v => n[v.Vertex])];
            painted = c is null ? null : [.. of.Select(v => c[v.Vertex])];
            uvs = [[.. of.Select(v => v.Uv)]];
        }
    }

    private Material Surface(PlyHeader header, bool painted) {
        TextureSlot? slot = header.Texture is { Length: > 0 } name
            && new TextureFiles(path, scene.Warnings).Find(name, scene.Name, null, TextureWrap.Repeat, TextureWrap.Repeat) is { } texture
            ? new TextureSlot { Texture = texture } : null;
        return new() {
            Name = "default", BaseColor = painted || slot is not null ? Vector3.One : new(0.6f), BaseColorTexture = slot, Metallic = 0,
            Roughness = 0.8f, DoubleSided = true,
        };
    }
}
