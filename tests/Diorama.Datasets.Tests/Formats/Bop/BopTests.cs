using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Spaces;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats.Bop;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;
using Diorama.Worlds.Places;

namespace Diorama.Datasets.Tests.Formats.Bop;

public sealed class BopTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// A ball and a cube of the library, 0.2 m and 0.3 m, the ball in the middle of the image and the cube half outside of it on the right,
    /// seen by a camera at the origin with f = 100 pixels that looks along +Y.
    /// </summary>
    private static World Build(long number) {
        AssetLibrary library = AssetLibrary.Open(new() { MayInstall = false });
        var scene = new Scene();
        scene.Classes.AddRange(["sphere", "cube"]);
        var objects = new List<PlacedObject>();
        foreach ((string id, float size, Vector3 middle) in ((string, float, Vector3)[])[("sphere-1", 0.2f, new(0, 1, 0)),
            ("cube-1", 0.3f, new(0.8f, 2, 0))]) {
            AssetModel whole = library.Load(library.Find(id));
            var model = new AssetModel {
                Asset = whole.Asset with { Size = new(size) },
                Parts = [.. whole.Parts.Select(
                    p => p with { Mesh = new Mesh { Positions = [.. p.Mesh.Positions.Select(v => v * size)], Indices = p.Mesh.Indices,
                        Normals = p.Mesh.Normals } })],
            };
            var placed = new PlacedObject { Asset = model.Asset, Model = model,
                WorldFromAsset = Affine3.Translation(middle - new Vector3(0, 0, size / 2)), Support = SupportKind.Floating };
            placed.AddTo(scene);
            objects.Add(placed);
        }
        Affine3 axes = Node.PoseLookingAt(Vector3.Zero, Vector3.UnitY);
        var camera = new Node { Name = "", Matrix = axes, Camera =
            new() { Lens = new PerspectiveLens(100, 100, 40, 30), Width = 80, Height = 60 } };
        scene.Nodes.Add(camera);
        return new() { Scene = scene, Cameras = [camera], Objects = objects, Report = new() };
    }

    private string Export() {
        new DatasetRun(new() {
            Folder = folder["run"], RecipeName = "two", RecipeText = "name: two\n",
            Classes = new([new(1, "sphere", "shape"), new(2, "cube", "shape")]), Frames = 1, Formats = [],
            Settings = new() { Samples = 0, Labels = LabelTable.DepthZ | LabelTable.AmodalMasks | LabelTable.Instance },
        }, Build).Run();
        ExportSummary summary = new DatasetExport(new(folder["run"]), folder["out"], [new BopFormat()]).Run();
        Assert.Empty(summary.Formats[0].Notes);
        return folder["out/bop"];
    }

    [Fact]
    public void Numbers_AreInMillimetresAtPixelCentres_AndCountWhatIsOutside() {
        string root = Export();
        JsonElement Load(string path) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, path))).RootElement;
        double[] Numbers(JsonElement e, string key) => [.. e.GetProperty(key).EnumerateArray().Select(v => v.GetDouble())];
        void Near(double[] expected, double[] actual, double tolerance) =>
            Assert.All(expected, (v, i) => Assert.InRange(actual[i], v - tolerance, v + tolerance));

        JsonElement camera = Load("train_pbr/000000/scene_camera.json").GetProperty("0");
        Near([100, 0, 39.5, 0, 100, 29.5, 0, 0, 1], Numbers(camera, "cam_K"), 1e-6);
        Assert.Equal(0.1, camera.GetProperty("depth_scale").GetDouble());
        // World +Y is forward, +Z up is −y of the camera.
        Near([1, 0, 0, 0, 0, -1, 0, 1, 0], Numbers(camera, "cam_R_w2c"), 1e-6);
        JsonElement[] poses = [.. Load("train_pbr/000000/scene_gt.json").GetProperty("0").EnumerateArray()],
            infos = [.. Load("train_pbr/000000/scene_gt_info.json").GetProperty("0").EnumerateArray()];
        Near([0, 0, 1000], Numbers(poses[0], "cam_t_m2c"), 1e-2);
        Near([800, 0, 2000], Numbers(poses[1], "cam_t_m2c"), 1e-2);
        Near([1, 0, 0, 0, 0, -1, 0, 1, 0], Numbers(poses[1], "cam_R_m2c"), 1e-6);

        // A ball of radius r at distance d covers f · r / √(d² − r²) = 10.05 pixels to each side of 40, 30: pixels 30 to 49 have their
        // middle in it.
        Near([30, 20, 19, 19], Numbers(infos[0], "bbox_visib"), 0);
        Near([30, 20, 19, 19], Numbers(infos[0], "bbox_obj"), 0);
        Assert.InRange(infos[0].GetProperty("px_count_all").GetInt32(), 305, 325);
        Assert.Equal(1, infos[0].GetProperty("visib_fract").GetDouble());
        // The cube's front face, at 1.85 m, reaches from 0.65 to 0.95 m: pixels 75.1 to 91.4 across and 21.9 to 38.1 down; its left side,
        // back to 2.15 m, begins at 70.2. The image ends at 80.
        Near([70, 22, 20, 15], Numbers(infos[1], "bbox_obj"), 0);
        Near([70, 22, 9, 15], Numbers(infos[1], "bbox_visib"), 0);
        int all = infos[1].GetProperty("px_count_all").GetInt32(), seen = infos[1].GetProperty("px_count_visib").GetInt32();
        Assert.Equal(11 * 16, all - seen);
        Assert.Equal((double)seen / all, infos[1].GetProperty("visib_fract").GetDouble(), 6);

        JsonElement models = Load("models/models_info.json");
        Assert.Equal(300 * Math.Sqrt(3), models.GetProperty("2").GetProperty("diameter").GetDouble(), 2);
        Assert.Equal(200, models.GetProperty("1").GetProperty("diameter").GetDouble(), 1);
        Assert.Equal(-150, models.GetProperty("2").GetProperty("min_z").GetDouble(), 3);
        Assert.Equal(300, models.GetProperty("2").GetProperty("size_x").GetDouble(), 3);
        Assert.Equal("sphere-1", Load("models/objects.json")[0].GetProperty("asset").GetString());
        JsonElement annotation = Load("train_pbr/000000/scene_gt_coco.json").GetProperty("annotations")[1];
        Near([70, 22, 21, 16], Numbers(annotation, "bbox"), 0);
        Assert.Equal((1L, false), (Load("train_pbr/000000/scene_gt_coco.json").GetProperty("annotations")[0].GetProperty("id").GetInt64(),
            annotation.GetProperty("ignore").GetBoolean()));
    }

    [Fact]
    public void Models_AreTrianglesWithNormalsThatPointOutwards() {
        string[] lines = File.ReadAllLines(Path.Combine(Export(), "models/obj_000001.ply"));
        Assert.Equal(["ply", "format ascii 1.0"], lines[..2]);
        int end = Array.IndexOf(lines, "end_header"), vertices =
            int.Parse(lines.First(l => l.StartsWith("element vertex", StringComparison.Ordinal)).Split(' ')[2],
            CultureInfo.InvariantCulture);
        double[][] numbers =
            [.. lines[(end + 1)..(end + 1 + vertices)].Select(
            l => l.Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray())];
        Assert.All(numbers, v => {
            Assert.Equal(100, Math.Sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]), 0.01);
            Assert.Equal(1, Math.Sqrt(v[3] * v[3] + v[4] * v[4] + v[5] * v[5]), 1e-3);
            Assert.True(v[0] * v[3] + v[1] * v[4] + v[2] * v[5] > 99);
        });
        Assert.All(lines[(end + 1 + vertices)..], l => Assert.StartsWith("3 ", l));
    }

    [Fact]
    public void Diameter_IsTheLargestDistanceOfTwoVertices() {
        var random = Diorama.Core.Randomness.Keyed.Start(1).With("points").Generator();
        var mesh = new PlyMesh();
        for (int i = 0; i < 300; i++) mesh.Positions.Add(new(random.NextFloat(), 2 * random.NextFloat(), random.NextFloat()));
        double expected = mesh.Positions.Max(a => mesh.Positions.Max(b => Vector3.Distance(a, b)));
        Assert.Equal(expected, mesh.Diameter(), 1e-9);
    }

    /// <summary>Models that do not fit are made again when their silhouette is needed, and are the same.</summary>
    [Fact]
    public void Models_DoNotPileUpInMemory() {
        var classes = new ClassTable([new(1, "sphere", "shape"), new(2, "cube", "shape")]);
        ObjectRecord Of(string asset, int classId, float size) => new() {
            Id = 1, Name = asset, ClassId = classId, Asset = asset, OrientedBox = new([0, 0, 0], [size, size, size], []),
        };
        ObjectRecord[] objects = [Of("sphere-1", 1, 0.2f), Of("cube-1", 2, 0.3f), Of("sphere-1", 1, 0.4f), Of("cube-1", 1, 0.3f)];
        BopModels all = new(folder["all"], classes), few = new(folder["few"], classes, keep: 10);
        foreach (BopModels models in new[] { all, few })
            Assert.Equal([1, 2, 3, 4, 1, 2], objects.Concat(objects.Take(2)).Select(models.IdOf));
        foreach (int id in new[] { 3, 1, 2, 4, 1, 3 }) {
            Assert.Equal(all.Shape(id).Positions, few.Shape(id).Positions);
            Assert.Equal(all.Shape(id).Indices, few.Shape(id).Indices);
        }
        Assert.Same(all.Shape(1).Positions, all.Shape(1).Positions);
        (Vector3[] first, _) = few.Shape(1);
        few.Shape(2);
        Assert.NotSame(first, few.Shape(1).Positions);
        Assert.Equal(File.ReadAllBytes(folder["all/models/obj_000003.ply"]), File.ReadAllBytes(folder["few/models_eval/obj_000003.ply"]));
    }
}
