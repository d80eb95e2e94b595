using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles.Assimp;

public sealed class FbxTests : ModelFolder {
    /// <summary>A square of one unit on a node at x = 100 units that rises by 100 units within a second, with one shape key.</summary>
    private static string Square(int up, int front, int frontSign, int unit) => $$"""
        ; FBX 7.4.0 project file
        FBXHeaderExtension:  {
            FBXHeaderVersion: 1003
            FBXVersion: 7400
        }
        GlobalSettings:  {
            Version: 1000
            Properties70:  {
                P: "UpAxis", "int", "Integer", "",{{up}}
                P: "UpAxisSign", "int", "Integer", "",1
                P: "FrontAxis", "int", "Integer", "",{{front}}
                P: "FrontAxisSign", "int", "Integer", "",{{frontSign}}
                P: "CoordAxis", "int", "Integer", "",0
                P: "CoordAxisSign", "int", "Integer", "",1
                P: "UnitScaleFactor", "double", "Number", "",{{unit}}
            }
        }
        Objects:  {
            Geometry: 1000, "Geometry::square", "Mesh" {
                Vertices: *12 {
                    a: 0,0,0,1,0,0,1,0,1,0,0,1
                }
                PolygonVertexIndex: *4 {
                    a: 0,1,2,-4
                }
                GeometryVersion: 124
                LayerElementMaterial: 0 {
                    Version: 101
                    Name: ""
                    MappingInformationType: "AllSame"
                    ReferenceInformationType: "IndexToDirect"
                    Materials: *1 {
                        a: 0
                    }
                }
                Layer: 0 {
                    Version: 100
                    LayerElement:  {
                        Type: "LayerElementMaterial"
                        TypedIndex: 0
                    }
                }
            }
            Geometry: 1100, "Geometry::bulge", "Shape" {
                Version: 100
                Indexes: *1 {
                    a: 2
                }
                Vertices: *3 {
                    a: 0,50,0
                }
                Normals: *3 {
                    a: 0,0,0
                }
            }
            Deformer: 1200, "Deformer::shapes", "BlendShape" {
                Version: 100
            }
            Deformer: 1201, "SubDeformer::bulge", "BlendShapeChannel" {
                Version: 100
                DeformPercent: 0
                FullWeights: *1 {
                    a: 100
                }
            }
            Model: 2000, "Model::thing", "Mesh" {
                Version: 232
                Properties70:  {
                    P: "Lcl Translation", "Lcl Translation", "", "A",100,0,0
                }
            }
            Material: 3000, "Material::red", "" {
                Version: 102
                ShadingModel: "phong"
                Properties70:  {
                    P: "DiffuseColor", "Color", "", "A",1,0,0
                }
            }
            AnimationStack: 5000, "AnimStack::Take", "" {
                Properties70:  {
                    P: "LocalStop", "KTime", "Time", "",46186158000
                    P: "ReferenceStop", "KTime", "Time", "",46186158000
                }
            }
            AnimationLayer: 5001, "AnimLayer::Base", "" {
            }
            AnimationCurveNode: 5002, "AnimCurveNode::T", "" {
                Properties70:  {
                    P: "d|X", "Number", "", "A",100
                    P: "d|Y", "Number", "", "A",0
                    P: "d|Z", "Number", "", "A",0
                }
            }
            AnimationCurve: 5003, "AnimCurve::", "" {
                Default: 0
                KeyVer: 4008
                KeyTime: *2 {
                    a: 0,46186158000
                }
                KeyValueFloat: *2 {
                    a: 0,100
                }
            }
        }
        Connections:  {
            C: "OO",2000,0
            C: "OO",1000,2000
            C: "OO",3000,2000
            C: "OO",1200,1000
            C: "OO",1201,1200
            C: "OO",1100,1201
            C: "OO",5001,5000
            C: "OO",5002,5001
            C: "OP",5002,2000, "Lcl Translation"
            C: "OP",5003,5002, "d|Z"
        }

        """;

