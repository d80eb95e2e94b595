using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Builders;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.OwnScenes;

/// <summary>A scene file as a world: classes by rules, variations, objects scattered on it, cameras.</summary>
public sealed class OwnSceneWorldTests : IDisposable {
    private static readonly ClassSet classes = ClassSet.Taxonomy.With([new(1001, "hex bolt", "fastener") { Synonyms = ["bolt"] }]);
    private readonly ScratchFolder folder = new("own scene");
    private readonly AssetLibrary library = AssetLibrary.Open(new() { MayInstall = false });

    public void Dispose() => folder.Dispose();

    /// <summary>A table of 1 × 1 m whose top is at 0.5 m, three bolts in a group, a lamp, and a camera.</summary>
    private string Scene(Action<Scene>? change = null) {
        var scene = new Scene { Name = "desk" };
        var wood = new Rendering.Materials.Material { Name = "wood", BaseColor = new(0.4f) };
        var steel = new Rendering.Materials.Material { Name = "steel", Metallic = 1, Roughness = 0.3f };
        scene.Nodes.Add(new() { Name = "Table top", Translation = new(0, 0, 0.45f),
            Parts = { new(Primitives.Box(new(1, 1, 0.1f)), wood) } });
        var group = new Node { Name = "tray" };
        scene.Nodes.Add(group);
        Mesh shape = Primitives.Box(new(0.02f, 0.02f, 0.06f));
        for (int i = 1; i <= 3; i++) {
            var bolt = new Node { Name = $"Bolt.00{i}", Parent = group, Translation = new(0.1f * i, 0.3f, 0.53f),
                Parts = { new(shape, steel) } };
            scene.Nodes.Add(bolt);
            scene.Nodes.Add(new() { Name = "keypoint:tip", Parent = bolt, Translation = new(0, 0, 0.03f) });
        }
        scene.Nodes.Add(new() { Name = "lamp", Translation = new(0, 0, 2), Light = new() { Kind = LightKind.Point, Intensity = 10 } });
        scene.AddCamera(new(0, -2, 1), new(0, 0, 0.5f), 40, 64, 48).Name = "front";
        change?.Invoke(scene);
        string path = Path.Combine(folder.Path, $"desk{change?.Method.Name.GetHashCode(StringComparison.Ordinal)}.glb");
        GltfWriter.Write(scene, path);
        return path;
    }

    private BuiltPlace Build(SceneRecipe own, long scene = 0, Action<Recipe>? change = null) {
        var recipe = new Recipe { World = own, Light = new() { Sky = SkyKind.Overcast } };
        change?.Invoke(recipe);
        return OwnSceneWorld.Build(own, recipe, new(recipe, scene), library, classes);
    }

    private static Node Named(BuiltPlace place, string name) => place.Scene.Nodes.Single(n => n.Name == name);

    [Fact]
    public void Classes_ComeFromNamesMaterialsAndSynonyms_AndTheTopmostNodeTakesAllBelow() {
        BuiltPlace byName = Build(new() { File = Scene(), Objects = [new() { Name = "bolt*", Class = "bolt" }, new() { Name = "table*",
            Class = "desk" }] });
        Assert.Equal(["hex bolt", "hex bolt", "hex bolt"],
            byName.Scene.Nodes.Where(n => n.Name.StartsWith("Bolt", StringComparison.Ordinal))
            .Select(n => n.Class!));
        Assert.Equal("desk", Named(byName, "Table top").Class);
        // Three nodes of one mesh are one asset; a table is another.
        Assert.Equal(["desk-Table-top", "desk-Bolt", "desk-Bolt", "desk-Bolt"], byName.Objects.Select(o =>
            o.Asset.Id.Replace(Path.GetFileNameWithoutExtension(Scene()), "desk", StringComparison.Ordinal)));
        Assert.Equal(new Vector3(0.02f, 0.02f, 0.06f), byName.Objects[1].Asset.Size);

        BuiltPlace byMaterial = Build(new() { File = Scene(), Objects = [new() { Material = "st?el", Class = "hex bolt" }] });
        Assert.Equal(3, byMaterial.Scene.Nodes.Count(n => n.Class == "hex bolt"));

        BuiltPlace whole = Build(new() { File = Scene(), Objects = [new() { Name = "tray", Class = "tray" }, new() { Name = "bolt*",
            Class = "hex bolt" }] });
        using RenderScene prepared = RenderScene.Prepare(whole.Scene);
        Assert.Equal("tray", prepared.Objects.Single(o => o.Name == "tray").Root.Class);
        Assert.DoesNotContain(prepared.Objects, o => o.Name.StartsWith("Bolt", StringComparison.Ordinal));
    }

