using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Lights;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles.Assimp;

public sealed class ColladaTests : ModelFolder {
    /// <summary>A triangle on a two-bone arm along Z; the upper bone, one unit up, turns by 90° about X within two seconds.</summary>
    private static string Arm(string up, string unit) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
          <asset><unit name="u" meter="{unit}"/><up_axis>{up}</up_axis></asset>
          <library_cameras><camera id="eye" name="eye"><optics><technique_common><perspective><xfov>60</xfov><aspect_ratio>1</aspect_ratio>
            <znear>0.1</znear><zfar>100</zfar></perspective></technique_common></optics></camera></library_cameras>
          <library_lights><light id="lamp" name="lamp"><technique_common><point><color>2 4 1</color></point></technique_common></light>
          </library_lights>
          <library_geometries><geometry id="skinmesh" name="skinmesh"><mesh>
            <source id="pos"><float_array id="pos-a" count="9">0 0 0 1 0 0 0 0 2</float_array><technique_common>
              <accessor source="#pos-a" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/>
                <param name="Z" type="float"/></accessor></technique_common></source>
            <vertices id="vtx"><input semantic="POSITION" source="#pos"/></vertices>
            <triangles count="1"><input semantic="VERTEX" source="#vtx" offset="0"/><p>0 1 2</p></triangles>
          </mesh></geometry></library_geometries>
          <library_controllers><controller id="ctrl"><skin source="#skinmesh">
            <bind_shape_matrix>1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</bind_shape_matrix>
            <source id="jn"><Name_array id="jn-a" count="2">lower upper</Name_array><technique_common>
              <accessor source="#jn-a" count="2" stride="1"><param name="JOINT" type="name"/></accessor></technique_common></source>
            <source id="jb"><float_array id="jb-a" count="32">1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 1 0 0 0 0 1 0 0 0 0 1 -1 0 0 0 1</float_array>
              <technique_common><accessor source="#jb-a" count="2" stride="16"><param name="TRANSFORM" type="float4x4"/></accessor>
              </technique_common></source>
            <source id="jw"><float_array id="jw-a" count="1">1</float_array><technique_common>
              <accessor source="#jw-a" count="1" stride="1"><param name="WEIGHT" type="float"/></accessor></technique_common></source>
            <joints><input semantic="JOINT" source="#jn"/><input semantic="INV_BIND_MATRIX" source="#jb"/></joints>
            <vertex_weights count="3"><input semantic="JOINT" source="#jn" offset="0"/><input semantic="WEIGHT" source="#jw" offset="1"/>
              <vcount>1 1 1</vcount><v>0 0 0 0 1 0</v></vertex_weights>
          </skin></controller></library_controllers>
          <library_animations><animation id="turn">
            <source id="ti"><float_array id="ti-a" count="2">0 2</float_array><technique_common>
              <accessor source="#ti-a" count="2" stride="1"><param name="TIME" type="float"/></accessor></technique_common></source>
            <source id="to"><float_array id="to-a" count="32">1 0 0 0 0 1 0 0 0 0 1 1 0 0 0 1 1 0 0 0 0 0 -1 0 0 1 0 1 0 0 0 1</float_array>
              <technique_common><accessor source="#to-a" count="2" stride="16"><param name="TRANSFORM" type="float4x4"/></accessor>
              </technique_common></source>
            <source id="tn"><Name_array id="tn-a" count="2">LINEAR LINEAR</Name_array><technique_common>
              <accessor source="#tn-a" count="2" stride="1"><param name="INTERPOLATION" type="name"/></accessor></technique_common></source>
            <sampler id="ts"><input semantic="INPUT" source="#ti"/><input semantic="OUTPUT" source="#to"/>
              <input semantic="INTERPOLATION" source="#tn"/></sampler>
            <channel source="#ts" target="upper/transform"/>
          </animation></library_animations>
          <library_visual_scenes><visual_scene id="vs">
            <node id="lower" sid="lower" name="lower" type="JOINT"><matrix sid="transform">1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</matrix>
              <node id="upper" sid="upper" name="upper" type="JOINT"><matrix sid="transform">1 0 0 0 0 1 0 0 0 0 1 1 0 0 0 1</matrix></node>
            </node>
            <node id="body" name="body"><instance_controller url="#ctrl"><skeleton>#lower</skeleton></instance_controller></node>
            <node id="eyenode" name="eyenode"><matrix>1 0 0 5 0 1 0 0 0 0 1 0 0 0 0 1</matrix><instance_camera url="#eye"/></node>
            <node id="lampnode" name="lampnode"><matrix>1 0 0 0 0 1 0 7 0 0 1 0 0 0 0 1</matrix><instance_light url="#lamp"/></node>
          </visual_scene></library_visual_scenes>
          <scene><instance_visual_scene url="#vs"/></scene>
        </COLLADA>
        """;

    [Fact]
    public void Skin_FollowsItsAnimation() {
        var scene = Read("arm.dae", Arm("Z_UP", "1"));
        Assert.Single(scene.Skins);
        Assert.True(ScenePose.IsAnimated(scene));
        var rest = WorldCorners(scene);
        Near(new(0, 0, 2), rest[2]);
        var half = WorldCorners(scene, 1);
        Near(new(0, -MathF.Sqrt(0.5f), 1 + MathF.Sqrt(0.5f)), half[2]);
        var bent = WorldCorners(scene, 2);
        Near(new(1, 0, 0), bent[1]);
        Near(new(0, -1, 1), bent[2]);
        var body = scene.Nodes.Single(n => n.Parts.Count > 0);
        Assert.True(ScenePose.At(scene, 0).Moves(body));
    }

    /// <summary>Assimp gives such files up; Blender's bar keeps its bones and loses only the half of a bulge of 0.1 m.</summary>
    [Fact]
    public void BlendersCollada_KeepsBonesAndLosesItsShapeKey_WithAWarning() {
        var scene = AssimpReader.Read(Blenders("bar.dae"));
        Assert.Contains(scene.Warnings.Messages, w => w.Contains("bar.dae") && w.Contains("morph targets"));
        Assert.Single(scene.Skins);
        Assert.InRange(FarthestFromBlender(scene, 1), 0, 1e-5f);
        Assert.InRange(FarthestFromBlender(scene, 25), 0.05f, 0.15f);
    }

    [Fact]
    public void UpAxisAndUnit_AreHonoured() {
        // Two units of 0.1 m along the file's Z, which with +Y up is our −Y.
        Near(new(0, -0.2f, 0), WorldCorners(Read("y.dae", Arm("Y_UP", "0.1")))[2]);
        Near(new(0, 0, 0.2f), WorldCorners(Read("z.dae", Arm("Z_UP", "0.1")))[2]);
        // Of a file with +X up, −Y is right.
        Near(new(0, -0.2f, 0), WorldCorners(Read("x.dae", Arm("X_UP", "0.1")))[2]);
    }

    /// <summary>What the recipe states of a file's numbers takes the place of what the file states.</summary>
    [Theory]
    [InlineData("Y_UP", "0.1", null, null, 0, -0.2f, 0)]
    [InlineData("Y_UP", "0.1", LengthUnit.Cm, null, 0, -0.02f, 0)]
    [InlineData("Y_UP", "0.1", LengthUnit.Cm, "z", 0, 0, 0.02f)]
    [InlineData("Z_UP", "0.1", LengthUnit.Mm, "z", 0, 0, 0.002f)]
    [InlineData("Z_UP", "0.0254", LengthUnit.In, "y", 0, -0.0508f, 0)]
    [InlineData("X_UP", "1", LengthUnit.M, "-z", 0, 0, -2)]
    public void StatedUnitAndAxis_TakeThePlaceOfTheFiles(string fileUp, string fileUnit, LengthUnit? unit, string? up, float x, float y,
        float z) {
        var scene = SceneFile.Read(Write("a.dae", Arm(fileUp, fileUnit)), units: new() { Unit = unit, Up = up });
        Near(new(x, y, z), WorldCorners(scene)[2]);
        Near(new(x, y, z), scene.WorldFromFile.Point(new(0, 0, 2)));
    }

    /// <summary>Assimp gives nodes their ids where they have some, as Blender's "Hex_bolt-2".</summary>
    [Fact]
    public void Nodes_HaveTheirNames() {
        var scene = Read("arm.dae", Arm("Z_UP", "1").Replace("name=\"body\"", "name=\"Hex bolt\"").Replace("name=\"upper\"", ""));
        string[] names = [.. scene.Nodes.Select(n => n.Name)];
        Assert.All((string[])["Hex bolt", "eyenode", "lampnode", "lower", "upper"], name => Assert.Contains(name, names));
        Assert.DoesNotContain("body", names);
    }

    [Fact]
    public void CameraAndLight_StandOnTheirNodes() {
        var scene = Read("arm.dae", Arm("Z_UP", "1"));
        var pose = ScenePose.At(scene, 0);
        var eye = scene.Nodes.Single(n => n.Camera is not null);
        Near(new(5, 0, 0), pose.WorldFromNode(eye).Origin);
        // COLLADA cameras look along −Z with +Y up, as our nodes do.
        Near(-Vector3.UnitZ, pose.WorldFromNode(eye).Vector(-Vector3.UnitZ));
        Near(Vector3.UnitY, pose.WorldFromNode(eye).Vector(Vector3.UnitY));
        var lens = Assert.IsType<PerspectiveLens>(eye.Camera!.Lens);
        Assert.Equal(320 / MathF.Tan(MathF.PI / 6), lens.Fx, 1);
        var lamp = scene.Nodes.Single(n => n.Light is not null);
        Near(new(0, 7, 0), pose.WorldFromNode(lamp).Origin);
        Assert.Equal(LightKind.Point, lamp.Light!.Kind);
        // Without fall-off: as bright in the middle of the scene as a light of colour 4 without distance, π · 4 W/m².
        Vector3[] corners = [.. WorldCorners(scene)];
        Vector3 middle = (corners.Aggregate(Vector3.Min) + corners.Aggregate(Vector3.Max)) / 2;
        float irradiance = lamp.Light.Intensity / Vector3.DistanceSquared(new(0, 7, 0), middle);
        Assert.Equal(4 * MathF.PI, irradiance, 1e-3f);
        Near(new(0.5f, 1, 0.25f), lamp.Light.Color);
    }

    /// <summary>Assimp refuses the first, and takes the second camera for one of another angle.</summary>
    [Fact]
    public void BlanksBeforeNumbers_AndCamerasWithoutName_AreRead() {
        var scene = Read("arm.dae", Arm("Z_UP", "1").Replace("<color>2 4 1<", "<color>\n  2 4 1 <").Replace("<xfov>60<", "<xfov> 60<")
            .Replace(" name=\"eye\"", ""));
        Assert.Empty(scene.Warnings.Messages);
        var lens = Assert.IsType<PerspectiveLens>(scene.Nodes.Single(n => n.Camera is not null).Camera!.Lens);
        Assert.Equal(320 / MathF.Tan(MathF.PI / 6), lens.Fx, 1);
        Near(new(0.5f, 1, 0.25f), scene.Nodes.Single(n => n.Light is not null).Light!.Color);
    }
}
