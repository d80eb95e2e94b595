using System.Diagnostics;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.Coco;

namespace Diorama.Cli.Tests;

/// <summary>The recipe of cubes needs no pack.</summary>
public sealed class GenerateTests : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private DioramaProgram.Result Generate(params string[] more) =>
        program.Run(["generate", "cube", "-o", "out", "--no-install", "--width", "48", "--height", "32", .. more]);

    [Fact]
    public void Generate_WritesADatasetAndTellsWhatIsInIt() {
        DioramaProgram.Result result = Generate("--frames", "2", "--samples", "1", "--labels", "instance,depth_z");
        Assert.True(result.Code == 0, result.Errors);
        Assert.EndsWith(Path.Combine("out", "contact-sheet.png") + "\n", result.Output);
        foreach (string word in new[] { "frames", "objects in view", "cube", "not placed", "warnings", "label", "write" })
            Assert.Contains(word, result.Output);
        Assert.DoesNotContain("\u001b", result.Output + result.Errors);
        CocoFile coco = CocoReader.Read(program["out/coco/instances.json"]);
        Assert.Equal(["000000.png", "000001.png"], coco.Images.Select(i => i.FileName));
        Assert.NotEmpty(coco.Annotations);
        Assert.All(coco.Images, i => Assert.Equal(48, ImageFile.ReadVector3(program[$"out/coco/images/{i.FileName}"]).Width));
        Assert.Contains("width: 48", File.ReadAllText(program["out/recipe.yaml"]));
    }

    [Fact]
    public void SameCommand_GoesOn_AndAnotherRecipeIsRefused() {
        string[] labels = ["--samples", "0", "--labels", "instance"];
        Assert.Equal(0, Generate([.. labels, "--frames", "1"]).Code);
        DateTime first = File.GetLastWriteTimeUtc(program["out/parts/part-000000/labels/instance/000000.png"]);
        DioramaProgram.Result more = Generate([.. labels, "--frames", "3"]);
        Assert.True(more.Code == 0, more.Errors);
        Assert.Contains("1 were there", more.Output);
        Assert.Equal(first, File.GetLastWriteTimeUtc(program["out/parts/part-000000/labels/instance/000000.png"]));
        Assert.Equal(3, File.ReadLines(program["out/frames.jsonl"]).Count());
        DioramaProgram.Result other = Generate([.. labels, "--frames", "3", "--seed", "9"]);
        Assert.Equal((65, ""), (other.Code, other.Output));
        Assert.Contains("already holds a dataset with seed", Assert.Single(other.ErrorLines));
    }

    [Fact]
    public void BadValues_AreOneSentence() {
        DioramaProgram.Result result = Generate("--set", "camera.hight=3");
        Assert.True(result.Code == 65, $"{result.Code}: {result.Errors}");
        Assert.Contains("camera.hight", Assert.Single(result.ErrorLines));
        Assert.Empty(program.FilesBut());
        Assert.Equal(64, program.Run("generate", "cube").Code);
    }

    [Fact]
    public void Interrupted_LeavesWholeFrames_AndGoesOn() {
        string[] arguments = ["generate", "cube", "-o", "out", "--no-install", "--width", "32", "--height", "24", "--samples", "0",
            "--labels", "instance", "--frames", "100000"];
        using Process process = program.Start(arguments);
        // Behind the first frame the run is under way.
        DioramaProgram.Await(process, () => Logs().Length > 0);
        using (Process signal = Process.Start("kill", ["-INT",
            process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) signal.WaitForExit();
        string errors = DioramaProgram.AwaitEnd(process);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("the same command goes on from there", errors);
        byte[] log = File.ReadAllBytes(Assert.Single(Logs(), l => l.Length > 0).FullName);
        Assert.Equal((byte)'\n', log[^1]);

        FileInfo[] Logs() =>
            [.. new DirectoryInfo(program.Folder).GetFiles("frames.log", SearchOption.AllDirectories).Where(l => l.Length > 0)];
    }

    [Fact]
    public void Preview_IsOnePicture() {
        DioramaProgram.Result result = program.Run("preview", "cube", "--frame", "3", "-o", "p.png", "--width", "64", "--height", "48",
            "--samples", "2", "--no-install");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Equal("p.png\n", result.Output);
        var picture = ImageFile.ReadVector3(program["p.png"]);
        Assert.True(picture.Width > 3 * 64 && picture.Height > 2 * 48);
        Assert.Equal(["p.png"], program.FilesBut());
    }
}
