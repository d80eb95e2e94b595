using Diorama.Assets;
using Diorama.Assets.Packs;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Cli.Tests;

/// <summary><c>diorama noise apply</c> and <c>sample</c>, and noise in a recipe, by the weights that ship.</summary>
[Trait("Category", "Assets")]
public sealed class NoiseApplyTests : IDisposable {
    private static readonly string[] d800 = ["--camera", "Nikon D800", "--iso", "3200"];

    private readonly DioramaProgram program = new();

    /// <summary>The pack is there before any test, so that none finds words about its installation among the program's own.</summary>
    public NoiseApplyTests() => new PackInstaller(DataFolder.Default).Install(AllPacks.Cameras);

    public void Dispose() => program.Dispose();

    private DioramaProgram.Result Apply(params string[] arguments) => program.Run(["noise", "apply", .. arguments]);

    private void Picture(string name, int width = 40, int height = 30) {
        var image = new Image<Rgb8>(width, height);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = new((byte)(50 + i % width), 128, (byte)(200 - i / width));
        Directory.CreateDirectory(Path.GetDirectoryName(program[name])!);
        if (name.EndsWith("jpg", StringComparison.OrdinalIgnoreCase)) ImageFile.WriteJpeg(program[name], image);
        else ImageFile.WritePng(program[name], image);
    }

