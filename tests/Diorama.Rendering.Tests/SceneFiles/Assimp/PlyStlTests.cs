using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Diorama.Rendering.SceneFiles;

namespace Diorama.Rendering.Tests.SceneFiles.Assimp;

public sealed class PlyStlTests : ModelFolder {
    private static readonly Vector3[] Corners = [new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 3)];
    private static readonly int[][] Faces = [[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]];

    private static void IsTheTetrahedron(Rendering.Scenes.Scene scene) {
        var expected = Faces.SelectMany(f => f.Select(i => Corners[i]));
        Assert.Equal(expected, WorldCorners(scene));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ply_IsRead_InMetresAndZUp(bool binary) {
        string header = $"ply\nformat {(binary ? "binary_little_endian" : "ascii")} 1.0\nelement vertex 4\n" +
            "property float x\nproperty float y\nproperty float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\n" +
            "element face 4\nproperty list uchar int vertex_indices\nend_header\n";
        var bytes = new List<byte>(Encoding.ASCII.GetBytes(header));
        var text = new StringBuilder(header);
        foreach (var p in Corners) {
            text.Append($"{p.X} {p.Y} {p.Z} 255 0 188\n");
            foreach (float f in new[] { p.X, p.Y, p.Z }) bytes.AddRange(BitConverter.GetBytes(f));
            bytes.AddRange([255, 0, 188]);
        }
        foreach (var f in Faces) {
            text.Append($"3 {f[0]} {f[1]} {f[2]}\n");
            bytes.Add(3);
            foreach (int i in f) bytes.AddRange(BitConverter.GetBytes(i));
        }
        var scene = AssimpReader.Read(binary ? Write("t.ply", [.. bytes]) : Write("t.ply", text.ToString()));
        IsTheTetrahedron(scene);
        var part = scene.Nodes.Single(n => n.Parts.Count > 0).Parts[0];
        Assert.Equal(Vector3.One, part.Material.BaseColor);
        // 188/255 of sRGB is half of linear.
        var color = part.Mesh.Colors![0];
        Assert.Equal(1, color.X, 3);
        Assert.Equal(0, color.Y, 3);
        Assert.Equal(0.5f, color.Z, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stl_IsRead(bool binary) {
        var text = new StringBuilder("solid tetrahedron\n");
        var bytes = new byte[84 + 50 * Faces.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(80), Faces.Length);
        for (int t = 0; t < Faces.Length; t++) {
            Vector3 p = Corners[Faces[t][0]], q = Corners[Faces[t][1]], r = Corners[Faces[t][2]];
            var n = Vector3.Normalize(Vector3.Cross(q - p, r - p));
            text.Append($"facet normal {n.X} {n.Y} {n.Z}\nouter loop\n");
            int at = 84 + 50 * t;
            foreach (var v in new[] { n, p, q, r }) {
                if (v != n) text.Append($"vertex {v.X} {v.Y} {v.Z}\n");
                foreach (float f in new[] { v.X, v.Y, v.Z }) {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), f);
                    at += 4;
                }
            }
            text.Append("endloop\nendfacet\n");
        }
        text.Append("endsolid tetrahedron\n");
        var scene = AssimpReader.Read(binary ? Write("t.stl", bytes) : Write("t.stl", text.ToString()));
        IsTheTetrahedron(scene);
        var part = scene.Nodes.Single(n => n.Parts.Count > 0).Parts[0];
        Assert.Equal((0f, 0.8f), (part.Material.Metallic, part.Material.Roughness));
    }
}