    [Fact]
    public void Fbx_IsScaledFromCentimetres_AndMovesAlongItsUpAxis() {
        var scene = Read("square.fbx", Square(up: 2, front: 1, frontSign: -1, unit: 1));
        var rest = WorldCorners(scene);
        Assert.Contains(rest, p => Vector3.Distance(p, new(1, 0, 0)) < 1e-4f);
        Assert.Contains(rest, p => Vector3.Distance(p, new(1.01f, 0, 0.01f)) < 1e-4f);
        Assert.All(WorldCorners(scene, 0.5).Zip(rest), pair => Near(pair.Second + new Vector3(0, 0, 0.5f), pair.First));
        Assert.All(WorldCorners(scene, 5).Zip(rest), pair => Near(pair.Second + Vector3.UnitZ, pair.First));
    }

    [Fact]
    public void Fbx_IsTurned_WhenYIsUp() {
        var scene = Read("square.fbx", Square(up: 1, front: 2, frontSign: 1, unit: 100));
        // One metre per unit; the file's Z is our −Y.
        Assert.Contains(WorldCorners(scene), p => Vector3.Distance(p, new(101, -1, 0)) < 1e-3f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(25)]
    public void BlendersFbx_WithBonesAndAShapeKey_MovesAsInBlender(int frame) {
        var scene = AssimpReader.Read(Blenders("bar.fbx"));
        Assert.Empty(scene.Warnings.Messages);
        Assert.InRange(FarthestFromBlender(scene, frame), 0, 1e-5f);
    }

    [Fact]
    public void ShapeKey_IsAMorphTarget_AtRestZero() {
        var scene = Read("square.fbx", Square(up: 2, front: 1, frontSign: -1, unit: 100));
        var node = scene.Nodes.Single(n => n.Parts.Count > 0);
        var mesh = node.Parts[0].Mesh;
        var target = Assert.Single(mesh.MorphTargets);
        Assert.Equal([0f], node.MorphWeights);
        Assert.Equal(new Vector3(0, 50, 0), target.Positions[Array.IndexOf(mesh.Positions, new(1, 0, 1))]);
        Assert.Equal(Vector3.Zero, target.Positions[Array.IndexOf(mesh.Positions, new(1, 0, 0))]);
        node.MorphWeights[0] = 0.5f;
        Assert.Contains(WorldCorners(scene), p => Vector3.Distance(p, new(101, 25, 1)) < 1e-3f);
        Assert.Equal(Vector3.UnitX, node.Parts[0].Material.BaseColor);
    }

    [Theory]
    [InlineData("40", 0.4f)]
    [InlineData("-71.3", -0.713f)]
    [InlineData("0", 0)]
    public void ShapeKey_HasItsWeightAtRest(string percent, float weight) {
        string text = Square(up: 2, front: 1, frontSign: -1, unit: 100).Replace("DeformPercent: 0", $"DeformPercent: {percent}",
            StringComparison.Ordinal);
        Scene scene = Read("square.fbx", text);
        Assert.Equal(weight, Assert.Single(scene.Nodes.Single(n => n.Parts.Count > 0).MorphWeights), 1e-6f);
        Assert.Contains(WorldCorners(scene), p => Vector3.Distance(p, new(101, 50 * weight, 1)) < 1e-3f);
    }

    [Fact]
    public void ShapeKeyOfABinaryFile_HasItsWeightAtRest() {
        byte[] bytes = File.ReadAllBytes(Blenders("bar.fbx"));
        int at = bytes.AsSpan().IndexOf("DeformPercentD"u8) + 14;
        Assert.True(at > 14);
        BitConverter.TryWriteBytes(bytes.AsSpan(at), 55.0);
        Scene scene = SceneFile.Read(Write("bar.fbx", bytes));
        Assert.Equal(0.55f, Assert.Single(scene.Nodes.Single(n => n.MorphWeights.Length > 0).MorphWeights), 1e-6f);
    }

    [Fact]
    public void ShapesInBetween_AreLeftAtRestWithAWarning() {
        string text = Square(up: 2, front: 1, frontSign: -1, unit: 100)
            .Replace("DeformPercent: 0", "DeformPercent: 30", StringComparison.Ordinal)
            .Replace("    Deformer: 1200,", """
                    Geometry: 1101, "Geometry::more", "Shape" {
                        Version: 100
                        Indexes: *1 {
                            a: 1
                        }
                        Vertices: *3 {
                            a: 0,20,0
                        }
                        Normals: *3 {
                            a: 0,0,0
                        }
                    }
                    Deformer: 1200,
                """, StringComparison.Ordinal)
            .Replace("C: \"OO\",1100,1201\n", "C: \"OO\",1100,1201\n    C: \"OO\",1101,1201\n", StringComparison.Ordinal);
        Scene scene = Read("square.fbx", text);
        Assert.All(scene.Nodes.Single(n => n.Parts.Count > 0).MorphWeights, w => Assert.Equal(0, w));
        Assert.Contains(scene.Warnings.Messages, m => m.EndsWith("shape 'bulge' of 'thing' has shapes in between; it is left at rest",
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void CameraWithATarget_LooksAtIt(int unit) {
        string text = Square(up: 2, front: 1, frontSign: -1, unit)
            .Replace("    Material: 3000,", """
                    NodeAttribute: 4100, "NodeAttribute::eye", "Camera" {
                        TypeFlags: "Camera"
                        GeometryVersion: 124
                        Position: 0,0,0
                        Up: 0,1,0
                        LookAt: 1,0,0
                    }
                    Model: 4000, "Model::eye", "Camera" {
                        Version: 232
                        Properties70:  {
                            P: "Lcl Translation", "Lcl Translation", "", "A",3,-4,5
                            P: "Lcl Rotation", "Lcl Rotation", "", "A",10,20,30
                        }
                    }
                    Model: 4001, "Model::eye.Target", "Null" {
                        Version: 232
                        Properties70:  {
                            P: "Lcl Translation", "Lcl Translation", "", "A",1,2,1
                        }
                    }
                    Material: 3000,
                """, StringComparison.Ordinal)
            .Replace("    C: \"OO\",2000,0\n", """
                    C: "OO",2000,0
                    C: "OO",4000,0
                    C: "OO",4001,0
                    C: "OO",4100,4000
                    C: "OP",4001,4000, "LookAtProperty"

                """, StringComparison.Ordinal);
        Scene scene = Read("square.fbx", text);
        Node camera = scene.Nodes.Single(n => n.Camera is not null);
        Affine3 world = ScenePose.At(scene, 0).WorldFromNode(camera);
        float metres = unit / 100f;
        Near(new Vector3(3, -4, 5) * metres, world.Origin);
        Near(Vector3.Normalize(new Vector3(-2, 6, -4)), -Vector3.Normalize(world.Z));
        // Upright.
        Assert.Equal(0, world.X.Z, 1e-5f);
        Assert.True(world.Y.Z > 0);
    }

    [Fact]
    public void DamagedFiles_NeverStopTheReaderOfWhatAssimpLeavesOut() {
        byte[] whole = File.ReadAllBytes(Blenders("bar.fbx"));
        byte[] text = System.Text.Encoding.UTF8.GetBytes(Square(2, 1, -1, 1));
        var random = new Random(5);
        for (int n = 0; n < 400; n++) {
            byte[] bytes = [.. n % 2 == 0 ? whole : text];
            for (int k = 0; k < 8; k++) bytes[random.Next(27, bytes.Length)] = (byte)random.Next(256);
            if (n % 3 == 0) Array.Resize(ref bytes, random.Next(bytes.Length));
            Diorama.Rendering.SceneFiles.Fbx.FbxObjects.Read(Write("damaged.fbx", bytes));
        }
    }
}
