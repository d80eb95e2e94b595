namespace Diorama.Cli.Tests;

/// <summary>Inputs that other people met, beside the checkout where there are some: what must come of each.</summary>
public sealed class FieldTests : IDisposable {
    private static readonly string Field = Find();

    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private static string Find() {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "shared", "field"))) folder = folder.Parent;
        return folder is null ? "" : Path.Combine(folder.FullName, "shared", "field");
    }

    /// <param name="file">Of the folder.</param>
    /// <param name="code">Exit code.</param>
    /// <param name="said">Part of what is said on standard error.</param>
    [Theory]
    [InlineData("ply/header-without-elements.ply", 65, "the PLY header has no end")]
    [InlineData("ply/vertex-count-1e9.ply", 65, "declares 1000000000 elements 'vertex', and the file has 89 bytes")]
    [InlineData("mtl/map-before-newmtl.obj", 0, "'map_Ke' stands before the first newmtl")]
    [InlineData("reports/mtl-segfault/a.obj", 0, "stands before the first newmtl")]
    [InlineData("scenes/scale0.gltf", 0, "")]
    [InlineData("scenes/scale0x.gltf", 0, "")]
    [InlineData("scenes/matrix0.gltf", 0, "")]
    [InlineData("attack/node-scale-zero/s0.glb", 0, "")]
    [InlineData("attack/node-scale-zero/s001.glb", 0, "")]
    [InlineData("scenes/camscale0.gltf", 0, "")]
    [InlineData("scenes/camrot0.gltf", 65, "a unit quaternion was expected")]
    [InlineData("scenes/huge.gltf", 65, "of at most 1e9 m")]
    [InlineData("scenes/box_nested_animation_4286.dae", 65, "an accessor reads 24 values, but the array 'Cube-mesh-positions-array' has 3")]
    [InlineData("attack/abort-far/cam1e18.glb", 65, "of at most 1e9 m")]
    [InlineData("attack/abort-far/cam1e20.glb", 65, "of at most 1e9 m")]
    [InlineData("attack/abort-far/cam2e18.glb", 65, "of at most 1e9 m")]
    [InlineData("attack/abort-far/case.gltf", 65, "of at most 1e9 m")]
    [InlineData("attack/abort-far/case.ply", 65, "of at most 1e9 m")]
    [InlineData("attack/abort-far/case.stl", 65, "of at most 1e9 m")]
    [InlineData("attack/obj-far/big2.obj", 65, "of at most 1e9 m")]
    [InlineData("attack/dae-assert/case.dae", 65, "its parser does not survive")]
    [InlineData("attack/dae-memory/case.dae", 65, "more memory than reading a file may take")]
    [InlineData("attack/ply-endheader-comment/case.ply", 65, "the PLY header has no end")]
    [InlineData("attack/instances-hang/g.glb", 0, "4700 objects")]
    public void SceneFile_GivesWhatItsRowSays(string file, int code, string said) {
        if (Field.Length == 0) return;
        DioramaProgram.Result result = program.Run("render", Path.Combine(Field, file), "-o", "o.png", "--width", "32", "--height", "32",
            "--samples", "1", "--labels", "all");
        Assert.True(code == result.Code, $"exit code {result.Code}: {result.Errors}");
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        if (code == 0) return;
        Assert.Single(result.ErrorLines, l => !l.StartsWith("warning: ", StringComparison.Ordinal));
        Assert.Empty(program.FilesBut());
    }

    [Theory]
    [InlineData("attack/gif-index/case.gif", "")]
    [InlineData("attack/noise-png/case.png", "")]
    public void Image_IsAtMostAWarningAsATexture(string file, string said) {
        if (Field.Length == 0) return;
        File.Copy(Path.Combine(Field, file), program["t" + Path.GetExtension(file)]);
        File.WriteAllText(program["t.obj"], "mtllib t.mtl\nv 0 0 0\nv 1 0 0\nv 0 0 1\nvt 0 0\nvt 1 0\nvt 0 1\nusemtl a\nf 1/1 2/2 3/3\n");
        File.WriteAllText(program["t.mtl"], $"newmtl a\nmap_Kd t{Path.GetExtension(file)}\n");
        DioramaProgram.Result result = program.Run("render", "t.obj", "-o", "o.png", "--width", "8", "--height", "8", "--samples", "1");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recipes/distance-1e300.yaml", "camera.distance: 1E+300 is out of range")]
    [InlineData("recipes/rig-name-with-dots.yaml", "camera.rig.0.name: '/../../../../../../victim/x' cannot be part of a file's name")]
    [InlineData("attack/name-control-char/c.yaml", "is a control character (U+0001)")]
    [InlineData("attack/yolo-yaml-injection/inj.yaml", "is a line break (U+000A)")]
    public void Recipe_IsRefusedBeforeAnythingIsMade(string file, string said) {
        if (Field.Length == 0) return;
        foreach (string[] command in new[] { ["recipe", "check", Path.Combine(Field, file)],
            new[] { "generate", Path.Combine(Field, file), "-o", "out" } }) {
            DioramaProgram.Result result = program.Run(command);
            Assert.Equal(65, result.Code);
            Assert.Contains(said, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
        Assert.Empty(program.FilesBut());
    }

    [Theory]
    [InlineData("reports/verify-other-tools/coco_empty_seg", 1)]
    [InlineData("reports/verify-other-tools/coco_bbox_wrong", 1)]
    [InlineData("reports/verify-other-tools/yolo_roboflow", 0)]
    [InlineData("reports/verify-other-tools/yolo_list_txt", 0)]
    [InlineData("reports/verify-other-tools/yolo_seg_mixed", 1)]
    [InlineData("verify/yolo_nc", 0)]
    [InlineData("verify/yolo_txt", 0)]
    [InlineData("verify/yolo_roboflow", 0)]
    [InlineData("verify/coco_polygons/sound.json", 0)]
    [InlineData("verify/coco_polygons/area-doubled.json", 1)]
    [InlineData("verify/coco_polygons/box-moved-20-px.json", 1)]
    [InlineData("verify/coco_polygons/empty-segmentation.json", 1)]
    [InlineData("verify/coco_polygons/polygon-of-another-object.json", 1)]
    public void DatasetsOfOtherTools_AreJudgedAsTheirRowsSay(string path, int code) {
        if (Field.Length == 0) return;
        DioramaProgram.Result result = program.Run("verify", Path.Combine(Field, path));
        Assert.True(result.Code == code, result.Output + result.Errors);
    }

    /// <summary>Above six million triangles, meshes that are used twice are instances.</summary>
    [Fact, Trait("Category", "Assets")]
    public void StreetOfManyTrees_Ends() {
        DioramaProgram.Result result = program.Run("generate", "street", "-o", "out", "--frames", "1", "--samples", "0", "--width", "64",
            "--height", "48", "--set", "world.trees=8");
        Assert.True(result.Code == 0, result.Errors);
    }
}
