using System.Numerics;
using Diorama.StockScenes;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Benchmarks.Tests.Scenes;

public class StockSceneTests {
    public static TheoryData<string, long, long> Sizes => new() {
        { "room", 900_000, 1_600_000 }, { "lamps", 500_000, 1_200_000 }, { "outdoors", 1_500_000, 4_000_000 },
    };

    private static StockScene Build(string name) => name switch {
        "room" => FurnishedRoom.Build(640, 480),
        "lamps" => LampRoom.Build(640, 480),
        _ => Outdoors.Build(640, 480),
    };

    private static IEnumerable<Mesh> Meshes(Scene scene) => scene.Nodes.SelectMany(n => n.Parts).Select(p => p.Mesh).Distinct();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Scene_HasSoundMeshes_OfTheSizeThatIsClaimed(string name, long least, long most) {
        var built = Build(name);
        Assert.InRange(built.TriangleCount, least, most);
        Assert.Equal(built.Scene.Nodes.Count, built.Scene.Nodes.Select(n => n.Name).Distinct().Count());
        Assert.Single(built.Scene.Nodes, n => n.Camera != null);
        foreach (var mesh in Meshes(built.Scene)) {
            Assert.InRange(mesh.Indices.Min(), 0, mesh.VertexCount - 1);
            Assert.InRange(mesh.Indices.Max(), 0, mesh.VertexCount - 1);
            for (int k = 0; k < mesh.VertexCount; k++) {
                Assert.True(float.IsFinite(mesh.Positions[k].LengthSquared()), $"{mesh.Name}: position {k}");
                Assert.True(MathF.Abs(mesh.Normals![k].Length() - 1) < 1e-3f, $"{mesh.Name}: normal {k} is {mesh.Normals[k]}");
            }
        }
    }

    [Theory]
    [InlineData("room")]
    [InlineData("lamps")]
    [InlineData("outdoors")]
    public void ShadingNormals_AgreeWithTheirTriangles(string name) {
        foreach (var mesh in Meshes(Build(name).Scene)) {
            int against = 0;
            for (int t = 0; t < mesh.Indices.Length; t += 3) {
                int a = mesh.Indices[t], b = mesh.Indices[t + 1], c = mesh.Indices[t + 2];
                Vector3 n = Vector3.Cross(mesh.Positions[b] - mesh.Positions[a], mesh.Positions[c] - mesh.Positions[a]);
                if (Vector3.Dot(n, mesh.Normals![a] + mesh.Normals[b] + mesh.Normals[c]) < 0) against++;
            }
            Assert.True(against <= mesh.TriangleCount / 200,
                $"{mesh.Name}: {against} of {mesh.TriangleCount} triangles face away from their normals");
        }
    }

    [Fact]
    public void GlbBytes_AreTheSame_WhenTheSceneIsBuiltTwice() {
        string folder = Directory.CreateTempSubdirectory("diorama-bench").FullName;
        try {
            string first = Path.Combine(folder, "a.glb"), second = Path.Combine(folder, "b.glb");
            GltfWriter.Write(LampRoom.Build(640, 480).Scene, first);
            GltfWriter.Write(LampRoom.Build(640, 480).Scene, second);
            Assert.True(File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second)));
        } finally {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void Names_AreThoseOfTheScenes() => Assert.Equal(StockScene.Names, StockScene.All(8, 6).Select(s => s.Name));

    [Fact]
    public void LampRoom_HasSixtyLamps() =>
        Assert.Equal(60, LampRoom.Build(640, 480).Scene.Nodes.Count(n => n.Parts.Any(p => p.Material.Emits)));

    [Fact]
    public void LabelRooms_HaveAMillionTriangles_HoweverManyInstances() {
        Assert.InRange(LabelRoom.Million(640, 480).TriangleCount, 900_000, 1_150_000);
        foreach (int instances in (int[])[10, 1000]) {
            var balls = LabelRoom.Balls(instances, 640, 480);
            Assert.Equal(instances, balls.Scene.Nodes.Count(n => n.Class == "ball"));
            Assert.InRange(balls.TriangleCount, 950_000, 1_150_000);
        }
    }
}
