using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

public sealed class GltfReaderTests : IDisposable {
    private readonly TemporaryFolder folder = new();
    private readonly JsonObject json = GltfText.Square();

    public void Dispose() => folder.Dispose();

    private Scene Read() => GltfText.Read(json, folder);

    private static Vector3 World(Node node, Vector3 p) {
        for (var n = node; n != null; n = n.Parent) p = n.ParentFromNode.Point(p);
        return p;
    }

    private static void ExpectNear(Vector3 expected, Vector3 actual) => Assert.InRange((expected - actual).Length(), 0, 1e-6f);

    [Fact]
    public void Read_TurnsYUpToZUp() {
        var scene = Read();
        Assert.Equal(2, scene.Nodes.Count);
        ExpectNear(new(1, -3, 2), World(scene.Nodes[1], new(1, 2, 3)));
    }

    [Fact]
    public void Read_KeepsNodesAsInTheFile_ParentsFirst() {
        json["nodes"] = JsonNode.Parse("""
            [{ "name": "leaf", "mesh": 0, "matrix": [1,0,0,0, 0,0,1,0, 0,-1,0,0, 7,8,9,1] },
             { "name": "unused" },
             { "name": "root", "children": [0], "translation": [1,2,3], "rotation": [0,0,0.6,0.8], "scale": [2,3,4] }]
            """);
        json["scenes"]![0]!["nodes"] = new JsonArray(2);
        var scene = Read();
        Assert.Equal(["worldFromGltf", "root", "leaf"], scene.Nodes.Select(n => n.Name));
        var (root, leaf) = (scene.Nodes[1], scene.Nodes[2]);
        Assert.Equal((new Vector3(1, 2, 3), new Quaternion(0, 0, 0.6f, 0.8f), new Vector3(2, 3, 4)),
            (root.Translation, root.Rotation, root.Scale));
        Assert.Equal(new Core.Spaces.Affine3(Vector3.UnitX, Vector3.UnitZ, -Vector3.UnitY, new(7, 8, 9)), leaf.Matrix);
        Assert.Same(root, leaf.Parent);
    }

    [Fact]
    public void Read_LeavesNormalsAndMaterialOpen_WhenTheFileDoes() {
        var part = Assert.Single(Read().Nodes[1].Parts);
        Assert.Null(part.Mesh.Normals);
        Assert.Equal([0, 1, 2, 0, 2, 3], part.Mesh.Indices);
        Assert.Equal("default", part.Material.Name);
    }

    [Fact]
    public void Read_SharesMeshes_BetweenNodesAndMaterials() {
        json["materials"] = JsonNode.Parse("""[{ "name": "a" }, { "name": "b" }]""");
        json["meshes"]!.AsArray().Add(json["meshes"]![0]!.DeepClone());
        json["meshes"]![0]!["primitives"]![0]!["material"] = 0;
        json["meshes"]![1]!["primitives"]![0]!["material"] = 1;
        json["nodes"] = JsonNode.Parse("""[{ "mesh": 0 }, { "mesh": 0 }, { "mesh": 1 }]""");
        json["scenes"]![0]!["nodes"] = new JsonArray(0, 1, 2);
        var parts = Read().Nodes.SelectMany(n => n.Parts).ToArray();
        Assert.Equal(["a", "a", "b"], parts.Select(p => p.Material.Name));
        Assert.Single(parts.Select(p => p.Mesh).Distinct());
    }

    [Fact]
    public void Read_MakesANodePerInstance() {
        int t = GltfText.Add<float>(json, GltfText.Float, "VEC3", [1, 0, 0, 2, 0, 0, 3, 0, 0]);
        int r = GltfText.Add<sbyte>(json, GltfText.Byte, "VEC4", [0, 0, 0, 127, 127, 0, 0, 0, 0, 127, 0, 0], normalized: true);
        json["nodes"]![0]!["extensions"] = new JsonObject {
            ["EXT_mesh_gpu_instancing"] = new JsonObject { ["attributes"] = new JsonObject { ["TRANSLATION"] = t, ["ROTATION"] = r } },
        };
        var scene = Read();
        var instances = scene.Nodes.Where(n => n.Parts.Count > 0).ToArray();
        Assert.Equal([1f, 2f, 3f], instances.Select(n => n.Translation.X));
        Assert.Equal(new Quaternion(1, 0, 0, 0), instances[1].Rotation);
        Assert.Single(instances.Select(n => n.Parts[0].Mesh).Distinct());
    }