    [Fact]
    public void Folder_KeepsNames_TellsWhatIsBad_AndMakesTheRest() {
        Picture("in/a.png");
        Picture("in/deep/b.JPG");
        byte[] photograph = File.ReadAllBytes(program["in/deep/b.JPG"]), comment = [0xFF, 0xFE, 0, 7, .. "words"u8];
        File.WriteAllBytes(program["in/deep/b.JPG"], [.. photograph[..20], .. comment, .. photograph[20..]]);
        File.WriteAllText(program["in/notes.txt"], "no picture");
        File.WriteAllBytes(program["in/bad.png"], []);
        ImageFile.WritePng(program["in/grey.png"], new Image<byte>(4, 4));
        DioramaProgram.Result result = Apply(["in", "-o", "out", .. d800]);
        Assert.Equal((65, "out: 2 pictures\n"), (result.Code, result.Output));
        Assert.Equal([
            "in/bad.png cannot be read as an image: it is empty.",
            "in/grey.png holds grey; a PNG or JPEG with red, green and blue of 8 bits each was expected.",
            "2 of 4 pictures could not be used.",
        ], result.ErrorLines.Where(l => !l.StartsWith("noise: ", StringComparison.Ordinal)));
        string[] files = [.. Directory.GetFiles(program["out"], "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(program["out"], f)).Order(StringComparer.Ordinal)];
        Assert.Equal(["a.png", "deep/b.JPG"], files);
        Assert.Equal([.. photograph[..20], .. comment], File.ReadAllBytes(program["out/deep/b.JPG"])[..29]);
        Rgb8[] clean = ImageFile.ReadRgb8(program["in/a.png"]).Pixels, noisy = ImageFile.ReadRgb8(program["out/a.png"]).Pixels;
        Assert.InRange(clean.Zip(noisy, (c, n) => (double)Math.Abs(c.G - n.G)).Average(), 0.5, 10);
        // Alone, and with another number of threads, it gets the same noise.
        result = Apply(["in/a.png", "-o", "alone.png", "--threads", "1", .. d800]);
        Assert.Equal((0, "alone.png\n"), (result.Code, result.Output));
        Assert.Equal(noisy, ImageFile.ReadRgb8(program["alone.png"]).Pixels);
        Assert.Equal(0, Apply(["in/a.png", "-o", "other", "--seed", "1", .. d800]).Code);
        Assert.NotEqual(noisy, ImageFile.ReadRgb8(program["other/a.png"]).Pixels);
    }

    [Fact]
    public void NothingIsOverwritten_UnlessTold() {
        Picture("a.png");
        File.WriteAllText(program["b.png"], "mine");
        DioramaProgram.Result result = Apply(["a.png", "-o", "b.png", .. d800]);
        Assert.Equal((65, "b.png exists; --force overwrites it.\n", "mine"),
            (result.Code, result.Errors, File.ReadAllText(program["b.png"])));
        Assert.Equal(65, Apply(["a.png", "-o", ".", .. d800]).Code);
        Assert.Equal(0, Apply(["a.png", "-o", "b.png", "--force", .. d800]).Code);
        Assert.Equal(40, ImageFile.ReadRgb8(program["b.png"]).Width);
    }

    [Theory]
    [InlineData("There is no camera 'Nikon D8O0', expected Nikon D800", "a.png", "-o", "b.png", "--camera", "Nikon D8O0", "--iso", "3200")]
    [InlineData("ISO 102400 was not measured for the Nikon D800; expected 100 to 25600.", "a.png", "-o", "b.png", "--camera", "D800",
        "--iso", "102400")]
    [InlineData("nowhere.png does not exist; a PNG or JPEG, or a folder of them, was expected.", "nowhere.png", "-o", "b.png", "--camera",
        "D800", "--iso", "100")]
    [InlineData("none holds no picture; files ending in .png, .jpg or .jpeg were expected in it or below.", "none", "-o", "b", "--camera",
        "D800", "--iso", "100")]
    [InlineData("there is no noise model 'x.safetensors', expected flow or a file of weights", "a.png", "-o", "b", "--camera", "D800",
        "--iso", "100", "--model", "x.safetensors")]
    public void BadInput_IsOneSentence_AndNothingIsWritten(string sentence, params string[] arguments) {
        Picture("a.png");
        Directory.CreateDirectory(program["none"]);
        DioramaProgram.Result result = Apply(arguments);
        Assert.Equal((65, ""), (result.Code, result.Output));
        Assert.StartsWith(sentence, Assert.Single(result.ErrorLines));
        Assert.Empty(program.FilesBut("a.png", "none"));
    }

    [Fact]
    public void Sample_DrawsSeveral() {
        Picture("a.png");
        DioramaProgram.Result result = program.Run(["noise", "sample", "--clean", "a.png", "--count", "2", "-o", "s", .. d800]);
        Assert.Equal((0, "s/a-1.png\ns/a-2.png\n"), (result.Code, result.Output));
        Assert.NotEqual(ImageFile.ReadRgb8(program["s/a-1.png"]).Pixels, ImageFile.ReadRgb8(program["s/a-2.png"]).Pixels);
        Assert.Contains("Nikon D800 ", program.Run("noise", "cameras", "d800").Output);
    }

    [Fact]
    public void Recipe_PutsNoiseOnPictures_WhichCanBeMadeAgain() {
        string[] small = ["generate", "cube", "--frames", "2", "--width", "64", "--height", "48", "--samples", "4", "--labels",
            "instance,depth_z"];
        string[] noise = ["--set", "noise.model=flow", "--set", "noise.camera=Nikon D800", "--set", "noise.iso=[3200, 6400]"];
        DioramaProgram.Result result = program.Run([.. small, .. noise, "-o", "noisy", "--threads", "1"]);
        Assert.True(result.Code == 0, result.Errors);
        Assert.Equal(0, program.Run([.. small, "-o", "clean"]).Code);
        Rgb8[] noisy = ImageFile.ReadRgb8(program["noisy/parts/part-000000/images/000001.png"]).Pixels,
            clean = ImageFile.ReadRgb8(program["clean/parts/part-000000/images/000001.png"]).Pixels;
        Assert.InRange(noisy.Zip(clean, (a, b) => (double)Math.Abs(a.G - b.G)).Average(), 0.5, 20);
        Assert.Equal(File.ReadAllBytes(program["clean/parts/part-000000/labels/depth_z/000001.exr"]),
            File.ReadAllBytes(program["noisy/parts/part-000000/labels/depth_z/000001.exr"]));
        Assert.Contains("\"noise.iso\":", File.ReadAllText(program["noisy/frames.jsonl"]));
        result = program.Run("verify", "noisy", "--replay", "100%", "--threads", "2");
        Assert.True(result.Code == 0, result.Output + result.Errors);
        result = program.Run([.. small, .. noise, "--set", "camera.model=Nikon D800", "-o", "both"]);
        Assert.Equal((65, "noise.model: camera.model is there too, and its sensor makes noise of its own; expected one of them.\n"),
            (result.Code, result.Errors));
    }
}
