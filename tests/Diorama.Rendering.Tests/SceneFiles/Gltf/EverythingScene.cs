using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

/// <summary>A small scene in which every property of the vocabulary has a value other than its default somewhere.</summary>
internal static class EverythingScene {
    /// <summary>4×4 RGB.</summary>
    public static byte[] Png { get; } =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAM0lEQVR4nGNgENGwCUip6Fmw5cQdBiO3qLym"
            + "aav2XXr2i48BKviBRULHgQEqqGTmFVcEAFMqF7F91NzuAAAAAElFTkSuQmCC");

    public static Scene Create() {
        var scene = new Scene { Name = "everything" };
        scene.Materials.AddRange(Materials());
        // What the reader puts above the nodes of a file: its children are roots of the glTF scene.
        var root = Add(scene, new() { Name = "worldFromGltf", Rotation = new(MathF.Sqrt(0.5f), 0, 0, MathF.Sqrt(0.5f)) }, null);
        Body(scene, root);
        Furniture(scene);
        Cameras(scene);
        Lights(scene);
        scene.Classes.AddRange(["unused", "chair", "person"]);
        scene.Environment = new() {
            Scale = new(0.5f, 0.6f, 0.7f), RotationZ = 0.25f,
            SunSky = new() {
                SunDirection = Vector3.Normalize(new(1, 2, 3)), Turbidity = 4.5f, GroundAlbedo = new(0.1f, 0.2f, 0.3f),
                SunAngularDiameter = 0.01f,
                Scale = 2, SunVisible = false,
            },
        };
        scene.Origin = new(500_123.25, 4_649_776.5, 12.125);
        scene.Fog = new() { Density = 0.02f, Albedo = new(0.9f, 0.8f, 0.7f), Anisotropy = 0.4f, BaseHeight = 1.5f, ScaleHeight = 30 };
        return scene;
    }

    private static Node Add(Scene scene, Node node, Node? parent) {
        node.Parent = parent;
        scene.Nodes.Add(node);
        return node;
    }

    private static TextureSlot Slot(Texture texture, int set = 0) => new() { Texture = texture, TexCoord = set };

    private static IEnumerable<Material> Materials() {
        var embedded = new Texture { Name = "embedded", Source = "embedded", Encoded = Png };
        var clamped = new Texture {
            Name = "clamped", Source = "embedded", Encoded = embedded.Encoded, WrapU = TextureWrap.ClampToEdge,
            WrapV = TextureWrap.MirroredRepeat, Linear = false,
        };
        yield return new() {
            Name = "cloth", BaseColor = new(0.8f, 0.7f, 0.6f), Alpha = 0.9f, AlphaMode = AlphaMode.Mask, AlphaCutoff = 0.25f,
            DoubleSided = true, CullsBackFaces = true,
            Metallic = 0.2f, Roughness = 0.3f, Emission = new(5, 2, 1), NormalScale = 0.5f, OcclusionStrength = 0.75f,
            BaseColorTexture = new() { Texture = embedded, TexCoord = 1, Offset = new(0.1f, 0.2f), Rotation = 0.3f, Scale = new(2, 3) },
            MetallicRoughnessTexture = Slot(embedded), NormalTexture = Slot(clamped), OcclusionTexture = Slot(embedded, 1),
            EmissionTexture = Slot(clamped),
            SheenColor = new(0.3f, 0.2f, 0.1f), SheenRoughness = 0.4f, SheenColorTexture = Slot(embedded),
            SheenRoughnessTexture = Slot(embedded),
            Clearcoat = 0.5f, ClearcoatTexture = Slot(embedded), ClearcoatRoughness = 0.1f, ClearcoatRoughnessTexture = Slot(embedded),
            ClearcoatNormalTexture = Slot(clamped), ClearcoatNormalScale = 0.7f,
            Specular = 0.6f, SpecularTexture = Slot(embedded), SpecularColor = new(0.9f, 0.8f, 1.5f), SpecularColorTexture = Slot(embedded),
        };
        yield return new() {
            Name = "glass", Roughness = 0.05f, Ior = 1.45f, Transmission = 0.95f, TransmissionTexture = Slot(embedded),
            Thickness = 0.01f, ThicknessTexture = Slot(embedded), AttenuationDistance = 0.2f, AttenuationColor = new(0.5f, 0.9f, 0.6f),
            AlphaMode = AlphaMode.Blend,
        };
        yield return new() { Name = "sign", Model = MaterialModel.Unlit, BaseColor = new(1, 0, 0) };
        yield return new() { Name = "leaf", Model = MaterialModel.Leaf, Translucency = new(0.4f, 0.6f, 0.2f) };
        yield return new() { Name = "skin", Model = MaterialModel.Subsurface, MeanFreePath = new(3e-3f, 1e-3f, 5e-4f) };
        yield return new() {
            Name = "hair", Model = MaterialModel.Hair, HairLongitudinalRoughness = 0.2f, HairAzimuthalRoughness = 0.25f, HairTilt = 0.05f,
        };
        yield return new() { Name = "lamp", Unlabelled = true, BaseColor = Vector3.Zero, Emission = new(0.5f, 0.25f, 0.125f) };
    }

    private static readonly Vector3[] Square = [new(0, 0, 0), new(1, 0, 0), new(1, 1, 0), new(0, 1, 0.25f)];

    private static Mesh Quad(string name, SkinWeights? skin = null, MorphTarget[]? targets = null) => new() {
        Name = name, Positions = Square, Indices = [0, 1, 2, 0, 2, 3],
        Normals = [Vector3.UnitZ, Vector3.UnitZ, Vector3.Normalize(new(1, 2, 3)), Vector3.UnitZ],
        Tangents = [new(1, 0, 0, 1), new(1, 0, 0, -1), new(0, 1, 0, 1), new(1, 0, 0, 1)],
        TexCoords = [[new(0, 1), new(1, 1), new(1, 0), new(0, 0)], [new(0, 0.5f), new(0.5f, 0.5f), new(0.5f, 0), new(0, 0)]],
        Colors = [Vector4.One, new(1, 0.5f, 0.25f, 1), new(0, 0, 0, 0.5f), Vector4.One],
        Skin = skin, MorphTargets = targets ?? [],
    };

    /// <summary>A skinned, morphed and animated quad with hair on it.</summary>
    private static void Body(Scene scene, Node root) {
        var hip = Add(scene, new() { Name = "hip", Translation = new(0, 1, 0) }, root);
        var knee = Add(scene, new() { Name = "knee", Translation = new(0, -0.5f, 0.125f),
            Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitX, 0.4f) }, hip);
        var weights = new SkinWeights {
            InfluencesPerVertex = 8, Joints = [0, 1, 2, 3, 4, 0, 0, 0, .. new ushort[16], 1, .. new ushort[7]],
            Weights = [0.25f, 0.25f, 0.125f, 0.125f, 0.25f, 0, 0, 0, 1, .. new float[7], 1, .. new float[7], 1, .. new float[7]],
        };
        MorphTarget[] targets = [
            new() { Name = "smile", Positions = [new(0.1f, 0, 0), default, default, default],
                Normals = [default, new(0, 0.1f, 0), default, default] },
            new() { Name = "blink", Positions = [new(0, 0.1f, 0), new(1, 2, 3), new(4, 5, 6), new(7, 8, 9)],
                Tangents = [default, default, new(0.1f, 0, 0), default] },
        ];
        Node[] toes = [.. Enumerable.Range(0, 3).Select(i => Add(scene, new() { Name = $"toe {i}", Translation = new(0.1f * i, -0.5f, 0) },
            knee))];
        var skin = new Skin { Name = "rig", Joints = [hip, knee, .. toes], InverseBind = new Affine3[5] };
        for (int i = 0; i < 5; i++) skin.InverseBind[i] = Affine3.Rotation(Vector3.UnitY, 0.1f * i) * Affine3.Translation(new(i, 0, 0.5f));
        scene.Skins.Add(skin);
        var body = Add(scene, new() { Name = "body", Skin = skin, MorphWeights = [0.5f, 0.25f], Class = "person" }, root);
        body.Parts.Add(new(Quad("body", weights, targets), scene.Materials[4]));
        body.Parts.Add(new(Quad("watch"), scene.Materials[0]));
        body.Curves.Add(new(Strands("scalp"), scene.Materials[5]));

        var clock = new float[] { 0, 0.5f, 2 };
        var walk = new Animation { Name = "walk" };
        walk.Channels.Add(new() { Node = hip, Target = AnimationTarget.Translation, Interpolation = Interpolation.Linear, Times = clock,
            Values = [0, 1, 0, 0, 1.5f, 0, 1, 1, 0] });
        walk.Channels.Add(new() {
            Node = knee, Target = AnimationTarget.Rotation, Interpolation = Interpolation.CubicSpline, Times = [0, 1],
            Values = [0, 0, 0, 0, 0, 0, 0, 1, 0.5f, 0, 0, 0, 0, 0.5f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
        });
        walk.Channels.Add(new() { Node = knee, Target = AnimationTarget.Scale, Interpolation = Interpolation.Step, Times = clock,
            Values = [1, 1, 1, 2, 2, 2, 1, 2, 3] });
        walk.Channels.Add(new() { Node = body, Target = AnimationTarget.MorphWeights, Interpolation = Interpolation.Linear, Times = clock,
            Values = [0, 0, 1, 0.5f, 0, 1] });
        scene.Animations.Add(walk);
    }

    private static Curves Strands(string name) => new() {
        Name = name, StrandStarts = [0, 4, 9],
        ControlPoints = [.. Enumerable.Range(0, 9).Select(i => new Vector4(0.1f * i, 0.2f, 0.05f * i * i, 0.001f * (i + 1)))],
    };

    private static void Furniture(Scene scene) {
        var plain = new Mesh { Name = "plain", Positions = Square, Indices = [0, 1, 2] };
        var quad = Quad("quad");
        var room = Add(scene, new() { Name = "room", Scale = new(1, 2, 3), Class = "chair" }, null);
        room.Extras = new Dictionary<string, string> { ["category_id"] = "3", ["note"] = "two words" };
        room.Skeleton.Add(new("seat", "back"));
        room.Keypoints.AddRange([new("seat", new(0.1f, 0.2f, 0.3f)), new("back", new(-1, 0, 1))]);
        var matrix = Affine3.FromTrs(new(1, 2, 3), Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.5f), new(2));
        // Three instances: two alike, one of the same mesh with another material.
        foreach (int material in new[] { 0, 0, 1 }) {
            var node = Add(scene, new() { Name = $"chair {material}", Matrix = matrix }, room);
            node.Parts.Add(new(quad, scene.Materials[material]));
            node.Parts.Add(new(plain, scene.Materials[2]));
        }
        var fur = Add(scene, new() { Name = "fur" }, room);
        fur.Parts.Add(new(plain, scene.Materials[3]));
        fur.Curves.Add(new(Strands("plain"), scene.Materials[5]));
        fur.Curves.Add(new(Strands("tuft"), scene.Materials[5]));
        Add(scene, new() { Name = "bulb" }, room).Parts.Add(new(plain, scene.Materials[6]));
    }

    private static void Cameras(Scene scene) {
        Lens[] lenses = [
            new PerspectiveLens(500, 510, 321, 239), new OrthographicLens(100, 110, 320, 240),
            new BrownConradyLens(500, 510, 321, 239, 0.1f, -0.02f, 0.001f, 0.002f, 0.003f, 0.01f, 0.02f, 0.004f),
            new KannalaBrandtLens(200, 210, 319, 241, 0.01f, 0.002f, 0.003f, 0.0004f, 1.75f), new EquirectangularLens(640, 480),
        ];
        foreach (var lens in lenses) {
            Add(scene, new() {
                Name = lens.GetType().Name, Translation = new(0, -3, 1),
                Camera = new() {
                    Name = "camera", Lens = lens, Width = 640, Height = 480, ShutterSeconds = 0.02f, ReadoutSeconds = 0.01f,
                    ApertureRadius = 0.004f,
                    ApertureBlades = 6, ApertureRotation = 0.2f, FocusDistance = 2.5f, ExposureStops = -1,
                },
            }, null);
        }
    }

    private static void Lights(Scene scene) {
        foreach (var kind in Enum.GetValues<LightKind>()) {
            var light = new Light { Name = kind.ToString(), Kind = kind, Color = new(1, 0.5f, 0.25f), Intensity = 12.5f };
            if (kind is LightKind.Point or LightKind.Spot) light.Range = 20;
            if (kind == LightKind.Spot) (light.InnerConeAngle, light.OuterConeAngle) = (0.2f, 0.6f);
            if (kind == LightKind.Directional) light.AngularDiameter = 0.00935f;
            if (kind is LightKind.Rectangle or LightKind.Disc) light.Size = new(0.5f, 0.25f);
            Add(scene, new() { Name = kind.ToString(), Translation = new(0, 0, 2), Light = light }, null);
        }
    }
}
