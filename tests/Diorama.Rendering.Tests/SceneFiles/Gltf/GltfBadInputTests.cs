using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

public sealed class GltfBadInputTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Error(string name, byte[] bytes) {
        File.WriteAllBytes(folder.File(name), bytes);
        string message = Assert.Throws<BadInputException>(() => GltfReader.Read(folder.File(name))).Message;
        // Messages name the file with its folder.
        Assert.StartsWith($"{folder.File(name)}: ", message, StringComparison.Ordinal);
        return message[(folder.File(name).Length - name.Length)..];
    }

    [Fact]
    public void JsonNestedTooDeep_IsSaid() {
        string Nested(int depth) => $$"""{"asset":{"version":"2.0"},"extras":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        Assert.Equal("x.glb: its JSON is nested more than 512 deep", Error("x.glb", Encoding.UTF8.GetBytes(Nested(100_000))));
        Assert.Equal("x.glb: its JSON is nested more than 512 deep", Error("x.glb", Encoding.UTF8.GetBytes(Nested(512))));
        File.WriteAllText(folder.File("y.gltf"), Nested(100));
        Assert.Empty(GltfReader.Read(folder.File("y.gltf")).Nodes);
    }

    [Fact]
    public void CamerasOfLargeImages_AreRefused() {
        JsonObject json = GltfText.Square();
        json["cameras"] = JsonNode.Parse(
            """[{"type":"perspective","perspective":{"yfov":1,"znear":0.1},"extras":{"diorama":{"width":40000,"height":100}}}]""");
        json["nodes"]![0]!["camera"] = 0;
        Assert.Equal("x.gltf: cameras[0]: an image of 40000×100 pixels cannot be made; expected 1 to 32768 pixels a side and at most "
            + "134217728 in all",
            Error("x.gltf", Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    /// <summary>A chain of nodes, each in the one before; a square hangs on the last one.</summary>
    [Fact]
    public void NodesNestedDeep_AreRead_AndPrepared() {
        const int depth = 200_000;
        var nodes = new StringBuilder();
        for (int i = 0; i < depth; i++) nodes.Append(CultureInfo.InvariantCulture, $$"""{"children":[{{i + 1}}]},""");
        JsonObject json = GltfText.Square();
        json["nodes"] = new JsonArray();
        string text = json.ToJsonString().Replace("\"nodes\":[]", $$"""
            "nodes":[{{nodes}}{"mesh":0,"name":"square"}]
            """, StringComparison.Ordinal);
        File.WriteAllText(folder.File("deep.gltf"), text);
        Scene scene = GltfReader.Read(folder.File("deep.gltf"));
        Assert.Equal(depth + 2, scene.Nodes.Count);
        using RenderScene prepared = RenderScene.Prepare(scene);
        Assert.Equal("square", Assert.Single(prepared.Objects).Name);
        GltfWriter.Write(scene, folder.File("again.glb"));
        Assert.Equal(depth + 2, GltfReader.Read(folder.File("again.glb")).Nodes.Count);
    }

    private static byte[] Glb(uint version, uint length, params uint[] words) {
        byte[] bytes = new byte[12 + words.Length * 4];
        "glTF"u8.CopyTo(bytes);
        uint[] all = [version, length, .. words];
        for (int i = 0; i < all.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 + 4 * i), all[i]);
        return bytes;
    }

    public static TheoryData<string, byte[]> Containers => new() {
        { "x.glb: not a glTF scene, it starts neither with a GLB header nor with a JSON object", "solid teapot"u8.ToArray() },
        { "x.glb: not a glTF scene, it starts neither with a GLB header nor with a JSON object", [] },
        { "x.glb: not a glTF scene, its JSON has no 'asset'", "{}"u8.ToArray() },
        { "x.glb: asset.version: glTF 2.0 was expected, found '1.0'", """{"asset":{"version":"1.0"}}"""u8.ToArray() },
        { "x.glb: line 2, position 5: not valid JSON", "{\n \"a\"}"u8.ToArray() },
        { "x.glb: its JSON is not valid UTF-8", [(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)'}'] },
        { "x.glb: the string at byte 1 of its JSON is not valid Unicode", """{"\uD800":1}"""u8.ToArray() },
        { "x.glb: truncated, a GLB header has 12 bytes and the file 9", Glb(2, 12)[..9] },
        { "x.glb: GLB version 2 was expected, found 1", Glb(1, 12) },
        { "x.glb: truncated, the GLB header says 400 bytes and the file has 12", Glb(2, 400) },
        { "x.glb: truncated, the GLB has no JSON chunk", Glb(2, 12) },
        { "x.glb: truncated, chunk 0 at byte 12 has no complete header", Glb(2, 16, 9) },
        { "x.glb: truncated, chunk 0 at byte 12 says 9 bytes and 4 are left", Glb(2, 24, 9, 0x4E4F534A, 0) },
        { "x.glb: the first GLB chunk is not JSON", Glb(2, 24, 4, 0x004E4942, 0) },
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public void Read_ExplainsBadContainers(string expected, byte[] bytes) => Assert.Equal(expected, Error("x.glb", bytes));

    [Fact]
    public void Read_ExplainsMissingFiles() =>
        Assert.Equal("nowhere/x.glb: no such file", Assert.Throws<BadInputException>(() => GltfReader.Read("nowhere/x.glb")).Message);

    // A change of the square of GltfText: path of the value to replace (null: append an array element there), new value, sentence.
    [Theory]
    [InlineData("nodes.0.mesh", "3", "nodes[0].mesh: meshes[3] does not exist, the file has 1 meshes")]
    [InlineData("nodes.0.mesh", "-1", "nodes[0].mesh: a non-negative integer below 2147483648 was expected, found -1")]
    [InlineData("nodes.0.mesh", "\"square\"", "nodes[0].mesh: a non-negative integer was expected, found a string")]
    [InlineData("nodes.0.skin", "0", "nodes[0].skin: skins[0] does not exist, the file has 0 skins")]
    [InlineData("nodes.0.camera", "2", "nodes[0].camera: cameras[2] does not exist, the file has 0 cameras")]
    [InlineData("nodes.0.children", "[5]", "nodes[0].children[0]: nodes[5] does not exist, the file has 1 nodes")]
    [InlineData("nodes.0.children", "[0]", "nodes[0]: is its own ancestor, nodes must form a tree")]
    [InlineData("nodes", """[{"children":[2]},{"children":[2]},{}]""", "nodes[1].children: nodes[2] is already a child of nodes[0]")]
    [InlineData("nodes", """[{},{"children":[2]},{"children":[3]},{"children":[1]}]""",
        "nodes[2]: is its own ancestor, nodes must form a tree")]
    [InlineData("nodes.0.rotation", "[0,0,0,0]", "nodes[0].rotation: a unit quaternion was expected")]
    [InlineData("nodes.0.translation", "[0,1]", "nodes[0].translation: 3 numbers were expected, found 2")]
    [InlineData("nodes.0.translation", "[0,1,1e99]", "nodes[0].translation[2]: 1e99 is too large for a number")]
    [InlineData("nodes.0.extensions", """{"KHR_lights_punctual":{"light":1}}""",
        "nodes[0].extensions.KHR_lights_punctual.light: light 1 does not exist, the file has 0 lights")]
    [InlineData("nodes.0.extras", """{"diorama":{"light":{"kind":"rectangle","size":[0,1]}}}""",
        "nodes[0].extras.diorama.light.size: an area light needs a size above 0, found 0 × 1 m")]
    [InlineData("scene", "4", "scene: scenes[4] does not exist, the file has 1 scenes")]
    [InlineData("scenes.0.nodes", "[9]", "scenes[0].nodes[0]: nodes[9] does not exist, the file has 1 nodes")]
    [InlineData("meshes.0.primitives.0.material", "0",
        "meshes[0].primitives[0].material: materials[0] does not exist, the file has 0 materials")]
    [InlineData("meshes.0.primitives.0.indices", "7",
        "meshes[0].primitives[0].indices: accessors[7] does not exist, the file has 2 accessors")]
    [InlineData("meshes.0.primitives.0.indices", "0",
        "meshes[0].primitives[0].indices: accessors[0] has 3 numbers per element, 1 were expected")]
    [InlineData("meshes.0.primitives.0.mode", "9", "meshes[0].primitives[0].mode: a drawing mode from 0 to 6 was expected, found 9")]
    [InlineData("meshes.0.primitives.0.attributes.NORMAL", "1",
        "meshes[0].primitives[0].attributes.NORMAL: accessors[1] has 1 numbers per element, 3 were expected")]
    [InlineData("meshes.0.weights", "[1]", "meshes[0].weights: 0 weights were expected, one per morph target, found 1")]
    [InlineData("accessors.0.count", "3",
        "meshes[0].primitives[0].indices: index 3 at position 5 is out of range, the mesh has 3 vertices")]
    [InlineData("accessors.0.count", "6", "accessors[0]: runs 24 bytes past the end of bufferViews[0], which has 48 bytes")]
    [InlineData("accessors.0.count", "0", "accessors[0]: 'count' is 0, at least 1 was expected")]
    [InlineData("accessors.0.bufferView", "5", "accessors[0].bufferView: bufferViews[5] does not exist, the file has 2 bufferViews")]
    [InlineData("accessors.0.componentType", "5124", "accessors[0]: componentType 5124 is none of glTF's")]
    [InlineData("accessors.0.type", "\"VEC5\"", "accessors[0]: type 'VEC5' is not one of SCALAR, VEC2, VEC3, VEC4, MAT4")]
    [InlineData("bufferViews.0.byteLength", "60", "bufferViews[0]: runs 12 bytes past the end of buffers[0], which has 48 bytes")]
    [InlineData("bufferViews.0.byteStride", "4", "accessors[0]: byteStride 4 of bufferViews[0] is less than an element of 12 bytes")]
    [InlineData("bufferViews.0.buffer", "8", "bufferViews[0].buffer: buffers[8] does not exist, the file has 2 buffers")]
    [InlineData("buffers.0.byteLength", "100", "buffers[0]: 'byteLength' says 100 bytes, only 48 are there")]
    [InlineData("asset", """{"version": "2.0", "minVersion": "2.1"}""", "asset.minVersion: at most glTF 2.0 can be read, found '2.1'")]
    [InlineData("buffers.0.uri", "\"gone.bin\"", "buffers[0].uri: there is no file 'gone.bin'")]
    [InlineData("buffers.0.uri", "\"https://example.com/a.bin\"",
        "buffers[0].uri: 'https://example.com/a.bin' is not a path relative to the file")]
    [InlineData("buffers.0.uri", "\"data:;base64,@@@@\"", "buffers[0].uri: the data URI is not valid base64")]
    [InlineData("extensionsRequired", """["KHR_texture_basisu"]""",
        "extensionsRequired[0]: the file cannot be read without the extension KHR_texture_basisu, which Diorama does not know")]
    [InlineData("materials", """[{"normalTexture":{"index":1}}]""",
        "materials[0].normalTexture.index: textures[1] does not exist, the file has 0 textures")]
    [InlineData("materials", """[{"alphaMode":"GLOW"}]""", "materials[0].alphaMode: OPAQUE, MASK or BLEND was expected, found 'GLOW'")]
    [InlineData("materials", """[{"extensions":{"KHR_materials_ior":{"ior":0.5}}}]""",
        "materials[0].extensions.KHR_materials_ior.ior: an index of refraction of at least 1 was expected, found 0.5")]
    [InlineData("skins", """[{"joints":[3]}]""", "skins[0].joints[0]: nodes[3] does not exist, the file has 1 nodes")]
    [InlineData("animations", """[{"samplers":[],"channels":[{"sampler":0,"target":{"path":"scale"}}]}]""",
        "animations[0].channels[0].sampler: animations[0].samplers[0] does not exist, there are 0")]
    public void Read_NamesTheElement(string path, string value, string expected) {
        var json = GltfText.Square();
        string[] steps = path.Split('.');
        JsonNode owner = json;
        foreach (string step in steps[..^1])
            owner = (owner is JsonArray a ? a[int.Parse(step, CultureInfo.InvariantCulture)] : owner[step])!;
        owner[steps[^1]] = JsonNode.Parse(value);
        Assert.Equal($"x.gltf: {expected}", Error("x.gltf", Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [Fact]
    public void Read_NamesTheVertex_WhenAPositionIsNotFinite() {
        var json = GltfText.Square();
        json.Attributes()["POSITION"] = GltfText.Add<float>(json, GltfText.Float, "VEC3", [0, 0, 0, 1, 0, 0, 1, float.NaN, 0, 0, 0, 0]);
        Assert.Equal("x.gltf: meshes[0].primitives[0].attributes.POSITION: element 2 holds NaN, finite numbers were expected",
            Error("x.gltf", Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [Fact]
    public void Read_NamesTheJoint_WhenTheSkinHasFewer() {
        var json = GltfText.Square();
        json.Attributes()["JOINTS_0"] = GltfText.Add<byte>(json, GltfText.UnsignedByte, "VEC4", [0, 0, 0, 0, 0, 2, 0, 0, .. new byte[8]]);
        json.Attributes()["WEIGHTS_0"] = GltfText.Add<float>(json, GltfText.Float, "VEC4",
            [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
        json["skins"] = JsonNode.Parse("""[{ "joints": [0] }]""");
        json["nodes"]![0]!["skin"] = 0;
        Assert.Equal("x.gltf: meshes[0]: joint 2 of vertex 1 is out of range, skins[0] has 1 joints",
            Error("x.gltf", Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [Fact]
    public void Read_NamesTheKey_WhenTimesDoNotIncrease() {
        var json = GltfText.Square();
        int input = GltfText.Add<float>(json, GltfText.Float, "SCALAR", [0, 1, 1]);
        json["animations"] = JsonNode.Parse($$"""
            [{ "samplers": [{ "input": {{input}}, "output": 0 }],
               "channels": [{ "sampler": 0, "target": { "node": 0, "path": "translation" } }] }]
            """);
        Assert.Equal("x.gltf: animations[0].samplers[0].input: times must increase, key 2 at 1 s follows 1 s",
            Error("x.gltf", Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [Fact]
    public void Read_GivesNothingButBadInput_WhenTheFileIsDamaged() {
        GltfWriter.Write(EverythingScene.Create(), folder.File("good.glb"));
        byte[] good = File.ReadAllBytes(folder.File("good.glb"));
        var random = Keyed.Start(0).With("damage").Generator();
        int refused = 0;
        for (int length = 0; length < good.Length; length += 97) {
            byte[] cut = good[..length];
            refused += IsRefused(cut);
            // With the header made to agree, what lies inside must be checked too.
            if (length < 12) continue;
            BinaryPrimitives.WriteInt32LittleEndian(cut.AsSpan(8), length);
            refused += IsRefused(cut);
        }
        Assert.True(refused >= 2 * (good.Length / 97) - 1);
        for (int round = 0; round < 300; round++) {
            byte[] flipped = [.. good];
            for (int k = 0; k <= round % 3; k++) flipped[random.NextInt(good.Length)] ^= (byte)(1 << random.NextInt(8));
            refused += IsRefused(flipped);
        }
    }

    [Fact]
    public void Read_GivesNothingButBadInput_WhenValuesAreReplaced() {
        GltfWriter.Write(EverythingScene.Create(), folder.File("good.gltf"));
        string good = File.ReadAllText(folder.File("good.gltf"));
        string[] values = ["null", "-1", "0", "1", "0.5", "70000", "2147483647", "1e39", "\"\"", "\"a\"", "true", "[]", "[0]", "{}"];
        var random = Keyed.Start(0).With("values").Generator();
        int places = Places(JsonNode.Parse(good)!).Count(), refused = 0;
        for (int round = 0; round < 300; round++) {
            var json = JsonNode.Parse(good)!;
            Places(json).ElementAt(random.NextInt(places)).ReplaceWith(JsonNode.Parse(values[random.NextInt(values.Length)]));
            refused += IsRefused(Encoding.UTF8.GetBytes(json.ToJsonString()));
        }
        Assert.InRange(refused, 100, 300);
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) {
        var children = node is JsonObject members ? members.Select(m => m.Value!) : node is JsonArray items ? items.Select(i => i!) : [];
        foreach (var child in children) {
            yield return child;
            foreach (var inner in Places(child)) yield return inner;
        }
    }

    /// <summary>1 for a BadInputException of one sentence, 0 for success; anything else fails the test.</summary>
    private int IsRefused(byte[] bytes) {
        File.WriteAllBytes(folder.File("bad.glb"), bytes);
        try {
            GltfReader.Read(folder.File("bad.glb"));
            return 0;
        } catch (BadInputException e) {
            Assert.StartsWith($"{folder.File("bad.glb")}: ", e.Message);
            Assert.DoesNotContain('\n', e.Message);
            return 1;
        }
    }

    /// <summary>No byte of the file stands behind them, and each would be a node.</summary>
    [Fact]
    public void ManyInstancesOfNothing_AreRefused() {
        JsonObject json = GltfText.Square();
        json["extensionsUsed"] = new JsonArray("EXT_mesh_gpu_instancing");
        int index = json["accessors"]!.AsArray().Count;
        json["accessors"]!.AsArray().Add(JsonNode.Parse("""{"componentType":5126,"type":"VEC3","count":65537}"""));
        json["nodes"]![0]!["extensions"] =
            JsonNode.Parse($"{{\"EXT_mesh_gpu_instancing\":{{\"attributes\":{{\"TRANSLATION\":{index}}}}}}}");
        Assert.Equal($"x.gltf: accessors[{index}]: 65537 instances without a bufferView are too many, at most 65536 were expected",
            Error("x.gltf", Encoding.UTF8.GetBytes(json.ToJsonString())));
    }
}
