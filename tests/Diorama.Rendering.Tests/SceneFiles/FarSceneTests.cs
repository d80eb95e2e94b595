using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles;

/// <summary>Scenes at UTM coordinates give, relative to their camera, what they give at the origin.</summary>
public sealed class FarSceneTests : ModelFolder {
    private static readonly Double3 utm = new(500_123.375, 12.5, -4_649_776.625);

    /// <summary>A triangle that moves within two seconds, with a child, and a camera 3.2 m before it.</summary>
    /// <param name="place">Translation of the scene in the file (+Y up).</param>
    /// <param name="where">What carries the translation: "root", a common parent; "nodes", each node; "matrices", matrices of each.</param>
    private string Gltf(string place, Double3 at, string where) {
        byte[] bytes = new byte[36 + 8 + 24];
        float[] corners = [0, 0, 0, 1, 0, 0, 0, 1, 0], times = [0, 2];
        Double3 own = where == "root" ? default : at;
        float[] path = [(float)own.X, (float)own.Y, (float)own.Z, (float)(own.X + 1), (float)own.Y, (float)own.Z];
        Buffer.BlockCopy(corners, 0, bytes, 0, 36);
        Buffer.BlockCopy(times, 0, bytes, 36, 8);
        Buffer.BlockCopy(path, 0, bytes, 44, 24);
        string animated = where == "matrices" ? "" : """
            "animations": [{ "channels": [{ "sampler": 0, "target": { "node": 1, "path": "translation" } }],
              "samplers": [{ "input": 1, "output": 2 }] }],
            """;
        string Place(Double3 t) => where == "matrices"
            ? string.Create(CultureInfo.InvariantCulture, $"\"matrix\": [1,0,0,0, 0,1,0,0, 0,0,1,0, {t.X},{t.Y},{t.Z},1]")
            : string.Create(CultureInfo.InvariantCulture, $"\"translation\": [{t.X},{t.Y},{t.Z}]");
        return Write(place + where + ".gltf", $$"""
            {
              "asset": { "version": "2.0" }, "scene": 0, "scenes": [{ "nodes": [0] }],
              "nodes": [
                { "name": "root", "children": [1, 2], {{Place(where == "root" ? at : default)}} },
                { "name": "thing", "mesh": 0, "children": [3], {{Place(own)}} },
                { "name": "eye", "camera": 0, {{Place(own + new Double3(0.25, 0.5, 3.2))}} },
                { "name": "child", "mesh": 0, {{Place(new(0, 2, 0))}} }
              ],
              {{animated}}
              "cameras": [{ "type": "perspective", "perspective": { "yfov": 0.8, "znear": 0.1 } }],
              "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0 } }] }],
              "accessors": [
                { "bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0] },
                { "bufferView": 1, "componentType": 5126, "count": 2, "type": "SCALAR", "min": [0], "max": [2] },
                { "bufferView": 2, "componentType": 5126, "count": 2, "type": "VEC3" }
              ],
              "bufferViews": [{ "buffer": 0, "byteLength": 36 }, { "buffer": 0, "byteOffset": 36, "byteLength": 8 },
                { "buffer": 0, "byteOffset": 44, "byteLength": 24 }],
              "buffers": [{ "byteLength": 68, "uri": "data:application/octet-stream;base64,{{Convert.ToBase64String(bytes)}}" }]
            }
            """);
    }

    /// <summary>Positions relative to the camera: the corners of all triangles, in the order of the file.</summary>
    private static List<Vector3> Seen(Scene scene, double seconds) {
        var camera = ScenePose.At(scene, seconds).WorldFromCamera(scene.Nodes.Single(n => n.Camera is not null)).Inverse();
        return WorldCorners(scene, seconds).ConvertAll(camera.Point);
    }

    [Theory]
    [InlineData("root")]
    [InlineData("nodes")]
    [InlineData("matrices")]
    public void ASceneAtUtmCoordinates_LooksAsItDoesAtTheOrigin(string where) {
        Scene near = SceneFile.Read(Gltf("near", default, where)), far = SceneFile.Read(Gltf("far", utm, where));
        Assert.Equal(default, near.Origin);
        Vector3 camera = ScenePose.At(far, 0).WorldFromNode(far.Nodes.Single(n => n.Camera is not null)).Origin;
        // World axes: +Z up.
        Double3 expected = new(utm.X + 0.25, -(utm.Z + 3.2), utm.Y + 0.5);
        Assert.True((far.Origin + camera - expected).MaxAbs < 1e-5, $"{far.Origin} + {camera}, expected {expected}");
        Assert.True(camera.Length() < 2);
        foreach (double seconds in (double[])[0, 1, 2]) {
            List<Vector3> a = Seen(near, seconds), b = Seen(far, seconds);
            Assert.Equal(6, b.Count);
            // The keys of an animation are in single precision in the file itself.
            float tolerance = where == "nodes" ? 0.5f : 1e-5f;
            for (int i = 0; i < a.Count; i++) Assert.True(Vector3.Distance(a[i], b[i]) < tolerance, $"{seconds} s: {a[i]}, {b[i]}");
        }
    }