    [Fact]
    public void Accessor_IsNormalisedStridedAndSparse() {
        int colors = GltfText.Add<byte>(json, GltfText.UnsignedByte, "VEC4", [0, 51, 255, 255, .. new byte[12]], normalized: true);
        int uv = GltfText.Add<ushort>(json, GltfText.UnsignedShort, "VEC2", [65535, 0, 9, 9, 13107, 65535, 9, 9, 0, 0, 9, 9, 0, 0, 9, 9],
            normalized: true);
        json["bufferViews"]![json["accessors"]![uv]!["bufferView"]!.GetValue<int>()]!["byteStride"] = 8;
        json["accessors"]![uv]!["count"] = 4;
        int normals = GltfText.Add<short>(json, GltfText.Short, "VEC3", [0, 0, 32767, 0, 0, -32768, 32767, 0, 0, 0, 0, 0],
            normalized: true);
        json["accessors"]![0]!["sparse"] = new JsonObject {
            ["count"] = 2,
            ["indices"] = new JsonObject { ["bufferView"] = GltfText.View<byte>(json, [1, 3]), ["componentType"] = GltfText.UnsignedByte },
            ["values"] = new JsonObject { ["bufferView"] = GltfText.View<float>(json, [5, 6, 7, 8, 9, 10]) },
        };
        (json.Attributes()["COLOR_0"], json.Attributes()["TEXCOORD_0"], json.Attributes()["NORMAL"]) = (colors, uv, normals);
        var scene = Read();
        var mesh = scene.Nodes[1].Parts[0].Mesh;
        Assert.Equal([new(0, 0, 0), new(5, 6, 7), new(1, 1, 0), new(8, 9, 10)], mesh.Positions);
        Assert.Equal(new Vector4(0, 0.2f, 1, 1), mesh.Colors![0]);
        Assert.Equal([new(1, 0), new(0.2f, 1), Vector2.Zero, Vector2.Zero], mesh.TexCoords[0]);
        Assert.Equal([Vector3.UnitZ, -Vector3.UnitZ, Vector3.UnitX], mesh.Normals![..3]);
        Assert.Equal(1, mesh.Normals[3].Length(), 1e-5f);
        Assert.Contains("normal of vertex 3 has no length", Assert.Single(scene.Warnings.Messages));
    }

    [Theory]
    [InlineData(5, new[] { 0, 1, 2, 1, 3, 2 })]
    [InlineData(6, new[] { 0, 1, 2, 0, 2, 3 })]
    public void Read_MakesTriangles_OfStripsAndFans(int mode, int[] expected) {
        json.Primitive().Remove("indices");
        json.Primitive()["mode"] = mode;
        Assert.Equal(expected, Read().Nodes[1].Parts[0].Mesh.Indices);
    }

    [Fact]
    public void Read_WarnsAboutWhatItLeavesOut() {
        json.Primitive()["mode"] = 1;
        json["extensionsUsed"] = new JsonArray("KHR_materials_iridescence");
        json["scenes"]!.AsArray().Add(new JsonObject());
        var scene = Read();
        Assert.Empty(scene.Nodes[1].Parts);
        Assert.Equal([
            "scene.gltf: extensionsUsed[0]: the extension KHR_materials_iridescence is not known and has no effect",
            "scene.gltf: scenes: only scene 0 of 2 is read",
            "scene.gltf: meshes[0].primitives[0]: lines are not drawn",
            "scene.gltf: there is nothing to see in it: it holds no triangles, only 1 lines",
        ], [.. scene.Warnings.Messages.Select(m => m[m.IndexOf("scene.gltf", StringComparison.Ordinal)..])]);
    }

