using System.Diagnostics;
using System.Text.Json;
using Diorama.Assets;
using Diorama.Assets.Packs;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Cli.Tests;

/// <summary><c>diorama detect</c> on a portrait that Debian's package python-matplotlib-data has, and on what is no photograph.</summary>
[Trait("Category", "Assets")]
public sealed class DetectTests : IDisposable {
    private const string Portrait = "/usr/share/matplotlib/mpl-data/sample_data/grace_hopper.jpg";

    private readonly DioramaProgram program = new();

    /// <summary>The pack is there before any test, so that none finds words about its installation among the program's own.</summary>
    public DetectTests() => new PackInstaller(DataFolder.Default).Install(AllPacks.Detectors);

    public void Dispose() => program.Dispose();

    private DioramaProgram.Result Detect(params string[] arguments) => program.Run(["detect", .. arguments]);

    private string[] Files(string folder) => [.. Directory.GetFiles(program[folder], "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(program[folder], f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Folder_GetsLabelsPicturesAndCoco_AndBadFilesAreTold() {
        Directory.CreateDirectory(program["in/deep"]);
        File.Copy(Portrait, program["in/face.jpg"]);
        // As a camera that was held upright writes it: lying, with an orientation.
        Image<Rgb8> upright = Photograph.Read(Portrait).Picture;
        var lying = new Image<Rgb8>(upright.Height, upright.Width);
        for (int y = 0; y < upright.Height; y++)
            for (int x = 0; x < upright.Width; x++) lying[y, upright.Width - 1 - x] = upright[x, y];
        byte[] jpeg = Jpeg.Encode(lying, 95, ChromaSampling.Full);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
        File.WriteAllBytes(program["in/deep/turned.jpg"], [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        File.WriteAllText(program["in/broken.png"], "no picture");
        File.WriteAllText(program["in/notes.txt"], "no picture");
        string[] command = ["in", "--what", "faces,face-mesh,pose,objects", "--coco", "-o", "out"];
        DioramaProgram.Result result = Detect(command);
        Assert.Equal(65, result.Code);
        Assert.Contains("in/broken.png: cannot be read as an image", result.Errors, StringComparison.Ordinal);
        Assert.Contains("1 of 3 files could not be used.", result.Errors, StringComparison.Ordinal);
        Assert.StartsWith("out: 2 images, 2 faces, 2 face meshes, 2 poses, ", result.Output, StringComparison.Ordinal);
        Assert.Equal(["annotations/instances_faces.json", "annotations/instances_objects.json", "annotations/instances_people.json",
            "annotations/keypoints_face-mesh.json", "annotations/person_keypoints.json", "detect.json", "drawn/deep/turned.jpg",
            "drawn/face.jpg", "images/deep/turned.jpg.jpg", "images/face.jpg", "labels/deep/turned.jpg.json", "labels/face.jpg.json"],
            Files("out"));
        // Turned right, it has the same labels.
        double[] nose = Nose("face"), turned = Nose("deep/turned");
        Assert.InRange(Math.Abs(nose[0] - turned[0]) + Math.Abs(nose[1] - turned[1]), 0, 4);
        DioramaProgram.Result verified = program.Run("verify", "out");
        Assert.True(verified.Code == 0, verified.Output);
        Assert.Equal(0, program.Run("view", "out").Code);
        string page = File.ReadAllText(program["out/view.html"]);
        Assert.Contains("deep/turned.jpg.jpg", page, StringComparison.Ordinal);
        Assert.Contains("\"left_shoulder\"", page, StringComparison.Ordinal);
        // The same command looks at nothing again; other options are not mixed with these.
        DateTime made = File.GetLastWriteTimeUtc(program["out/labels/face.jpg.json"]);
        Assert.Equal(65, Detect(command).Code);
        Assert.Equal(made, File.GetLastWriteTimeUtc(program["out/labels/face.jpg.json"]));
        Assert.Contains("out has labels that were made with other options", Detect("in", "-o", "out").Errors, StringComparison.Ordinal);

        double[] Nose(string name) {
            using JsonDocument labels = JsonDocument.Parse(File.ReadAllText(program[$"out/labels/{name}.jpg.json"]));
            JsonElement point = labels.RootElement.GetProperty("face_meshes")[0].GetProperty("points")[1];
            return [.. point.EnumerateArray().Select(v => v.GetDouble())];
        }
    }

    /// <summary>A stopped run goes on to the same labels as one that was not stopped.</summary>
    [Fact]
    public void Video_GoesOnAfterAStop() {
        using (var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-loop", "1", "-i", Portrait, "-vf",
            "zoompan=z='1+0.02*on':d=1:s=320x400:fps=5", "-frames:v", "6", program["talk.mp4"]]))!) {
            ffmpeg.WaitForExit();
            Assert.Equal(0, ffmpeg.ExitCode);
        }
        string[] options = ["talk.mp4", "--what", "face-mesh,hands"];
        DioramaProgram.Result whole = Detect([.. options, "-o", "whole"]);
        Assert.True(whole.Code == 0, whole.Errors);
        Assert.StartsWith("whole: 6 images, 6 face meshes", whole.Output, StringComparison.Ordinal);
        Assert.Contains("drawn/talk.mp4.drawn.mp4", Files("whole"));
        using (Process stopped = program.Start(["detect", .. options, "-o", "part"])) {
            DioramaProgram.Await(stopped, () => File.Exists(program["part/labels/talk.mp4/000001.json"]));
            stopped.Kill();
            stopped.WaitForExit();
        }
        Assert.Equal(0, Detect([.. options, "-o", "part"]).Code);
        Assert.Equal(Files("whole/labels"), Files("part/labels"));
        foreach (string file in Files("whole/labels"))
            Assert.Equal(File.ReadAllText(program[$"whole/labels/{file}"]), File.ReadAllText(program[$"part/labels/{file}"]));
    }

    [Fact]
    public void WrongWords_AreUsage_AndNothingToLookAtIsBadInput() {
        DioramaProgram.Result result = Detect("in", "--what", "face", "-o", "out");
        Assert.Equal(64, result.Code);
        Assert.Contains("faces", result.Errors, StringComparison.Ordinal);
        result = Detect("absent.jpg", "-o", "out");
        Assert.Equal((65, "absent.jpg does not exist; a photograph, a video, or a folder of them was expected.\n"),
            (result.Code, result.Errors));
        Directory.CreateDirectory(program["in"]);
        Assert.Contains("in holds no photograph or video", Detect("in", "-o", "out").Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(program["out"]));
    }
}