    /// <summary>A file of millimetres is near at 4,500; a file in kilometres is far at 4.5.</summary>
    [Theory]
    [InlineData(".obj")]
    [InlineData(".ply")]
    [InlineData(".stl")]
    [InlineData(".gltf")]
    [InlineData(".dae")]
    public void Far_IsJudgedInMetres(string extension) {
        string near = Triangle(extension, 4500), far = Triangle(extension, 4.5);
        Scene scene = SceneFile.Read(near, units: new() { Unit = LengthUnit.Mm });
        Assert.Equal(default, scene.Origin);
        Assert.Equal(4.5f, WorldCorners(scene).Min(p => p.X), 1e-4f);
        scene = SceneFile.Read(far, units: new() { Scale = 1000 });
        Assert.True(scene.Origin.X > 4000, $"{scene.Origin}");
        Assert.Equal(scene.Origin.Rounded(), scene.Origin);
        Assert.Equal(4500, scene.Origin.X + WorldCorners(scene).Min(p => p.X), 1e-3);
        // Assimp has read it in single precision, which is told.
        Assert.Equal(extension == ".dae",
            scene.Warnings.Messages.Any(w => w.Contains("read in single precision", StringComparison.Ordinal)));
        Assert.Equal(default, SceneFile.Read(far).Origin);
        Assert.True(SceneFile.Read(near).Origin.X > 4000);
    }

    /// <summary>A triangle with legs of 1 along the file's first two axes, from a point on the first.</summary>
    private string Triangle(string extension, double x) {
        string a = string.Create(CultureInfo.InvariantCulture, $"{x} 0 0"), b = string.Create(CultureInfo.InvariantCulture, $"{x + 1} 0 0"),
            c = string.Create(CultureInfo.InvariantCulture, $"{x} 1 0");
        return Write($"t{x}{extension}", extension switch {
            ".obj" => $"v {a}\nv {b}\nv {c}\nf 1 2 3\n",
            ".ply" => "ply\nformat ascii 1.0\nelement vertex 3\nproperty double x\nproperty double y\nproperty double z\nelement face 1\n"
                + $"property list uchar int vertex_indices\nend_header\n{a}\n{b}\n{c}\n3 0 1 2\n",
            ".stl" => $"solid s\nfacet normal 0 0 1\nouter loop\nvertex {a}\nvertex {b}\nvertex {c}\nendloop\nendfacet\nendsolid s\n",
            ".gltf" => $$"""
                {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}],
                 "buffers": [{"byteLength": 36,
                  "uri": "data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA"}],
                 "bufferViews": [{"buffer": 0, "byteLength": 36}],
                 "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0,0,0], "max": [1,1,0]}],
                 "meshes": [{"primitives": [{"attributes": {"POSITION": 0} }]}],
                 "nodes": [{"name": "a", "mesh": 0, "translation": [{{a.Replace(' ', ',')}}] }]}
                """,
            _ => $"""
                <COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
                  <asset><unit name="meter" meter="1"/><up_axis>Z_UP</up_axis></asset>
                  <library_geometries><geometry id="g" name="g"><mesh>
                    <source id="pos"><float_array id="pos-a" count="9">{a} {b} {c}</float_array><technique_common>
                      <accessor source="#pos-a" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/>
                        <param name="Z" type="float"/></accessor></technique_common></source>
                    <vertices id="vtx"><input semantic="POSITION" source="#pos"/></vertices>
                    <triangles count="1"><input semantic="VERTEX" source="#vtx" offset="0"/><p>0 1 2</p></triangles>
                  </mesh></geometry></library_geometries>
                  <library_visual_scenes><visual_scene id="vs"><node id="n" name="n"><instance_geometry url="#g"/></node></visual_scene>
                  </library_visual_scenes>
                  <scene><instance_visual_scene url="#vs"/></scene>
                </COLLADA>
                """,
        });
    }

    [Fact]
    public void VerticesFarFromTheirNode_AreMovedIntoItsTransform() {
        string path = Gltf("near", default, "matrices");
        Scene scene = SceneFile.Read(path);
        Scene far = scene;
        foreach (Node node in far.Nodes.Where(n => n.Parts.Count > 0 && n.Name == "thing")) {
            for (int k = 0; k < node.Parts.Count; k++)
                node.Parts[k] = node.Parts[k] with { Mesh = node.Parts[k].Mesh.Translated(new(524_288, 0, 4_194_304)) };
        }
        far.Nodes.Single(n => n.Name == "child").Matrix = Affine3.Translation(new(524_288, 2, 4_194_304));
        far.Nodes.Single(n => n.Camera is not null).Matrix = Affine3.Translation(new(524_288.25f, 0.5f, 4_194_307f));
        FarScene.MoveToOrigin(far);
        Scene near = SceneFile.Read(path);
        near.Nodes.Single(n => n.Camera is not null).Matrix = Affine3.Translation(new(0.25f, 0.5f, 3));
        List<Vector3> a = Seen(near, 0), b = Seen(far, 0);
        for (int i = 0; i < a.Count; i++) Assert.True(Vector3.Distance(a[i], b[i]) < 1e-5f, $"{a[i]}, {b[i]}");
    }

    [Fact]
    public void ASceneBeyondTheLimit_IsStillRefused() {
        Scene scene = SceneFile.Read(Gltf("beyond", new(1e12, 0, 0), "root"));
        Assert.Contains("1e9", Assert.Throws<BadInputException>(() => ScenePose.At(scene, 0)).Message);
    }

    /// <summary>Work grows with the number of nodes: with its square this would be ten thousand million steps.</summary>
    [Fact]
    public void ManyFarNodes_AreMovedOneByOne() {
        var scene = new Scene();
        var mesh = Geometry.Meshes.Primitives.Box(Vector3.One).Translated(new(4_194_304, 0, 0));
        for (int i = 0; i < 100_000; i++) scene.Add(mesh, at: new(i % 300, i / 300, 0));
        FarScene.MoveToOrigin(scene);
        Assert.True(scene.Origin.X > 4e6);
        Assert.All(scene.Nodes, n => Assert.True(n.Translation.Length() < 1000));
        // All still share one geometry.
        Assert.Single(scene.Nodes.Select(n => n.Parts[0].Mesh).Distinct());
    }
}