    [Theory]
    // The whole authored field is shown with square pixels: by height, by height, and by width for a wider field.
    [InlineData("", 240)]
    [InlineData(""", "aspectRatio": 1""", 240)]
    [InlineData(""", "aspectRatio": 2""", 160)]
    public void Camera_ShowsTheWholeField(string aspect, float expected) {
        json["cameras"] = JsonNode.Parse(
            $$"""[{ "type": "perspective", "perspective": { "yfov": {{Math.PI / 2:R}}, "znear": 0.1 {{aspect}} } }]""");
        json["nodes"]![0]!["camera"] = 0;
        var camera = Read().Nodes[1].Camera!;
        var lens = Assert.IsType<PerspectiveLens>(camera.Lens);
        Assert.Equal((640, 480), (camera.Width, camera.Height));
        Assert.Equal(expected, lens.Fx, 1e-3f);
        Assert.Equal((lens.Fx, 320f, 240f), (lens.Fy, lens.Cx, lens.Cy));
    }

    [Fact]
    public void Camera_TakesTheSizeAskedFor_WhenOrthographic() {
        json["cameras"] = JsonNode.Parse(
            """[{ "type": "orthographic", "orthographic": { "xmag": 2, "ymag": 1, "znear": 0, "zfar": 9 } }]""");
        json["nodes"]![0]!["camera"] = 0;
        var camera = GltfText.Read(json, folder, new() { Width = 400, Height = 200 }).Nodes[1].Camera!;
        var lens = Assert.IsType<OrthographicLens>(camera.Lens);
        Assert.Equal((100f, 100f, 200f, 100f), (lens.PixelsPerMetreX, lens.PixelsPerMetreY, lens.Cx, lens.Cy));
    }

    [Fact]
    public void Light_IsInWatts() {
        json["extensions"] = JsonNode.Parse("""
            { "KHR_lights_punctual": { "lights": [{ "type": "directional", "intensity": 68300, "color": [1, 0.5, 0] }] } }
            """);
        json["nodes"]![0]!["extensions"] = JsonNode.Parse("""{ "KHR_lights_punctual": { "light": 0 } }""");
        var light = Read().Nodes[1].Light!;
        Assert.Equal((LightKind.Directional, new Vector3(1, 0.5f, 0)), (light.Kind, light.Color));
        Assert.Equal(100, light.Intensity, 1e-4f);
    }

    [Fact]
    public void Image_KeepsItsPath_WhetherThereOrNot() {
        json["materials"] = JsonNode.Parse("""[{ "emissiveTexture": { "index": 0 } }]""");
        json["textures"] = JsonNode.Parse("""[{ "source": 0 }]""");
        json["images"] = JsonNode.Parse("""[{ "uri": "maps/wood%20grain.png", "name": "wood" }]""");
        var texture = Read().Materials[0].EmissionTexture!.Texture;
        Assert.Equal((folder.File("maps/wood grain.png"), "wood"), (texture.Source, texture.Name));
        Assert.Null(texture.Encoded);
    }

    [Fact]
    public void Buffer_IsReadFromItsFile() {
        File.WriteAllBytes(folder.File("a b.bin"), Convert.FromBase64String(json["buffers"]![0]!["uri"]!.GetValue<string>().Split(',')[1]));
        json["buffers"]![0]!["uri"] = "a%20b.bin";
        Assert.Equal(new(0, 1, 2), Read().Nodes[1].Parts[0].Mesh.Positions[3]);
    }

    /// <summary>Whoever renders the scene warns, as for any picture that is missing, and shows the rest.</summary>
    [Theory]
    [InlineData("https://example.com/wood.png")]
    [InlineData("file:///etc/hostname")]
    public void ImagesThatAreNoFilesBesideTheScene_AreMissing(string uri) {
        json["images"] = new JsonArray(new JsonObject { ["uri"] = uri });
        json["textures"] = new JsonArray(new JsonObject { ["source"] = 0 });
        json["materials"] = new JsonArray(JsonNode.Parse("""{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}"""));
        json.Primitive()["material"] = 0;
        var texture = Read().Nodes[1].Parts[0].Material.BaseColorTexture!.Texture;
        Assert.False(File.Exists(texture.Source));
        Assert.Null(texture.Encoded);
    }
}