    [Fact]
    public void Extras_GiveClasses() {
        string path = Path.Combine(folder.Path, "extras.gltf");
        File.WriteAllText(path, """
            {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0, 1]}],
             "buffers": [{"byteLength": 36,
              "uri": "data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA"}],
             "bufferViews": [{"buffer": 0, "byteLength": 36}],
             "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0,0,0], "max": [1,1,0]}],
             "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}], "extras": {"category_id": 7, "tool": true}}],
             "nodes": [{"name": "a", "mesh": 0, "extras": {"category_id": 3, "note": [1, 2]}}, {"name": "b", "mesh": 0}]}
            """);
        BuiltPlace place = Build(new() { File = path, Objects = [new() { Extra = "category_id=3", Class = "hex bolt" },
            new() { Extra = "category_id = 7", Class = "chair" }] });
        Assert.Equal(("hex bolt", "chair"), (Named(place, "a").Class, Named(place, "b").Class));
    }

    [Fact]
    public void UndeclaredClassOfTheFile_IsRefused_WithNearOnes() {
        string path = Scene(s => s.Nodes[0].Class = "dsek");
        string message = Assert.Throws<BadInputException>(() => Build(new() { File = path })).Message;
        Assert.Contains("the node 'Table top' has the class 'dsek', which neither the taxonomy nor the recipe declares; expected desk",
            message, StringComparison.Ordinal);
    }

