using System.Numerics;
using System.Text;
using Diorama.Core;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

/// <summary>
/// Compressed files against their uncompressed original: a skinned tube with a morph target, vertex colours, two UV sets and an animation,
/// and a torus. gltf-transform 4.5.1 (<c>draco</c>, <c>meshopt --level high</c>) and gltfpack 0.18 (<c>-cc</c>) made them.
/// </summary>
public sealed class GltfCompressionTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string File(string how) => Path.Combine(AppContext.BaseDirectory, "Files", $"compressed-{how}.glb");

    private readonly record struct Vertex(Vector3 Position, Vector3 Normal, Vector2 Uv, Vector4 Color);

    /// <summary>Returns the corners of all triangles of a node's mesh, in world space at a time.</summary>
    private static List<Vertex> Corners(Scene scene, string mesh, double time) {
        ScenePose pose = ScenePose.At(scene, time);
        var corners = new List<Vertex>();
        foreach (Node node in scene.Nodes) {
            foreach (MeshPart part in node.Parts) {
                Mesh m = part.Mesh;
                if ((mesh == "tube") != (m.Skin is not null)) continue;
                Vector3[] positions = new Vector3[m.VertexCount], normals = new Vector3[m.VertexCount];
                pose.Deform(node, m, positions, normals);
                var world = pose.WorldFromDeformed(node);
                var inverse = world.Inverse();
                foreach (int v in m.Indices) {
                    corners.Add(new(world.Point(positions[v]), Vector3.Normalize(inverse.NormalByInverse(normals[v])),
                        m.TexCoords.Length > 0 ? m.TexCoords[^1][v] : default, m.Colors?[v] ?? Vector4.One));
                }
            }
        }
        return corners;
    }

    [Theory]
    [InlineData("draco")]
    [InlineData("meshopt")]
    [InlineData("gltfpack")]
    public void Geometry_IsThatOfTheOriginal_WithinItsQuantisation(string how) {
        Scene original = SceneFile.Read(File("original")), packed = SceneFile.Read(File(how));
        Assert.Empty(packed.Warnings.Messages);
        foreach (string mesh in (string[])["tube", "torus"]) {
            foreach (double time in (double[])[0, 0.5, 1.2]) {
                List<Vertex> wanted = Corners(original, mesh, time), found = Corners(packed, mesh, time);
                Assert.Equal(wanted.Count, found.Count);
                foreach (Vertex v in found) {
                    // Coders may reorder triangles; several corners may share a position.
                    Vertex[] near = [.. wanted.Where(w => Vector3.Distance(w.Position, v.Position) < 5e-4f)];
                    Assert.True(near.Length > 0, $"{mesh} at {time} s: nothing near {v.Position}");
                    Assert.Contains(near, w => Vector3.Dot(w.Normal, v.Normal) > 0.9995f && Vector4.Distance(w.Color, v.Color) < 0.02f
                        && (how == "gltfpack" || Vector2.Distance(w.Uv, v.Uv) < 2e-3f));
                }
                Assert.Equal(Area(wanted), Area(found), 2e-3f * Area(wanted));
            }
        }
        Assert.Equal(original.Nodes.Where(n => n.Name.Length > 0).Select(n => n.Name).Intersect(packed.Nodes.Select(n => n.Name)).Count(),
            original.Nodes.Count);

        static float Area(List<Vertex> corners) => corners.Chunk(3)
            .Sum(t => Vector3.Cross(t[1].Position - t[0].Position, t[2].Position - t[0].Position).Length()) / 2;
    }

    [Fact]
    public void EncodersAreIndeedUsed() {
        foreach ((string how, string extension) in ((string, string)[])[("draco", "KHR_draco_mesh_compression"),
            ("meshopt", "EXT_meshopt_compression"), ("gltfpack", "EXT_meshopt_compression")])
            Assert.Contains($"\"{extension}\"", Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File(how))),
                StringComparison.Ordinal);
    }

    /// <summary>Any damage of the compressed bytes is one sentence, or a scene; never a crash.</summary>
    [Theory]
    [InlineData("draco")]
    [InlineData("meshopt")]
    public void Damage_IsOneSentenceOrAScene(string how) {
        byte[] sound = System.IO.File.ReadAllBytes(File(how));
        int refused = 0, start = 20 + BitConverter.ToInt32(sound, 12) + 8;
        var random = new Random(5);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = [.. sound];
            for (int k = 0; k < 8; k++) damaged[random.Next(start, damaged.Length)] = (byte)random.Next(256);
            string path = Path.Combine(folder.Path, "damaged.glb");
            System.IO.File.WriteAllBytes(path, damaged);
            try {
                GltfReader.Read(path);
            } catch (BadInputException e) {
                refused++;
                Assert.StartsWith($"{path}: ", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
        Assert.True(refused > 5, $"{refused} refused");
    }

    [Theory]
    [InlineData("\"mode\":\"ATTRIBUTES\"", "\"mode\":\"ATTRIBUTEZ\"", "'ATTRIBUTEZ' is not one of ATTRIBUTES, TRIANGLES, INDICES")]
    [InlineData("\"count\":", "\"coumt\":", "'count' is missing")]
    public void WrongExtensions_AreOneSentence(string from, string to, string sentence) {
        string text = Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File("meshopt")));
        int at = text.IndexOf("EXT_meshopt_compression\":{", StringComparison.Ordinal);
        string path = Path.Combine(folder.Path, "wrong.glb");
        System.IO.File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text[..at] + Replaced(text[at..])));
        string message = Assert.Throws<BadInputException>(() => GltfReader.Read(path)).Message;
        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.StartsWith($"{path}: bufferViews[", message, StringComparison.Ordinal);

        string Replaced(string rest) {
            int i = rest.IndexOf(from, StringComparison.Ordinal);
            return rest[..i] + to + rest[(i + from.Length)..];
        }
    }
}
