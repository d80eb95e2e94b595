using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Verification;
using Diorama.Rendering.Labels;
using Diorama.Worlds;
using Diorama.Worlds.Recipes;

namespace Diorama.Datasets.Tests.Clients;

/// <summary>
/// The dataset of examples/own-scene: sound, read by other people's code, and right against a ray caster in double precision that shares no
/// code with Diorama.
/// </summary>
[Trait("Category", "Assets")]
public sealed class OwnSceneTests(OwnSceneTests.Dataset made) : IClassFixture<OwnSceneTests.Dataset> {
    private const int Frames = 3;

    public sealed class Dataset : IDisposable {
        private readonly TemporaryFolder folder = new();

        public DatasetFolder Folder { get; }
        public string Truth => folder["truth"];

        public Dataset() {
            Recipe recipe = RecipeFile.Read(Path.Combine(Example, "recipe.yaml"));
            var builder = new WorldBuilder(recipe, AssetLibrary.Open(new() { MayInstall = false }));
            Assert.Equal(12, builder.PoseCount);
            ClassTable classes = ClassTable.Of(builder.Classes.OfDataset);
            new DatasetRun(new() {
                Folder = folder["workshop"], RecipeName = recipe.Name, RecipeText = RecipeWriter.Text(recipe), Classes = classes,
                Frames = Frames, Formats = recipe.Labels.Formats,
                    Settings = new() { Samples = 1, Seed = recipe.Seed, Labels = LabelSet.All },
            }, builder.Build).Run();
            Folder = new(folder["workshop"]);
            ClientTruth.Write(Folder, Truth, classes);
        }

        public void Dispose() => folder.Dispose();
    }

    private static string Example { get; } = Path.Combine(Root(), "examples", "own-scene");

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [Theory]
    [InlineData("keypoints")]
    [InlineData("bop")]
    public Task OtherPeoplesCode_ReadsIt(string script) =>
        ClientTruth.Run(Path.Combine(Root(), "tests", "clients", script + ".py"), made.Folder.Root, made.Truth);

    [Fact]
    public void Verify_FindsNothing() {
        IReadOnlyList<VerificationReport> reports = DatasetVerifier.Verify(made.Folder.Root, new());
        Assert.Equal(["diorama", "bop", "coco", "yolo"], reports.Select(r => r.Kind));
        Assert.All(reports, r => Assert.True(r.IsSound, $"{r.Kind}: {r.Checks.FirstOrDefault(c => c.Violations > 0)?.First[0]}"));
    }

