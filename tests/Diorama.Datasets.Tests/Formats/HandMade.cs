using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Tests.Formats;

/// <summary>
/// A dataset of one image of 10×8 pixels whose numbers can be calculated by hand: what is in the files of a format is compared literally.
/// </summary>
internal sealed class HandMade : IDisposable {
    public const int Width = 10, Height = 8;

    private readonly TemporaryFolder folder = new();

    public string this[string path] => folder["out/" + path];

    /// <summary>
    /// The pixels of '#' in eight lines of ten; the dataset's classes are 5 "floor" (structure), 9 "toy box" and 12 "cup" with the keypoint
    /// "rim".
    /// </summary>
    public static ObjectRecord Thing(int id, int classId, params string[] rows) {
        var mask = new Image<byte>(Width, Height, [.. string.Concat(rows).Select(c => c == '#' ? (byte)1 : (byte)0)]);
        int[] inside = [.. Enumerable.Range(0, mask.Pixels.Length).Where(i => mask.Pixels[i] == 1)];
        int[] box = [inside.Min(i => i % Width), inside.Min(i => i / Width), inside.Max(i => i % Width) + 1,
            inside.Max(i => i / Width) + 1];
        return new() {
            Id = id, Name = $"thing {id}", ClassId = classId, VisiblePixels = inside.Length, VisibleBox = box, AmodalBox = box,
            VisibleMask = new([Height, Width], RunLengths.Compress(RunLengths.Of(mask))),
        };
    }

    public static readonly string[] Block = [
        "..........", "..........", "..####....", "..####....", "..####....", "..........", "..........", ".........."];
    public static readonly string[] Ring = [
        "..........", ".#####....", ".#...#....", ".#...#....", ".#####....", "..........", "..........", ".........."];
    public static readonly string[] TwoParts = [
        "##........", "##........", "..........", "..........", "..........", "........#.", ".......##.", ".........."];

    /// <summary>Writes the objects as a format; its folder is "out/" + name.</summary>
    public ExportedFormat Export(string format, params ObjectRecord[] objects) {
        var source = new DatasetFolder(folder["run"]);
        var info = new DatasetInfo {
            Recipe = "by hand", Seed = 1, Identity = "1", Labels = [], FramesPerScene = 1,
            Classes = [new(5, "floor", "structure"), new(9, "toy box", "toy"), new(12, "cup", "vessel")],
        };
        Directory.CreateDirectory(source.Full("images"));
        info.Write(source.InfoFile);
        ImageFile.WritePng(source.Full("images/000000.png"), new Image<Rgb8>(Width, Height));
        var record = new FrameRecord {
            Frame = 0, Scene = 0, Index = 0, ImageId = 1, Time = 0, Width = Width, Height = Height, Objects = objects,
            Files = new Dictionary<string, string> { ["image"] = "images/000000.png" },
            Camera = new() {
                Name = "", Index = 0, Of = 1, K = [[20, 0, 5], [0, 20, 4], [0, 0, 1]], Lens = new JsonObject { ["model"] = "perspective" },
                WorldFromCamera = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]],
            },
        };
        File.WriteAllText(source.FramesFile, JsonSerializer.Serialize(record, DatasetJson.Line) + "\n");
        return new DatasetExport(source, folder["out"], [DatasetFormats.Find(format)]) { Replace = true }.Run().Formats[0];
    }

    public string Text(string path) => File.ReadAllText(this[path]);

    public void Dispose() => folder.Dispose();
}
