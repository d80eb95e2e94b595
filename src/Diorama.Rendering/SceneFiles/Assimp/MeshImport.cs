using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core.Diagnostics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>Copies one mesh from an opened file.</summary>
internal static unsafe class MeshImport {
    /// <summary>Reads the mesh at <paramref name="index"/>; skin indices are those that <paramref name="joints"/> assigns.</summary>
    public static Mesh Read(MeshFile file, int index, SkinImport joints, Warnings warnings) {
        MeshFileShim.diorama_mesh_file_get_mesh(file.Handle, index, out var entry);
        string name = MeshFileShim.Text(entry.Name);
        string where = $"{file.Path}: mesh {(name.Length > 0 ? $"'{name}'" : index)}";
        int count = entry.Vertices;
        var positions = new ReadOnlySpan<Vector3>(entry.Positions, count).ToArray();
        int[] indices = Triangles(file, index, entry, positions, where, warnings);

        var normals = entry.Normals == null ? null : new ReadOnlySpan<Vector3>(entry.Normals, count).ToArray();
        if (normals is not null && MeshNormals.Repair(normals, positions, indices) is > 0 and var repaired) {
            warnings.Add($"{where} has {repaired} normals without a direction, which were made from its triangles");
        }
        var mesh = new Mesh {
            Name = name, Positions = positions, Indices = indices, Normals = normals, Tangents = Tangents(entry, normals),
            TexCoords = TexCoords(entry), Colors = Colors(entry), MorphTargets = Morphs(file, index, entry),
            Skin = joints.Weights(index, count),
        };
        MeshChecks.ThrowIfBroken(mesh, where);
        return MeshChecks.WithoutDegenerateTriangles(mesh);
    }

    private static int[] Triangles(MeshFile file, int mesh, in MeshFileShim.MeshEntry entry, Vector3[] positions, string where,
        Warnings warnings) {
        int[] sizes = new int[entry.Faces], corners = new int[entry.Corners];
        fixed (int* s = sizes, c = corners) MeshFileShim.diorama_mesh_file_get_faces(file.Handle, mesh, s, c);
        if (entry.Corners == 3 * entry.Faces) return corners;
        var polygons = new PolygonTriangulation();
        var triangles = new List<int>(corners.Length);
        var outline = new List<Double3>();
        int at = 0;
        foreach (int size in sizes) {
            outline.Clear();
            for (int i = 0; i < size; i++) outline.Add(positions[corners[at + i]]);
            int first = triangles.Count;
            polygons.Append(CollectionsMarshal.AsSpan(outline), triangles);
            for (int i = first; i < triangles.Count; i++) triangles[i] = corners[at + triangles[i]];
            at += size;
        }
        if (polygons.Irregular > 0)
            warnings.Add($"{where} has {polygons.Irregular} faces that cross themselves or have no area; their triangles may not be what "
                + $"is meant");
        return [.. triangles];
    }

    private static Vector4[]? Tangents(in MeshFileShim.MeshEntry entry, Vector3[]? normals) {
        if (entry.Tangents == null || entry.Bitangents == null || normals is null) return null;
        var tangents = new Vector4[entry.Vertices];
        for (int v = 0; v < tangents.Length; v++) {
            Vector3 n = normals[v], t = entry.Tangents[v];
            t -= n * Vector3.Dot(n, t);
            if (!(t.LengthSquared() > 0)) return null;
            t = Vector3.Normalize(t);
            // As in glTF, the bitangent points up the image, independent of the direction of v.
            tangents[v] = new(t, Vector3.Dot(Vector3.Cross(n, t), entry.Bitangents[v]) < 0 ? -1 : 1);
        }
        return tangents;
    }

    private static Vector2[][] TexCoords(in MeshFileShim.MeshEntry entry) {
        int sets = 0;
        while (sets < 8 && entry.Uv(sets) != null) sets++;
        var all = new Vector2[sets][];
        for (int set = 0; set < sets; set++) {
            var uv = all[set] = new Vector2[entry.Vertices];
            var source = entry.Uv(set);
            for (int v = 0; v < uv.Length; v++) uv[v] = new(source[v].X, 1 - source[v].Y);
        }
        return all;
    }

    /// <summary>Reads vertex colours. In these formats they are display colours, so they are decoded from sRGB.</summary>
    private static Vector4[]? Colors(in MeshFileShim.MeshEntry entry) {
        if (entry.Colors == null) return null;
        var colors = new Vector4[entry.Vertices];
        for (int v = 0; v < colors.Length; v++) {
            float* c = entry.Colors + 4 * v;
            colors[v] = new(Linear(c[0]), Linear(c[1]), Linear(c[2]), c[3]);
        }
        return colors;
    }

    /// <summary>Decodes sRGB (IEC 61966-2-1).</summary>
    private static float Linear(float s) => s <= 0.04045f ? s / 12.92f : MathF.Pow((s + 0.055f) / 1.055f, 2.4f);

    private static MorphTarget[] Morphs(MeshFile file, int index, in MeshFileShim.MeshEntry entry) {
        var targets = new MorphTarget[entry.Morphs];
        for (int k = 0; k < targets.Length; k++) {
            MeshFileShim.diorama_mesh_file_get_morph(file.Handle, index, k, out var morph);
            targets[k] = new() {
                Name = MeshFileShim.Text(morph.Name),
                Positions = Offsets(morph.Positions, entry.Positions, entry.Vertices) ?? new Vector3[entry.Vertices],
                Normals = Offsets(morph.Normals, entry.Normals, entry.Vertices),
            };
        }
        return targets;
    }

    private static Vector3[]? Offsets(Vector3* moved, Vector3* rest, int count) {
        if (moved == null || rest == null) return null;
        var offsets = new Vector3[count];
        for (int v = 0; v < count; v++) offsets[v] = moved[v] - rest[v];
        return offsets;
    }
}
