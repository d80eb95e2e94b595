using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Diorama.Fuzz.Inputs;

/// <summary>Small scenes in every format, with as much of each format's language as a few hundred bytes hold.</summary>
internal static class SmallScenes {
    private static readonly float[] corners = [-1, 0, 1, 1, 0, 1, 1, 0, -1, -1, 0, -1];
    private static readonly ushort[] triangles = [0, 1, 2, 0, 2, 3];

    private sealed class Buffers {
        private readonly MemoryStream bytes = new();

        public JsonArray Views { get; } = [];
        public JsonArray Accessors { get; } = [];
        public byte[] Bytes => bytes.ToArray();

        public int View(ReadOnlySpan<byte> data) {
            while (bytes.Length % 4 != 0) bytes.WriteByte(0);
            Views.Add(new JsonObject { ["buffer"] = 0, ["byteOffset"] = bytes.Length, ["byteLength"] = data.Length });
            bytes.Write(data);
            return Views.Count - 1;
        }

        public int Floats(string type, int count, params float[] values) =>
            Accessor(View(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values)), 5126, type, count);

        public int Accessor(int view, int component, string type, int count) {
            Accessors.Add(new JsonObject { ["bufferView"] = view, ["componentType"] = component, ["type"] = type, ["count"] = count });
            return Accessors.Count - 1;
        }
    }

    /// <summary>A skinned and morphed square with every kind of texture slot, an instanced node, lights, a camera, an animation.</summary>
    /// <param name="picture">A PNG that lies inside of the file.</param>
    /// <param name="buffer">Of the file: its only buffer.</param>
    public static JsonObject Gltf(byte[] picture, out byte[] buffer) {
        var b = new Buffers();
        int position = b.Floats("VEC3", 4, corners);
        b.Accessors[position]!["min"] = new JsonArray(-1, 0, -1);
        b.Accessors[position]!["max"] = new JsonArray(1, 0, 1);
        int normal = b.Floats("VEC3", 4, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0), uv = b.Floats("VEC2", 4, 0, 0, 1, 0, 1, 1, 0, 1);
        int tangent = b.Floats("VEC4", 4, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1),
            color = b.Floats("VEC3", 4, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1);
        int index = b.Accessor(b.View(System.Runtime.InteropServices.MemoryMarshal.AsBytes<ushort>(triangles)), 5123, "SCALAR", 6);
        int joints = b.Accessor(b.View(new byte[16]), 5121, "VEC4", 4),
            weights = b.Floats("VEC4", 4, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
        int bind = b.Floats("MAT4", 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
        int morph = b.Accessor(b.View(new byte[48]), 5126, "VEC3", 4);
        b.Accessors[morph]!["sparse"] = new JsonObject {
            ["count"] = 1, ["indices"] = new JsonObject { ["bufferView"] = b.View([2, 0]), ["componentType"] = 5123 },
            ["values"] = new JsonObject {
                ["bufferView"] = b.View(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([0f, 0.3f, 0f])) },
        };
        int times = b.Floats("SCALAR", 2, 0, 1), moves = b.Floats("VEC3", 2, 0, 0, 0, 0, 0.2f, 0),
            turns = b.Floats("VEC4", 2, 0, 0, 0, 1, 0, 0.7071068f, 0, 0.7071068f), shapes = b.Floats("SCALAR", 2, 0, 1);
        int image = b.View(picture);
        buffer = b.Bytes;
        JsonObject scene = JsonNode.Parse($$"""
            {
              "asset": {"version": "2.0", "generator": "fuzz"}, "scene": 0, "scenes": [{"nodes": [0, 1, 2, 3, 5]}],
              "extensionsUsed": ["KHR_lights_punctual", "KHR_materials_transmission", "KHR_materials_volume", "KHR_materials_clearcoat",
                "KHR_materials_ior", "KHR_texture_transform", "KHR_materials_emissive_strength", "EXT_mesh_gpu_instancing"],
              "nodes": [
                {"name": "square", "mesh": 0, "skin": 0, "weights": [0.5]},
                {"name": "Above", "camera": 0, "translation": [0, 3, 0], "rotation": [-0.70710678, 0, 0, 0.70710678]},
                {"name": "joint", "translation": [0, 0, 0], "children": [4]},
                {"name": "many", "mesh": 1, "matrix": [0.3, 0, 0, 0, 0, 0.3, 0, 0, 0, 0, 0.3, 0, 0.5, 0.5, 0, 1],
                  "extensions": {"EXT_mesh_gpu_instancing": {"attributes": {"TRANSLATION": {{moves}}, "ROTATION": {{turns}} } } } },
                {"name": "lamp", "translation": [0, 2, 1], "extensions": {"KHR_lights_punctual": {"light": 0} } },
                {"name": "panel", "translation": [0, 2, -1], "extras": {"diorama": {
                  "light": {"kind": "rectangle", "size": [0.5, 0.5], "color": [1, 1, 1], "power": 10},
                  "class": "lamp", "keypoints": [{"name": "tip", "position": [0, 0, 0]}]} } }
              ],
              "cameras": [
                {"name": "eye", "type": "perspective", "perspective": {"yfov": 0.8, "znear": 0.1, "zfar": 100, "aspectRatio": 1} },
                {"type": "orthographic", "orthographic": {"xmag": 1, "ymag": 1, "znear": 0.1, "zfar": 10} }
              ],
              "extensions": {"KHR_lights_punctual": {"lights": [
                {"type": "spot", "color": [1, 0.9, 0.8], "intensity": 50, "range": 20,
                  "spot": {"innerConeAngle": 0.2, "outerConeAngle": 0.7} },
                {"type": "directional", "intensity": 2}
              ]} },
              "skins": [{"joints": [2], "inverseBindMatrices": {{bind}}, "skeleton": 2}],
              "images": [{"name": "inside", "bufferView": {{image}}, "mimeType": "image/png"}],
              "samplers": [{"magFilter": 9729, "minFilter": 9987, "wrapS": 33071, "wrapT": 10497}],
              "textures": [{"source": 0, "sampler": 0}],
              "materials": [
                {"name": "paint", "doubleSided": true, "alphaMode": "MASK", "alphaCutoff": 0.5, "emissiveFactor": [0.1, 0, 0],
                  "pbrMetallicRoughness": {"baseColorFactor": [0.8, 0.4, 0.2, 1], "metallicFactor": 0.2, "roughnessFactor": 0.6,
                    "baseColorTexture": {"index": 0, "texCoord": 0,
                      "extensions": {"KHR_texture_transform": {"offset": [0.1, 0], "rotation": 0.5, "scale": [2, 2]} } },
                    "metallicRoughnessTexture": {"index": 0} },
                  "normalTexture": {"index": 0, "scale": 0.5}, "occlusionTexture": {"index": 0, "strength": 0.5},
                  "extensions": {"KHR_materials_clearcoat": {"clearcoatFactor": 0.5, "clearcoatRoughnessFactor": 0.1},
                    "KHR_materials_emissive_strength": {"emissiveStrength": 2} } },
                {"name": "glass", "pbrMetallicRoughness": {"roughnessFactor": 0},
                  "extensions": {"KHR_materials_transmission": {"transmissionFactor": 1}, "KHR_materials_ior": {"ior": 1.4},
                    "KHR_materials_volume": {"thicknessFactor": 0.1, "attenuationDistance": 1, "attenuationColor": [0.8, 1, 0.9]} } }
              ],
              "meshes": [
                {"name": "plate", "weights": [0], "primitives": [{"mode": 4,
                    "attributes": {"POSITION": {{position}}, "NORMAL": {{normal}}, "TEXCOORD_0": {{uv}}, "TANGENT": {{tangent}},
                      "COLOR_0": {{color}}, "JOINTS_0": {{joints}}, "WEIGHTS_0": {{weights}} },
                    "indices": {{index}}, "material": 0, "targets": [{"POSITION": {{morph}} }]}],
                  "extras": {"targetNames": ["lift"]} },
                {"name": "pane", "primitives": [{"mode": 5, "attributes": {"POSITION": {{position}} }, "material": 1}]}
              ],
              "animations": [{"name": "move",
                "samplers": [{"input": {{times}}, "output": {{moves}}, "interpolation": "LINEAR"},
                  {"input": {{times}}, "output": {{turns}}, "interpolation": "STEP"}, {"input": {{times}}, "output": {{shapes}} }],
                "channels": [{"sampler": 0, "target": {"node": 2, "path": "translation"} },
                  {"sampler": 1, "target": {"node": 3, "path": "rotation"} }, {"sampler": 2, "target": {"node": 0, "path": "weights"} }]}]
            }
            """)!.AsObject();
        scene["accessors"] = b.Accessors;
        scene["bufferViews"] = b.Views;
        scene["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = buffer.Length });
        // A matrix and instances cannot be animated; the rotation's channel is that of the square's joint.
        scene["animations"]![0]!["channels"]![1]!["target"]!["node"] = 2;
        return scene;
    }

    public static byte[] Glb(JsonObject scene, byte[] buffer) {
        byte[] json = Encoding.UTF8.GetBytes(scene.ToJsonString());
        json = [.. json, .. Enumerable.Repeat((byte)' ', -json.Length & 3)];
        byte[] data = [.. buffer, .. new byte[-buffer.Length & 3]];
        byte[] head = new byte[20], second = new byte[8];
        foreach (var (at, value) in (ReadOnlySpan<(int, int)>)[(0, 0x46546C67), (4, 2), (8, 28 + json.Length + data.Length),
            (12, json.Length), (16, 0x4E4F534A)]) BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(at), value);
        BinaryPrimitives.WriteInt32LittleEndian(second, data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(second.AsSpan(4), 0x004E4942);
        return [.. head, .. json, .. second, .. data];
    }

    public const string Obj = """
        # a square and a triangle
        mtllib small.mtl
        o Square
        v -1 0 1 1 0 0
        v 1 0 1 0 1 0
        v 1 0 -1 0 0 1
        v -1 0 -1
        vt 0 0
        vt 1 0
        vt 1 1
        vn 0 1 0
        usemtl paint
        g top
        s 1
        f 1/1/1 2/2/1 3/3/1 4/1/1
        o Triangle
        v 0 1 0
        usemtl glass
        f -1 -2 -3
        l 1 2
        """;

    public const string Mtl = """
        newmtl paint
        Ka 0.1 0.1 0.1
        Kd 0.8 0.4 0.2
        Ks 0.5 0.5 0.5
        Ke 0 0 0
        Ns 100
        d 1
        illum 2
        map_Kd color.png
        map_Bump -bm 0.5 grey16.png
        newmtl glass
        Kd 0.2 0.2 0.9
        Ni 1.5
        Tr 0.8
        Pr 0.2
        Pm 0.1
        """;

    public const string PlyText = """
        ply
        format ascii 1.0
        comment small
        element vertex 4
        property float x
        property float y
        property float z
        property uchar red
        property uchar green
        property uchar blue
        element face 2
        property list uchar int vertex_indices
        end_header
        -1 0 1 255 0 0
        1 0 1 0 255 0
        1 0 -1 0 0 255
        -1 0 -1 9 9 9
        3 0 1 2
        3 0 2 3

        """;

    public static byte[] PlyBinary() {
        var bytes = new List<byte>("""
            ply
            format binary_little_endian 1.0
            element vertex 4
            property float x
            property float y
            property float z
            element face 2
            property list uchar int vertex_indices
            end_header

            """u8.ToArray());
        foreach (float f in corners) bytes.AddRange(BitConverter.GetBytes(f));
        for (int t = 0; t < 6; t += 3) {
            bytes.Add(3);
            for (int i = 0; i < 3; i++) bytes.AddRange(BitConverter.GetBytes((int)triangles[t + i]));
        }
        return [.. bytes];
    }

    public static byte[] StlBinary() {
        var bytes = new List<byte>(new byte[80]);
        bytes.AddRange(BitConverter.GetBytes(2));
        for (int t = 0; t < 6; t += 3) {
            foreach (float f in (float[])[0, 1, 0]) bytes.AddRange(BitConverter.GetBytes(f));
            for (int i = 0; i < 9; i++) bytes.AddRange(BitConverter.GetBytes(corners[triangles[t + i / 3] * 3 + i % 3]));
            bytes.AddRange([0, 0]);
        }
        return [.. bytes];
    }

    public static string StlText() {
        var text = new StringBuilder("solid small\n");
        for (int t = 0; t < 6; t += 3) {
            text.Append("facet normal 0 1 0\nouter loop\n");
            for (int i = 0; i < 3; i++) text.Append(CultureInfo.InvariantCulture,
                $"vertex {corners[triangles[t + i] * 3]} {corners[triangles[t + i] * 3 + 1]} {corners[triangles[t + i] * 3 + 2]}\n");
            text.Append("endloop\nendfacet\n");
        }
        return text.Append("endsolid small\n").ToString();
    }
}