    /// <summary>What pose, model and camera matrix say against masks and depth.</summary>
    [Theory]
    [InlineData("metres", "geometry")]
    [InlineData("20 mm farther", "geometry")]
    [InlineData("20 mm aside", "geometry")]
    [InlineData("transposed", "geometry")]
    [InlineData("other object", "geometry, coco")]
    [InlineData("depth scale", "geometry")]
    [InlineData("doubled fx", "geometry")]
    [InlineData("moved box", "masks, geometry")]
    [InlineData("exchanged masks", "masks, geometry")]
    [InlineData("model a tenth larger", "models, geometry")]
    [InlineData("annotation of another object", "coco")]
    [InlineData("no model", "models")]
    public void DamagedPoses_AreFound(string damage, string check) {
        using var folder = new TemporaryFolder();
        string copy = folder["bop"], scene = Path.Combine(copy, "train_pbr", "000000");
        foreach (string file in Directory.GetFiles(Path.Combine(made.Folder.Root, "bop"), "*", SearchOption.AllDirectories)) {
            string target = Path.Combine(copy, Path.GetRelativePath(Path.Combine(made.Folder.Root, "bop"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        // The second pose of the first image: a bolt.
        void Pose(Action<JsonNode> edit) => Edit("scene_gt.json", j => edit(j["0"]![1]!));
        switch (damage) {
            case "metres": Pose(p => Numbers(p, "cam_t_m2c", (v, _) => v / 1000)); break;
            case "20 mm farther": Pose(p => Numbers(p, "cam_t_m2c", (v, i) => i == 2 ? v + 20 : v)); break;
            case "20 mm aside": Pose(p => Numbers(p, "cam_t_m2c", (v, i) => i == 0 ? v + 20 : v)); break;
            case "transposed": Pose(p => {
                double[] r = [.. p["cam_R_m2c"]!.AsArray().Select(v => (double)v!)];
                Numbers(p, "cam_R_m2c", (_, i) => r[i % 3 * 3 + i / 3]);
            }); break;
            case "other object": Pose(p => p["obj_id"] = 4); break;
            case "depth scale": Edit("scene_camera.json", j => j["0"]!["depth_scale"] = (double)j["0"]!["depth_scale"]! * 1.1); break;
            case "doubled fx": Edit("scene_camera.json", j => j["0"]!["cam_K"]![0] = 2 * (double)j["0"]!["cam_K"]![0]!); break;
            case "moved box": Edit("scene_gt_info.json", j => Numbers(j["0"]![1]!, "bbox_obj", (v, i) => i == 0 ? v + 12 : v)); break;
            case "exchanged masks":
                string[] masks = [.. Directory.GetFiles(Path.Combine(scene, "mask"), "000000_*.png").Order(StringComparer.Ordinal)];
                byte[] first = File.ReadAllBytes(masks[0]);
                File.Copy(masks[1], masks[0], overwrite: true);
                File.WriteAllBytes(masks[1], first);
                break;
            case "model a tenth larger":
                string model = Path.Combine(copy, "models", "obj_000002.ply");
                string[] lines = File.ReadAllLines(model);
                string stated = lines.Single(l => l.StartsWith("element vertex ", StringComparison.Ordinal)).Split(' ')[2];
                int begin = Array.IndexOf(lines, "end_header") + 1, vertices = int.Parse(stated, CultureInfo.InvariantCulture);
                for (int i = begin; i < begin + vertices; i++) lines[i] = string.Join(' ', lines[i].Split(' ').Select((v, k) => k < 3
                    ? (1.1 * double.Parse(v, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture) : v));
                File.WriteAllLines(model, lines);
                break;
            case "annotation of another object": Edit("scene_gt_coco.json", j => j["annotations"]![1]!["category_id"] = 4); break;
            case "no model": File.Delete(Path.Combine(copy, "models", "obj_000002.ply")); break;
        }
        VerificationReport report = DatasetVerifier.Verify(copy, new())[0];
        string[] wrong = [.. report.Checks.Where(c => c.Violations > 0).Select(c => c.Name)];
        Assert.Equal(check, string.Join(", ", wrong));
        CheckReport geometry = report.Checks.Single(c => c.Name == "geometry");
        // A model is that of all images.
        if (check == "geometry") Assert.All(geometry.First, v => Assert.StartsWith("image 0, pose ", v.Place, StringComparison.Ordinal));

        void Edit(string name, Action<JsonNode> edit) {
            string path = Path.Combine(scene, name);
            JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
            edit(json);
            File.WriteAllText(path, json.ToJsonString());
        }
        static void Numbers(JsonNode of, string name, Func<double, int, double> map) => of[name] =
            new JsonArray([.. of[name]!.AsArray().Select((v, i) => (JsonNode)map((double)v!, i))]);
    }

    /// <summary>The reference library joins pictures to records by the names of their files.</summary>
    [Fact]
    public void Croissant_JoinsThePicturesByName() {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(made.Folder.Root, "croissant.json")));
        JsonElement[] fields = [.. document.RootElement.GetProperty("recordSet").EnumerateArray()
            .Single(r => r.GetProperty("@id").GetString() == "images").GetProperty("field").EnumerateArray()];
        JsonElement name = fields.Single(f => f.GetProperty("name").GetString() == "file_name");
        Assert.Equal("image-files", name.GetProperty("references").GetProperty("fileSet").GetProperty("@id").GetString());
        JsonElement[] steps = [.. name.GetProperty("source").GetProperty("transform").EnumerateArray()];
        Assert.Equal("$.image | $", steps[0].GetProperty("jsonPath").GetString());
        string regex = steps[1].GetProperty("regex").GetString()!;
        foreach (FrameRecord record in made.Folder.ReadFrames()) {
            string file = System.Text.RegularExpressions.Regex.Match(record.Files["image"], regex).Groups[1].Value;
            Assert.Equal(Path.GetFileName(record.Files["image"]), file);
            // Once more on its own result, as the library does.
            Assert.Equal(file, System.Text.RegularExpressions.Regex.Match(file, regex).Groups[1].Value);
        }
        Assert.Equal("sc:ImageObject",
            fields.Single(f => f.GetProperty("name").GetString() == "image").GetProperty("dataType").GetString());
    }

    [Fact]
    public void ClassesHaveTheRecipesIds_AndModelsTheirAssets() {
        Assert.Equal(["1 hex bolt fastener", "2 bracket fastener", "3 workbench furniture", "4 floor structure", "5 wall structure"],
            made.Folder.ReadInfo().Classes.Select(c => $"{c.Id} {c.Name} {c.Group}"));
        Assert.Equal([235, 120, 40], made.Folder.ReadInfo().Classes[0].Color!);
        Assert.Equal(["workshop-bolt", "workshop-bolt-2", "workshop-bracket", "workshop-workbench"],
            Directory.GetFiles(made.Folder.ModelsFolder).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));
        Assert.All(made.Folder.ReadAssets(), a => Assert.Equal(("CC0-1.0", "Diorama"), (a.Licence, a.Author)));
    }

    [Fact]
    public void DepthMasksAndPoses_AreThoseOfAnIndependentRayCaster() {
        var scene = IndependentScene.Read(Path.Combine(Example, "workshop.glb"));
        using var poses = JsonDocument.Parse(File.ReadAllText(Path.Combine(Example, "poses.json")));
        double[] k = [.. poses.RootElement.GetProperty("K").EnumerateArray().Select(v => v.GetDouble())];
        int pixels = 0;
        foreach (FrameRecord record in made.Folder.ReadFrames()) {
            double[][] rows = [.. poses.RootElement.GetProperty("frames")[(int)record.Frame].GetProperty("world_from_camera")
                .EnumerateArray()
                .Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
            for (int r = 0; r < 3; r++) for (int c = 0; c < 4; c++) Assert.Equal(rows[r][c], record.Camera.WorldFromCamera[r][c], 1e-6);
            var files = new FrameImages(made.Folder, record);
            var depth = (Image<float>)files.Read(LabelTable.DepthZ);
            var ids = (Image<uint>)files.Read(LabelTable.Instance);
            Dictionary<uint, string> names = record.Objects.ToDictionary(o => (uint)o.Id, o => o.Name);
            for (int y = 3; y < record.Height; y += 7) {
                for (int x = 3; x < record.Width; x += 7) {
                    Double3 d = new((x + 0.5 - k[2]) / k[0], (y + 0.5 - k[3]) / k[1], 1);
                    Double3 way = new(Dot(rows[0], d), Dot(rows[1], d), Dot(rows[2], d)), eye = new(rows[0][3], rows[1][3], rows[2][3]);
                    (double z, string? name) = scene.Cast(eye, way);
                    Assert.True(name == (ids[x, y] == 0 ? null : names[ids[x, y]]), $"pixel {x}, {y}: {name}, id {ids[x, y]}");
                    if (name is not null) Assert.True(Math.Abs(z - depth[x, y]) <= 1e-5, $"pixel {x}, {y}: {z} m, {depth[x, y]} m");
                    pixels++;
                }
            }
            foreach (ObjectRecord o in record.Objects) {
                double[] world = scene.WorldFromNode(o.Name);
                for (int r = 0; r < 3; r++) {
                    for (int c = 0; c < 4; c++) {
                        // Row r of cameraFromWorld · worldFromNode.
                        double wanted = Enumerable.Range(0, 3).Sum(i => rows[i][r] * (world[4 * i + c] - (c == 3 ? rows[i][3] : 0)));
                        Assert.Equal(wanted, o.CameraFromObject![r][c], 1e-5);
                    }
                }
            }
        }
        Assert.True(pixels > Frames * 6000, $"{pixels} pixels");

        static double Dot(double[] row, Double3 v) => row[0] * v.X + row[1] * v.Y + row[2] * v.Z;
    }
}
