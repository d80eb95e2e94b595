using System.Text.Json;
using Diorama.Core;

namespace Diorama.Datasets.Layout;

/// <summary>A folder in Diorama's own layout (docs/datasets.md): paths and reading.</summary>
public sealed class DatasetFolder {
    public string Root { get; }
    public string InfoFile => Path.Combine(Root, "dataset.json");
    public string FramesFile => Path.Combine(Root, "frames.jsonl");
    public string AssetsFile => Path.Combine(Root, "assets.jsonl");
    public string RecipeFile => Path.Combine(Root, "recipe.yaml");
    public string AttributionFile => Path.Combine(Root, "ATTRIBUTION.md");
    public string ContactSheetFile => Path.Combine(Root, "contact-sheet.png");

    public DatasetFolder(string root) => Root = Path.GetFullPath(root);

    /// <summary>Path from the root, with forward slashes: <c>images/000012_left.png</c>.</summary>
    public static string ImagePath(long frame, string camera) => $"images/{Stem(frame, camera)}.png";

    public static string LabelPath(string label, long frame, string camera, string extension) => $"labels/{label}/{Stem(frame, camera)}{extension}";

    private static string Stem(long frame, string camera) => camera.Length == 0 ? $"{frame:000000}" : $"{frame:000000}_{camera}";

    public string Full(string path) => Path.Combine(Root, path);

    /// <exception cref="BadInputException">The folder holds no dataset.</exception>
    public DatasetInfo ReadInfo() =>
        File.Exists(InfoFile) ? DatasetInfo.Read(InfoFile) : throw new BadInputException($"{Root} holds no dataset: it has no dataset.json.");

    /// <summary>All images in order, one at a time.</summary>
    public IEnumerable<FrameRecord> ReadFrames() {
        long number = 0;
        foreach ((byte[] line, _) in LineLog.Read(FramesFile)) {
            number++;
            yield return Parse(line, number);
        }
    }

    private FrameRecord Parse(byte[] line, long number) {
        try {
            return JsonSerializer.Deserialize<FrameRecord>(line, DatasetJson.Line) ?? throw new JsonException("it is empty");
        } catch (JsonException e) {
            throw new BadInputException($"{FramesFile} is damaged in line {number}: {e.Message.Split('\n')[0]}", e);
        }
    }
}
