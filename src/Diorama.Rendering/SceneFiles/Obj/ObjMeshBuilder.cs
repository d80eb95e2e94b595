using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Diagnostics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Rendering.SceneFiles.Obj;

/// <summary>Makes meshes of the parts of an OBJ file: corners with equal indices share a vertex, polygons are triangulated.</summary>
internal sealed class ObjMeshBuilder(string path, ObjFile file, Double3 origin, Warnings warnings) {
    private readonly PolygonTriangulation polygons = new();
    private readonly List<Double3> outline = [];
    private readonly List<int> local = [], triangles = [];

    /// <summary>Makes the mesh of a part, with positions relative to the origin.</summary>
    /// <exception cref="BadInputException">A face names a vertex that does not exist.</exception>
    public Mesh Build(ObjObject o, ObjPart part) {
        string name = part.Group.Length > 0 ? part.Group : o.Name;
        var vertices = new Dictionary<ObjCorner, int>();
        var corners = new List<ObjCorner>();
        triangles.Clear();
        int at = 0;
        for (int face = 0; face < part.Faces.Count; face++) {
            int count = part.Faces[face];
            outline.Clear();
            local.Clear();
            for (int i = 0; i < count; i++) {
                ObjCorner corner = Checked(part.Corners[at + i], name, part.Lines[face]);
                if (!vertices.TryGetValue(corner, out int vertex)) {
                    vertices.Add(corner, vertex = corners.Count);
                    corners.Add(corner);
                }
                local.Add(vertex);
                outline.Add(file.Positions[corner.Position]);
            }
            at += count;
            int first = triangles.Count;
            polygons.Append(CollectionsMarshal.AsSpan(outline), triangles);
            for (int i = first; i < triangles.Count; i++) triangles[i] = local[triangles[i]];
        }

        bool normals = corners.Exists(c => c.Normal >= 0), uvs = corners.Exists(c => c.TexCoord >= 0);
        Vector3[] positions = [.. corners.Select(c => (Vector3)(file.Positions[c.Position] - origin))];
        int[] indices = [.. triangles];
        Vector3[]? directions = normals ? [.. corners.Select(c => c.Normal >= 0 ? file.Normals[c.Normal] : Vector3.Zero)] : null;
        if (directions is not null && MeshNormals.Repair(directions, positions, indices) is > 0 and var repaired)
            warnings.Add($"{path}: mesh '{name}' has {repaired} normals without a direction, which were made from its triangles");
        var mesh = new Mesh {
            Name = name, Positions = positions, Indices = indices, Normals = directions,
            // v of the file runs up the image.
            TexCoords = uvs ? [[.. corners.Select(c => c.TexCoord >= 0 ? Flipped(file.TexCoords[c.TexCoord]) : Vector2.Zero)]] : [],
            Colors = file.Colors.Count > 0 ? [.. corners.Select(c => Linear(file.Colors[c.Position]))] : null,
        };
        MeshChecks.ThrowIfBroken(mesh, $"{path}: mesh '{name}'");
        return MeshChecks.WithoutDegenerateTriangles(mesh);
    }

    /// <summary>Says what was found in the faces of the whole file.</summary>
    public void Report() {
        if (polygons.Irregular > 0)
            warnings.Add($"{path}: {polygons.Irregular} faces cross themselves or have no area; their triangles may not be what is meant");
    }

    private ObjCorner Checked(ObjCorner corner, string name, int line) {
        if (corner.Position >= file.Positions.Count) {
            throw new BadInputException($"{path}:{line}: a face{(name.Length > 0 ? $" of '{name}'" : "")} has vertex "
                + $"{corner.Position + 1}, expected 1 to {file.Positions.Count}");
        }
        if (corner.TexCoord < file.TexCoords.Count && corner.Normal < file.Normals.Count) return corner;
        warnings.Add($"{path}: faces of '{name}' have texture coordinates or normals that the file has not; they are left out");
        return corner with {
            TexCoord = corner.TexCoord < file.TexCoords.Count ? corner.TexCoord : -1,
            Normal = corner.Normal < file.Normals.Count ? corner.Normal : -1,
        };
    }

    private static Vector2 Flipped(Vector2 uv) => new(uv.X, 1 - uv.Y);

    /// <summary>Decodes a display colour.</summary>
    private static Vector4 Linear(Vector3 color) => new(SRgb.ToLinear(color), 1);
}
