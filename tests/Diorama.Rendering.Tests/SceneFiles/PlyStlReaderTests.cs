using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Diorama.Rendering.SceneFiles;

namespace Diorama.Rendering.Tests.SceneFiles;

public sealed class PlyStlReaderTests : ModelFolder {
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
        var scene = SceneFile.Read(binary ? Write("t.ply", [.. bytes]) : Write("t.ply", text.ToString()));
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
        var scene = SceneFile.Read(binary ? Write("t.stl", bytes) : Write("t.stl", text.ToString()));
        IsTheTetrahedron(scene);
        var part = scene.Nodes.Single(n => n.Parts.Count > 0).Parts[0];
        Assert.Equal((0f, 0.8f), (part.Material.Metallic, part.Material.Roughness));
    }

    [Fact]
    public void Stl_WithBytesAfterItsFacets_IsReadWithAWarning() {
        var bytes = new byte[84 + 50 + 7];
        bytes[80] = 1;
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(84 + 24), 1);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(84 + 40), 1);
        var scene = SceneFile.Read(Write("t.stl", bytes));
        Assert.Single(scene.Nodes, n => n.Parts.Count > 0);
        Assert.Contains("7 bytes after the last facet", Assert.Single(scene.Warnings.Messages));
    }

    /// <summary>
    /// VisCAM marks own colours by the highest bit, Magics the colour of the whole file, and each orders its channels otherwise.
    /// </summary>
    [Theory]
    [InlineData("", 0x8000 | 31 << 10, 1f, 0f, 0f)]
    [InlineData("COLOR=", 31, 1f, 0f, 0f)]
    [InlineData("COLOR=", 0x8000, 0f, 1f, 0f)]
    public void Stl_HasTheColoursOfItsFacets(string header, int attribute, float r, float g, float b) {
        var bytes = new byte[84 + 50];
        Encoding.ASCII.GetBytes(header).CopyTo(bytes, 0);
        if (header.Length > 0) bytes[header.Length + 1] = 255;
        bytes[80] = 1;
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(84 + 24), 1);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(84 + 40), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(84 + 48), (ushort)attribute);
        var part = SceneFile.Read(Write("t.stl", bytes)).Nodes.Single(n => n.Parts.Count > 0).Parts[0];
        Assert.Equal(Vector3.One, part.Material.BaseColor);
        Assert.All(part.Mesh.Colors!, c => Assert.Equal(new Vector4(r, g, b, 1), c));
    }

    private const string Square = "element vertex 4\nproperty double x\nproperty double y\nproperty double z\n";

    [Fact]
    public void Ply_IsReadFromBigEndianBytes_WithPolygons() {
        var bytes = new List<byte>(Encoding.ASCII.GetBytes("ply\r\nformat binary_big_endian 1.0\r\n" + Square.Replace("\n", "\r\n")
            + "element face 1\r\nproperty list uchar ushort vertex_index\r\nend_header\r\n"));
        foreach (double x in new double[] { 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0 }) {
            var number = new byte[8];
            BinaryPrimitives.WriteDoubleBigEndian(number, x);
            bytes.AddRange(number);
        }
        bytes.AddRange([4, 0, 0, 0, 1, 0, 2, 0, 3]);
        Assert.Equal([new(0, 0, 0), new(1, 0, 0), new(1, 1, 0), new(0, 0, 0), new(1, 1, 0), new(0, 1, 0)],
            WorldCorners(SceneFile.Read(Write("t.ply", [.. bytes]))));
    }

    [Fact]
    public void Ply_HasStrips_AndTextureCoordinatesOfCorners() {
        const string Corners = "0 0 0\n1 0 0\n0 1 0\n1 1 0\n";
        var corners = WorldCorners(SceneFile.Read(Write("s.ply", "ply\nformat ascii 1.0\n" + Square
            + "element tristrips 1\nproperty list int int vertex_indices\nend_header\n" + Corners + "8 0 1 2 3 -1 0 1 2\n")));
        Assert.Equal([new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 1, 0), new(1, 0, 0), new(1, 1, 0)], corners[..6]);
        Assert.Equal(9, corners.Count);
        WriteImage("wood.png");
        var part = SceneFile.Read(Write("t.ply", "ply\nformat ascii 1.0\ncomment TextureFile wood.png\n" + Square
            + "element face 2\nproperty list uchar int vertex_indices\nproperty list uchar float texcoord\nend_header\n" + Corners
            + "3 0 1 2 6 0 0 1 0 0 1\n3 2 1 3 6 0.5 1 1 0 1 1\n")).Nodes[0].Parts[0];
        // Vertex 2 has another coordinate in the second face.
        Assert.Equal((5, 2), (part.Mesh.VertexCount, part.Mesh.TriangleCount));
        Assert.Equal([new(0, 1), new(1, 1), new(0, 0), new(0.5f, 0), new(1, 1), new(1, 0)],
            part.Mesh.Indices.Select(i => part.Mesh.TexCoords[0][i]));
        Assert.Equal(PathOf("wood.png"), part.Material.BaseColorTexture!.Texture.Source);
        Assert.Equal(Vector3.One, part.Material.BaseColor);
    }

    [Theory]
    [InlineData("-1 0 1 2\n", "'vertex_indices' of face 0 has -1 numbers")]
    [InlineData("1000000 0 1 2\n", "'vertex_indices' of face 0 has 1000000 numbers")]
    [InlineData("3 0 1 7\n", "face 0 has vertex 7, expected 0 to 3")]
    [InlineData("3 0 1\n", "the PLY data end")]
    [InlineData("3 0 1 x\n", "the PLY data have 'x'")]
    public void Ply_WithBadFaces_IsRefused(string face, string expected) {
        string path = Write("b.ply", "ply\nformat ascii 1.0\n" + Square
            + "element face 1\nproperty list int int vertex_indices\nend_header\n"
            + "0 0 0\n1 0 0\n0 1 0\n1 1 0\n" + face);
        Assert.Contains(expected, Assert.Throws<Core.BadInputException>(() => SceneFile.Read(path)).Message);
    }

    [Theory]
    [InlineData("utm.ply", "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
        + "element face 1\nproperty list uchar int vertex_indices\nend_header\n"
        + "500000.125 4649776.25 3\n500001.125 4649776.25 3\n500000.125 4649777.25 3\n3 0 1 2\n")]
    [InlineData("utm.stl", "solid s\nfacet normal 0 0 1\nouter loop\nvertex 500000.125 4649776.25 3\nvertex 500001.125 4649776.25 3\n"
        + "vertex 500000.125 4649777.25 3\nendloop\nendfacet\nendsolid s\n")]
    public void CoordinatesFarFromTheOrigin_AreMovedBeforeTheyAreRounded(string name, string text) {
        var scene = SceneFile.Read(Write(name, text));
        var corners = WorldCorners(scene);
        Assert.Equal((Vector3.UnitX, Vector3.UnitY), (corners[1] - corners[0], corners[2] - corners[0]));
        Assert.Equal((500_000.125, 4_649_776.25), (scene.Origin.X + corners[0].X, scene.Origin.Y + corners[0].Y));
    }
}