    [Fact]
    public void RuleThatMatchesNothing_IsAWarning_WithTheNearestName() {
        BuiltPlace place = Build(new() { File = Scene(), Objects = [new() { Name = "table tpo", Class = "desk" }] });
        Assert.Contains(place.Scene.Warnings.Messages, w => w.EndsWith("the name nearest to 'table tpo' is 'Table top'.",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Shown_IsAProbabilityForEachNode() {
        var own = new SceneRecipe { File = Scene(), Objects = [new() { Name = "bolt*", Shown = 0.7 }] };
        int shown = 0;
        for (int i = 0; i < 200; i++) {
            List<Node> nodes = Build(own, i).Scene.Nodes;
            shown += nodes.Count(n => n.Name.StartsWith("Bolt", StringComparison.Ordinal));
            Assert.Equal(nodes.Count(n => n.Name.StartsWith("Bolt", StringComparison.Ordinal)), nodes.Count(n => n.Name == "keypoint:tip"));
        }
        // Binomial: mean 420, deviation 11.
        Assert.InRange(shown, 380, 460);
        Assert.Equal(Build(own, 5).Scene.Nodes.Select(n => n.Name), Build(own, 5).Scene.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Shown_LeavesEveryObjectItsAsset() {
        var own = new SceneRecipe { File = Scene(), Objects = [new() { Name = "bolt.001", Class = "hex bolt", Shown = 0.5 },
            new() { Name = "bolt*", Class = "hex bolt" }, new() { Name = "table*", Class = "desk", Shown = 0.5 }] };
        var kinds = new HashSet<string>();
        for (int i = 0; i < 20; i++) {
            BuiltPlace place = Build(own, i);
            Node[] standing = [.. place.Scene.Nodes.Where(n => n.Class is not null)];
            Assert.Equal(standing, place.Objects.Select(o => o.Node));
            Assert.All(place.Objects, o => {
                Assert.Equal(o.Node!.Class, o.Asset.Class);
                Vector3 middle = ScenePose.At(place.Scene, 0).WorldFromNode(o.Node).Origin;
                Assert.Equal(middle - new Vector3(0, 0, o.Asset.Size.Z / 2), o.WorldFromAsset.Origin,
                    (a, b) => Vector3.Distance(a, b) < 1e-5f);
            });
            kinds.Add(string.Join(' ', standing.Select(n => n.Name)));
        }
        Assert.Equal(4, kinds.Count);
    }

    /// <summary>Corners, heights and points of a recipe are those of the file, also where the file lies far from its origin.</summary>
    [Theory]
    [InlineData("floor")]
    [InlineData("spline")]
    public void PolygonsAndPoints_AreInTheCoordinatesOfTheFile(string kind) {
        (double x, double y, double z) = (500_000, 4_500_000, 300);
        string path = Path.Combine(folder.Path, "site.ply");
        File.WriteAllText(path, $"ply\nformat ascii 1.0\nelement vertex 4\nproperty double x\nproperty double y\nproperty double z\n"
            + $"element face 1\nproperty list uchar int vertex_indices\nend_header\n{x} {y} {z}\n{x + 8} {y} {z}\n{x + 8} {y + 8} {z}\n"
            + $"{x} {y + 8} {z}\n4 0 1 2 3\n");
        var recipe = new Recipe {
            World = new SceneRecipe { File = path }, Light = new() { Sky = SkyKind.Overcast },
            Camera = new() { Width = 64, Height = 48, MinimumObjects = 0, CameraHeight = 1.5, Poses = kind == "floor"
                ? new FloorPosesRecipe { Polygon = [[x + 1, y + 2], [x + 3, y + 2], [x + 3, y + 4], [x + 1, y + 4]], Floor = z,
                    Ceiling = z + 3 }
                : new SplinePosesRecipe { Points = [[x + 1, y + 2, z + 1.5], [x + 3, y + 4, z + 1.5]] } },
        };
        for (int scene = 0; scene < 3; scene++) {
            using World world = new WorldBuilder(recipe, library).Build(scene);
            Assert.Empty(world.Report.Failures);
            using RenderScene prepared = RenderScene.Prepare(world.Scene);
            Vector3 local = prepared.CameraAt(world.Cameras[0]).WorldFromCamera.Origin;
            Assert.True(local.Length() < 100);
            Double3 at = world.Scene.Origin + local;
            Assert.InRange(at.X, x + 1, x + 3);
            Assert.InRange(at.Y, y + 2, y + 4);
            Assert.Equal(z + 1.5, at.Z, 1e-3);
        }
    }

    /// <summary>NeRF's own scenes state the angle alone: the size is the recipe's.</summary>
    [Fact]
    public void AnAngleOfView_CountsForTheImagesOfTheRecipe() {
        string poses = Path.Combine(folder.Path, "transforms.json");
        double angle = 2 * Math.Atan(48.0 / 90);
        File.WriteAllText(poses, FormattableString.Invariant(
            $"{{\"camera_angle_x\": {angle:R}, \"frames\": [{{\"transform_matrix\": [[1,0,0,0],[0,0,-1,-2],[0,1,0,0.5]]}}]}}"));
        var recipe = new Recipe { World = new SceneRecipe { File = Scene() }, Light = new() { Sky = SkyKind.Overcast },
            Camera = new() { Width = 96, Height = 72, Poses = new FilePosesRecipe { File = poses } } };
        using World world = new WorldBuilder(recipe, library).Build(0);
        Rendering.Cameras.Camera camera = world.Cameras[0].Camera!;
        Assert.Equal((96, 72), (camera.Width, camera.Height));
        Assert.Equal((90, 90, 48, 36), (camera.Lens.Intrinsics!.Value.Fx, camera.Lens.Intrinsics.Value.Fy,
            camera.Lens.Intrinsics.Value.Cx, camera.Lens.Intrinsics.Value.Cy));
    }

    /// <summary>What a recipe names may be hidden in a scene: that scene has no camera that shows it, and the others go on.</summary>
    [Theory]
    [InlineData("sphere")]
    [InlineData("spline")]
    [InlineData("scatter")]
    public void WhatTheRecipeNames_MayBeHidden(string kind) {
        var own = new SceneRecipe { File = Scene(), Objects = [new() { Name = "table*", Class = "desk", Shown = 0 },
            new() { Name = "bolt*", Class = "hex bolt" }] };
        if (kind == "scatter") {
            own.Scatter.Add(new() { Object = "cube", Count = 2, On = "table*", Size = 0.08 });
            BuiltPlace place = Build(own);
            Assert.Equal([PlacementReason.NoSupport, PlacementReason.NoSupport], place.Report.Failures.Select(f => f.Reason));
            return;
        }
        Recipe Of(string pattern) => new() {
            Classes = [new() { Name = "hex bolt", Synonyms = ["bolt"] }, new() { Name = "desk" }],
            World = own, Light = new() { Sky = SkyKind.Overcast }, Camera = new() { Width = 64, Height = 48, MinimumObjects = 0,
                Poses = kind == "sphere" ? new SpherePosesRecipe { Around = pattern }
                    : new SplinePosesRecipe { Points = [[0, -2, 1], [1, -2, 1]], LookAt = pattern } } };
        using World world = new WorldBuilder(Of("table*"), library).Build(0);
        Assert.NotEmpty(world.Cameras);
        Assert.Contains(world.Report.Failures, f => f.Reason == PlacementReason.NoCamera);
        string message = Assert.Throws<BadInputException>(() => new WorldBuilder(Of("shelf"), library).Build(0)).Message;
        Assert.Contains("no object of the scene has a name like 'shelf'; expected ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void RulesThatHide_AndMatchNothing_AreWarnings() {
        BuiltPlace place = Build(new() { File = Scene(), Objects = [new() { Name = "table tpo", Shown = 0 }, new() { Name = "bolt*" }] });
        Assert.Contains(place.Scene.Warnings.Messages, w => w.StartsWith("world.objects.0: no node of ", StringComparison.Ordinal)
            && w.EndsWith("has what it asks for; the name nearest to 'table tpo' is 'Table top'.", StringComparison.Ordinal));
        Assert.DoesNotContain(place.Scene.Warnings.Messages, w => w.StartsWith("world.objects.1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[[0, 0], [1, 1], [1, 0], [0, 1]]", false)]
    [InlineData("[[2, 2], [2, 2], [2, 2]]", false)]
    [InlineData("[[0, 0], [1, 0], [2, 0]]", false)]
    [InlineData("[[0, 0], [2, 0], [2, 2], [1, 1], [0, 2]]", true)]
    [InlineData("[[500000, 4500000], [500000, 4500001], [500001, 4500001]]", true)]
    public void FloorPolygons_CrossNowhere(string polygon, bool sound) {
        string path = Path.Combine(folder.Path, "r.yaml");
        File.WriteAllText(path, $"recipe: 1\nworld: {{kind: scene, file: {Path.GetFileName(Scene())}}}\n"
            + $"camera: {{poses: {{kind: floor, polygon: {polygon}}}}}\n");
        string[] problems = [.. RecipeFile.Check(path).Select(p => p.ToString())];
        Assert.Equal(sound ? 0 : 1, problems.Length);
        if (!sound) Assert.EndsWith("camera.poses.polygon: the polygon crosses itself or has no area; expected its corners in order.",
            problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutANumberOfFrames_EveryCameraOfTheFileMakesAScene() {
        string path = Scene(s => {
            s.AddCamera(new(0, 2, 1), new(0, 0, 0.5f), 40, 64, 48).Name = "back";
            s.AddCamera(new(2, 0, 1), new(0, 0, 0.5f), 40, 64, 48).Name = "side";
        });
        int? Count(PosesRecipe? poses, int frames = 1) => new WorldBuilder(new() { World = new SceneRecipe { File = path },
            Camera = new() { Poses = poses, FramesPerScene = frames } }, library).PoseCount;
        Assert.Equal(3, Count(null));
        Assert.Equal(12, Count(new CamerasPosesRecipe(), 4));
        Assert.Equal(1, Count(new CamerasPosesRecipe { Name = "b*" }));
        Assert.Null(Count(new SpherePosesRecipe()));
    }

    [Fact]
    public void PatternsOfMaterialsAndLights_ThatMatchNothing_AreWarnings() {
        BuiltPlace place = Build(new() { File = Scene(), Materials = [new() { Name = "stele" }], Lights = [new() { Name = "sun*" }] });
        string file = Path.GetFileName(Scene());
        Assert.Contains($"world.materials.0: no material of {file} has a name like 'stele'; the nearest is 'steel'.",
            place.Scene.Warnings.Messages);
        Assert.Contains(place.Scene.Warnings.Messages, w => w.StartsWith($"world.lights.0: no light of {file} has a name like 'sun*'",
            StringComparison.Ordinal));
    }

    [Fact]
    public void MaterialsAndLights_Vary_AndTheFileStaysAsItIs() {
        var own = new SceneRecipe {
            File = Scene(), Materials = [new() { Name = "steel", Roughness = new Uniform<double>(0.5, 0.6), Color = new Vector3(1, 0, 0) }],
            Lights = [new() { Power = 3, Temperature = 3000 }],
        };
        BuiltPlace place = Build(own);
        Rendering.Materials.Material steel = Named(place, "Bolt.001").Parts[0].Material;
        Assert.InRange(steel.Roughness, 0.5f, 0.6f);
        Assert.Equal(Vector3.UnitX, steel.BaseColor);
        Assert.Equal("wood", Named(place, "Table top").Parts[0].Material.Name);
        Assert.Equal(30, Named(place, "lamp").Light!.Intensity, 1e-3f);
        Assert.True(Named(place, "lamp").Light!.Color.Z < 0.6f);
        BuiltPlace off = Build(new() { File = own.File, Lights = [new() { On = 0 }] });
        Assert.Null(Named(off, "lamp").Light);
        Assert.Equal(0.3f, Named(Build(new() { File = own.File }), "Bolt.001").Parts[0].Material.Roughness, 1e-5f);
    }

    [Fact]
    public void Scattered_StandOnTheSurface_WithAllOfTheirBase_Apart() {
        var own = new SceneRecipe { File = Scene(), Scatter = [new() { Object = "cube", Count = 6, On = "table*", Size = 0.08 }] };
        for (int scene = 0; scene < 5; scene++) {
            BuiltPlace place = Build(own, scene);
            PlacedObject[] cubes = [.. place.Objects.Where(o => o.Asset.Class == "cube")];
            Assert.Equal(6, cubes.Length);
            foreach (PlacedObject cube in cubes) {
                Vector3 at = cube.WorldFromAsset.Origin;
                Assert.Equal(0.5f, at.Z, 1e-4f);
                foreach (Vector2 corner in (Vector2[])[new(-1, -1), new(1, -1), new(1, 1), new(-1, 1)]) {
                    Vector3 p = cube.WorldFromAsset.Point(new(0.04f * corner, 0));
                    Assert.True(MathF.Abs(p.X) <= 0.5f && MathF.Abs(p.Y) <= 0.5f, $"{p}");
                }
                foreach (PlacedObject other in cubes) {
                    if (other != cube) Assert.Equal(0, Penetration.Between(cube.Model, cube.WorldFromAsset, other.Model,
                        other.WorldFromAsset), 1e-4f);
                }
            }
            Assert.Equal(6, place.Report.Placed["cube"]);
        }
        string message = Assert.Throws<BadInputException>(() => Build(new() { File = own.File, Scatter = [new() { Object = "cube",
            On = "desk*" }] })).Message;
        Assert.StartsWith("world.scatter.on: no node of", message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnitScaleAndUp_AreThoseOfTheRecipe() {
        BuiltPlace place = Build(new() { File = Scene(), Unit = LengthUnit.Cm, Scale = 2, Up = "z" });
        // glTF's +Z is −Y of the world: turned up, the table's top faces +Y.
        ScenePose pose = ScenePose.At(place.Scene, 0);
        Node top = Named(place, "Table top");
        Assert.Equal(0.02f, top.Parts[0].Mesh.Positions.Max(p => p.X) - top.Parts[0].Mesh.Positions.Min(p => p.X), 1e-6f);
        Assert.Equal(new Vector3(0, 0.009f, 0), pose.WorldFromNode(top).Origin, (a, b) => Vector3.Distance(a, b) < 1e-6f);
    }

    [Fact]
    public void WithoutPoses_TheFilesCamerasAreUsed_OrASphere() {
        var recipe = new Recipe { World = new SceneRecipe { File = Scene() }, Light = new() { Sky = SkyKind.Overcast },
            Camera = new() { Width = 64, Height = 48 } };
        using World own = new WorldBuilder(recipe, library).Build(0);
        using RenderScene prepared = RenderScene.Prepare(own.Scene);
        Assert.Equal(new Vector3(0, -2, 1), prepared.CameraAt(own.Cameras[0]).WorldFromCamera.Origin,
            (a, b) => Vector3.Distance(a, b) < 1e-5f);
        Assert.Equal((64, 48, ""), (own.Cameras[0].Camera!.Width, own.Cameras[0].Camera!.Height, own.Cameras[0].Name));

        string bare = Scene(s => s.Nodes.RemoveAll(n => n.Camera is not null));
        recipe = new() { World = new SceneRecipe { File = bare }, Light = recipe.Light, Camera = new() { Distance = 3, MinimumObjects = 0,
            Width = 64, Height = 48 } };
        using World around = new WorldBuilder(recipe, library).Build(0);
        using RenderScene second = RenderScene.Prepare(around.Scene);
        Assert.Equal(3, Vector3.Distance(second.CameraAt(around.Cameras[0]).WorldFromCamera.Origin, new(0, 0, 0.48f)), 0.05f);
    }

    [Fact]
    public void RecipeClasses_HaveTheirIds_AndOthersAreRefused() {
        string path = Path.Combine(folder.Path, "r.yaml");
        string scene = Scene();
        File.WriteAllText(path,
            $"recipe: 1\nclasses:\n  - {{name: hex bolt, id: 7, supercategory: fastener, color: [1, 2, 3]}}\n  - chair\n"
            + $"world: {{kind: scene, file: {Path.GetFileName(scene)}, objects: [{{name: 'bolt*', class: hex bolt}}]}}\n"
            + "camera: {poses: {kind: cameras, name: front}}\n");
        Recipe recipe = RecipeFile.Read(path);
        Assert.Equal(scene, ((SceneRecipe)recipe.World).File);
        var builder = new WorldBuilder(recipe, library);
        Assert.Equal(["7 hex bolt fastener", "43 chair seat"], builder.Classes.OfDataset.Select(c => $"{c.Id} {c.Name} {c.Group}"));
        // What a run stores says the same.
        Recipe again = RecipeFile.Parse(RecipeWriter.Text(recipe), "again.yaml");
        Assert.Equal(RecipeWriter.Text(recipe), RecipeWriter.Text(again));

        File.WriteAllText(path, "recipe: 1\nclasses: [{name: Bolt, synonyms: [nut]}, {name: bolt}, {name: Nut}]\nworld: {kind: rooms}\n");
        Assert.Equal([
            "2:34: classes.0.synonyms: 'nut' is the name of another class; expected names that no class has.",
            "2:49: classes.1.name: the class 'bolt' is declared for the second time.",
        ], [.. RecipeFile.Check(path).Select(p => p.ToString()[(path.Length + 1)..])]);
        File.WriteAllText(path, "recipe: 1\nclasses: [{name: Chair, id: 900}, chair, sofa, sofa, {name: peg, synonyms: [pin]}, "
            + "{name: gear, synonyms: [Pin]}, {name: \"peg \"}]\nworld: {kind: rooms}\n");
        Assert.Equal([
            "2:35: classes.1: the class 'chair' is named for the second time.",
            "2:107: classes.5.synonyms: 'Pin' is a synonym of another class too; expected names that no class has.",
            "2:122: classes.6.name: the class 'peg ' is declared for the second time.",
        ], [.. RecipeFile.Check(path).Select(p => p.ToString()[(path.Length + 1)..])]);
        File.WriteAllText(path, "recipe: 1\nclasses: [{name: a, id: 3}, {name: b, id: 3}, {id: 4}, hex bolt, {name: d, color: [1]}]\n"
            + "world: {kind: scene, objects: [{class: hexbolt}, {extra: abc}], up: w}\ncamera: {poses: {kind: floor}}\n");
        string[] problems = [.. RecipeFile.Check(path).Select(p => p.ToString()[(path.Length + 1)..])];
        Assert.Equal([
            "2:43: classes.1.id: the class 'a' has the id 3 too; expected one of its own.",
            "2:47: classes.2.name: the name of the class is missing.",
            "2:56: classes.3: there is no class 'hex bolt' in the taxonomy, expected teapot, hot dog or helmet.",
            "2:83: classes.4.color: 1 numbers stand here; expected red, green and blue.",
            "3:8: world.file: the path of the scene file is missing.",
            "3:40: world.objects.0.class: there is no class 'hexbolt' in the taxonomy, expected b, teapot or helmet.",
            "3:58: world.objects.1.extra: 'abc' has no '='; expected property=pattern, such as category_id=3.",
            "3:69: world.up: 'w' is no axis; expected one of x, y, z, -x, -y, -z.",
            "4:17: camera.poses.polygon: 0 corners stand here; expected three or more.",
        ], problems);
    }
}
