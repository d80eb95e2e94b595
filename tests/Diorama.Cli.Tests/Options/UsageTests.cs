using System.Diagnostics;

namespace Diorama.Cli.Tests.Options;

/// <summary>Values of options: numbers with a point and between two ends wherever the program runs, names that are not empty.</summary>
public sealed class UsageTests : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("--time is '1,25'; a number from -1000000000 to 1000000000 was expected.", "render", "x.glb", "--time", "1,25")]
    [InlineData("--rate is '29,97'; a number from 0.001 to 1000000 was expected.", "render", "x.glb", "--rate", "29,97")]
    [InlineData("--exposure is '1,5'; a number from -64 to 64 was expected.", "render", "x.glb", "--exposure", "1,5")]
    [InlineData("--exposure is 'NaN'; a number from -64 to 64 was expected.", "render", "x.glb", "--exposure", "NaN")]
    [InlineData("--time is '1e300'; a number from -1000000000 to 1000000000 was expected.", "render", "x.glb", "--time", "1e300")]
    [InlineData("--width is '60000'; a whole number from 1 to 32768 was expected.", "render", "x.glb", "--width", "60000")]
    [InlineData("--width is '1,024'; a whole number from 1 to 32768 was expected.", "generate", "cube", "-o", "out", "--width", "1,024")]
    [InlineData("--width is '60000'; a whole number from 1 to 32768 was expected.", "generate", "cube", "-o", "out", "--width", "60000")]
    [InlineData("--height is '60000'; a whole number from 1 to 32768 was expected.", "preview", "cube", "--height", "60000")]
    [InlineData("--width, --height: an image of 32768×32768 pixels cannot be made; expected 1 to 32768 pixels a side and at most "
        + "134217728 in all.", "preview", "cube", "--width", "32768", "--height", "32768")]
    [InlineData("--width, --height: an image of 32768×32768 pixels cannot be made; expected 1 to 32768 pixels a side and at most "
        + "134217728 in all.", "render", "x.glb", "--width", "32768", "--height", "32768")]
    [InlineData("--frames is '0'; a whole number from 1 to 1000000000 was expected.", "generate", "cube", "-o", "out", "--frames", "0")]
    [InlineData("--samples is '-1'; a whole number from 0 to 1000000 was expected.", "plan", "cube", "-o", "out", "--samples", "-1")]
    [InlineData("--workers is '0'; a whole number from 1 to 1000000 was expected.", "generate", "cube", "-o", "out", "--workers", "0")]
    [InlineData("--grace-seconds is '2,5'; a number from 0 to 86400 was expected.", "generate", "cube", "-o", "out", "--grace-seconds",
        "2,5")]
    [InlineData("--iso is '-1'; a number from 1 to 10000000 was expected.", "noise", "apply", "a.png", "-o", "b", "--camera", "D800",
        "--iso", "-1")]
    [InlineData("--temperature is '9'; a number from 0 to 4 was expected.", "model", "evaluate", "camera-noise", "--temperature", "9")]
    [InlineData("--sample is '0,5'; a share such as 10% or 0.1 was expected.", "verify", "x", "--sample", "0,5")]
    [InlineData("--size is '1,5x2x3', expected width, depth and height in centimetres such as 45x52x90.", "assets", "import", "a.obj",
        "--class", "box", "--licence", "CC0-1.0", "--size", "1,5x2x3")]
    [InlineData("--output is empty; a name was expected.", "render", "x.glb", "-o", "")]
    [InlineData("--output is empty; a name was expected.", "generate", "cube", "-o", "")]
    [InlineData("--output is empty; a name was expected.", "preview", "cube", "-o", "")]
    [InlineData("--output is empty; a name was expected.", "view", "x", "-o", "")]
    [InlineData("--output is empty; a name was expected.", "export", "x", "-f", "coco", "-o", " ")]
    [InlineData("SCENE is empty; a name was expected.", "render", "")]
    [InlineData("DIR is empty; a name was expected.", "verify", "")]
    [InlineData("--output is 'p.bmp'; a name that ends in .exr or .png was expected.", "render", "x.glb", "-o", "p.bmp")]
    [InlineData("--output is 'p.jpg'; a name that ends in .png was expected.", "preview", "cube", "-o", "p.jpg")]
    [InlineData("--output is 'p.jpg'; a name that ends in .png was expected.", "assets", "show", "sofa-1", "-o", "p.jpg")]
    [InlineData("--labels: 'dept_z' is not a label; did you mean 'depth_z'? docs/labels.md lists them all.", "render", "x.glb",
        "--labels", "dept_z")]
    [InlineData("--labels: 'dept_z' is not a label; did you mean 'depth_z'? docs/labels.md lists them all.", "generate", "cube", "-o",
        "out", "--labels", "uv,dept_z")]
    [InlineData("There is no dataset format 'cocoo', expected coco, yolo or voc.", "generate", "cube", "-o", "out", "--formats", "cocoo")]
    [InlineData("There is no dataset format 'cocoo', expected coco, yolo or voc.", "export", "x", "-o", "out", "-f", "coco,cocoo")]
    [InlineData("There is no dataset format 'cocoo', expected coco, yolo or voc.", "merge", "x", "--formats", "cocoo")]
    [InlineData("--formats is empty; a name was expected.", "export", "x", "-o", "out", "-f", ",")]
    [InlineData("--shard 4/4 is no shard; expected index/count with an index from 0 to count − 1, such as 0/4.", "generate", "run",
        "-o", "run", "--shard", "4/4")]
    [InlineData("--hold-out-assets: '1.5': a share between 0 and 1 was expected.", "export", "x", "-f", "coco", "-o", "out",
        "--hold-out-assets", "1.5")]
    [InlineData("--set foo: expected a path and a value, such as camera.height=720.", "generate", "cube", "-o", "out", "--set", "foo")]
    [InlineData("--set =3: expected a path and a value, such as camera.height=720.", "recipe", "check", "cube", "--set", "=3")]
    [InlineData("--scene is 'glass'; room, lamps or outdoors was expected.", "bench", "render", "--scene", "glass")]
    [InlineData("--workload is 'net'; tiny, adam, unet, transformer or nerf was expected.", "bench", "tensors", "--workload", "net")]
    [InlineData("--data is 'true'; simulated, real or both was expected.", "model", "train", "camera-noise", "--out", "p", "--data",
        "true")]
    [InlineData("--cameras is 'all'; usual or wide was expected.", "model", "train", "camera-noise", "--out", "p", "--cameras", "all")]
    [InlineData("--seeds has 'x'; whole numbers such as 0,1,2 were expected.", "model", "evaluate", "camera-noise", "--seeds", "0,x")]
    [InlineData("--up is 'w'; x, y, z, -x, -y or -z was expected.", "assets", "import", "a.obj", "--up", "w")]
    public void WrongValues_AreOneSentence_AndExitWith64(string sentence, params string[] arguments) {
        DioramaProgram.Result result = program.Run(arguments);
        Assert.Equal((64, "", sentence), (result.Code, result.Output, result.ErrorLines[0]));
        Assert.Equal("Run with --help for the options and examples.", result.ErrorLines[1]);
        Assert.Empty(program.FilesBut());
    }

    /// <summary>Formats that could not be made of what the run writes are refused before anything is rendered.</summary>
    [Theory]
    [InlineData("labels.formats: The format bop needs the label amodal_masks, which is not to be written; add it to the labels.",
        "recipe", "check", "cube", "--set", "labels.write=[basic]", "--set", "labels.formats=[bop]")]
    [InlineData("labels.formats: There is no dataset format 'cocoo', expected coco, yolo or voc.",
        "recipe", "check", "cube", "--set", "labels.formats=[cocoo]")]
    [InlineData("labels.formats: The format nerf needs pictures, and labels alone are to be made; give samples or another format.",
        "recipe", "check", "cube", "--set", "render.samples=0", "--set", "labels.formats=[nerf]")]
    [InlineData("labels.formats: The format kitti-disparity needs pairs of pictures; expected camera.stereo_baseline above 0.",
        "recipe", "check", "cube", "--set", "labels.formats=[kitti-disparity]")]
    [InlineData("labels.formats: The format bop needs pinhole cameras, and camera.lens is fisheye; expected perspective.",
        "recipe", "check", "cube", "--set", "labels.formats=[bop]", "--set", "camera.lens=fisheye", "--set", "camera.field_of_view=100")]
    [InlineData("The format kitti-disparity needs pairs of pictures; expected camera.stereo_baseline above 0.",
        "plan", "cube", "-o", "out", "--formats", "kitti-disparity")]
    [InlineData("The format bop needs the label amodal_masks, which is not to be written; add it to the labels.",
        "plan", "cube", "-o", "out", "--labels", "basic", "--formats", "bop")]
    [InlineData("The format bop needs the label amodal_masks, which is not to be written; add it to the labels.",
        "generate", "cube", "-o", "out", "--labels", "basic", "--formats", "bop")]
    public void FormatsWithoutTheirLabels_ExitWith65(string sentence, params string[] arguments) {
        DioramaProgram.Result result = program.Run(arguments);
        Assert.Equal((65, ""), (result.Code, result.Output));
        Assert.EndsWith(sentence, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(program.FilesBut());
    }

    /// <summary>Names out of a list that the program knows: wrong ones are refused before anything is read or fetched.</summary>
    [Theory]
    [InlineData("There is no picture 'glas', expected ", "gallery", "glas")]
    [InlineData("--splits", "export", "x", "-f", "coco", "-o", "out", "--splits", "train=0.8,val=0.1")]
    [InlineData("--splits", "plan", "cube", "-o", "out", "--splits", "train")]
    [InlineData("There is no pack 'furnitur'", "assets", "install", "furnitur")]
    [InlineData("There is no class 'soffa'", "assets", "list", "--class", "soffa")]
    [InlineData("There is no pack 'furnitur'", "assets", "list", "--pack", "furnitur")]
    [InlineData("There is no class 'soffa'", "assets", "import", "a.obj", "--class", "soffa")]
    [InlineData("There is no noise model 'papper'", "model", "train", "camera-noise", "--model", "papper", "--out", "p")]
    [InlineData("There is no noise model 'papper'", "model", "evaluate", "camera-noise", "--models", "iso,papper")]
    [InlineData("There is no learned system 'camera-nois', expected camera-noise", "model", "show", "camera-nois")]
    [InlineData("--size is 'tiny'; small, compare or paper was expected.", "model", "train", "camera-noise", "--size", "tiny")]
    [InlineData("--device is 'tpu'; cpu or cuda was expected.", "model", "train", "camera-noise", "--device", "tpu")]
    public void UnknownNames_ExitWith64(string sentence, params string[] arguments) {
        DioramaProgram.Result result = program.Run(arguments);
        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.StartsWith(sentence, result.ErrorLines[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, result.ErrorLines.Length);
        Assert.Empty(program.FilesBut());
    }

    /// <summary>An option that a command does not have is not the name of a file, a recipe or a camera.</summary>
    [Theory]
    [InlineData("generate")]
    [InlineData("preview")]
    [InlineData("plan")]
    [InlineData("view")]
    [InlineData("verify")]
    [InlineData("export")]
    [InlineData("status")]
    [InlineData("merge")]
    [InlineData("render")]
    [InlineData("recipe check")]
    [InlineData("assets show")]
    [InlineData("assets install")]
    [InlineData("assets import")]
    [InlineData("gallery")]
    [InlineData("bench labels")]
    [InlineData("noise cameras")]
    [InlineData("noise apply")]
    [InlineData("model train camera-noise")]
    [InlineData("model evaluate camera-noise")]
    [InlineData("model list")]
    public void UnknownOptions_ExitWith64(string command) {
        DioramaProgram.Result result = program.Run([.. command.Split(' '), "--foo"]);
        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.Contains("--foo", result.ErrorLines[0]);
        Assert.Empty(program.FilesBut());
    }

    [Theory]
    [InlineData("render", "x.glb", "--seed", "-1")]
    [InlineData("generate", "cube", "-o", "out", "--seed", "1.5")]
    [InlineData("noise", "apply", "a.png", "-o", "b.png", "--camera", "D800", "--iso", "100", "--seed", "one")]
    public void Seeds_AreWholeNumbersFromZero(params string[] arguments) {
        DioramaProgram.Result result = program.Run(arguments);
        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.StartsWith($"--seed is '{arguments[^1]}'; a whole number from 0 to ", result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatBeginWithADash_ComeAfterTwoDashes() {
        Assert.StartsWith("There is no option '--foo'", program.Run("verify", "--foo").Errors);
        DioramaProgram.Result result = program.Run("verify", "--", "--foo");
        Assert.Equal(65, result.Code);
        Assert.StartsWith("--foo does not exist", result.Errors);
    }

    [Fact]
    public void Numbers_AreReadTheSame_InEveryLocale() {
        var start = new ProcessStartInfo(DioramaProgram.Host, [DioramaProgram.Assembly, "render", "x.glb", "--time",
            "0,3"]) { RedirectStandardError = true, WorkingDirectory = program.Folder };
        foreach ((string name, string value) in ((string, string)[])[("LC_ALL", "de_DE.UTF-8"), ("LANG", "de_DE.UTF-8"),
            ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0")]) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(64, process.ExitCode);
        Assert.StartsWith("--time is '0,3'; a number ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Workers_AreAtMostOneForEachPart() {
        DioramaProgram.Result result = program.Run("generate", "cube", "-o", "out", "--frames", "2", "--samples", "0", "--labels", "basic",
            "--width", "32", "--height", "24", "--workers", "100000");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Equal(2, File.ReadLines(program["out/frames.jsonl"]).Count());
        Assert.Single(Directory.GetFiles(program["out/status"]));
    }

    [Fact]
    public void Terminal_IsNotSteeredByNames() {
        DioramaProgram.Result result = program.Run("render", "a\u001b]0;x\u0007\n\u202Eb.glb");
        Assert.Equal((65, $"{program["a"]}\\u001b]0;x\\u0007 \\u202eb.glb does not exist.\n"), (result.Code, result.Errors));
    }

    [Fact]
    public void RigNameWithDots_WritesNothing() {
        File.WriteAllText(program["r.yaml"], "recipe: 1\nworld: {kind: studio}\ncamera: {rig: [{name: /../../../../../../victim/x}]}\n");
        foreach (string[] arguments in (string[][])[["recipe", "check", "r.yaml"], ["generate", "r.yaml", "-o", "out"]]) {
            DioramaProgram.Result result = program.Run(arguments);
            Assert.Equal((65, ""), (result.Code, result.Output));
            Assert.StartsWith("r.yaml:3:23: camera.rig.0.name: '/../../../../../../victim/x' cannot be part of a file's name",
                Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
        Assert.Empty(program.FilesBut("r.yaml"));
    }

    [Fact]
    public void LargeAndDeepRecipes_AreOneSentence() {
        File.WriteAllText(program["deep.yaml"], "recipe: 1\nname: " + string.Concat(Enumerable.Repeat("{a: ", 100_000)));
        using (FileStream file = File.Create(program["large.yaml"])) file.SetLength(17 << 20);
        foreach ((string name, string said) in ((string, string)[])[("deep.yaml", "nested more than 100 deep."),
            ("large.yaml", "expected at most 16777216 bytes of YAML.")]) {
            DioramaProgram.Result result = program.Run("recipe", "check", name);
            Assert.Equal(65, result.Code);
            Assert.EndsWith(said, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
    }
}
