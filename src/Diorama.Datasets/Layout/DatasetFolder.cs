using System.Globalization;
using Diorama.Core;
using Diorama.Core.Json;
using Diorama.Core.Names;

namespace Diorama.Datasets.Layout;

/// <summary>A dataset folder in Diorama's own layout (docs/datasets.md): its paths, and reading of its records.</summary>
public sealed class DatasetFolder {
    public string Root { get; }
    public string InfoFile => Path.Combine(Root, "dataset.json");
    public string FramesFile => Path.Combine(Root, "frames.jsonl");
    public string AssetsFile => Path.Combine(Root, "assets.jsonl");
    public string RecipeFile => Path.Combine(Root, "recipe.yaml");
    public string AttributionFile => Path.Combine(Root, "ATTRIBUTION.md");
    /// <summary>Folder of the models of objects that belong to no pack, such as those of a scene file: GLB in the asset frame.</summary>
    public string ModelsFolder => Path.Combine(Root, "models");
    public string ContactSheetFile => Path.Combine(Root, "contact-sheet.png");

    public DatasetFolder(string root) => Root = Path.GetFullPath(root);

    /// <summary>Path of a picture relative to the root, with forward slashes: <c>images/000012_left.png</c>.</summary>
    public static string ImagePath(long frame, string camera) => $"images/{Stem(frame, camera)}.png";

    public static string LabelPath(string label, long frame, string camera, string extension) =>
        $"labels/{label}/{Stem(frame, camera)}{extension}";

    private static string Stem(long frame, string camera) {
        if (camera.Length == 0) return string.Create(CultureInfo.InvariantCulture, $"{frame:000000}");
        if (FileName.Problem(camera) is { } problem) throw new BadInputException($"the camera '{DisplayName.Visible(camera)}': {problem}");
        return string.Create(CultureInfo.InvariantCulture, $"{frame:000000}_{camera}");
    }

    /// <summary>Returns the path of the model of an asset below <see cref="ModelsFolder"/>; null if the dataset has none.</summary>
    public string? ModelOf(string asset) =>
        FileName.IsValid(asset) && Path.Combine(ModelsFolder, asset + ".glb") is var path && File.Exists(path) ? path : null;

    /// <summary>Returns the full path of a file of the dataset.</summary>
    /// <exception cref="BadInputException">The path would be outside the folder.</exception>
    public string Full(string path) => PathBelow.Full(Root, path, Root);

    /// <exception cref="BadInputException">The folder holds no dataset.</exception>
    public DatasetInfo ReadInfo() =>
        File.Exists(InfoFile) ? DatasetInfo.Read(InfoFile)
        : throw new BadInputException($"{Root} holds no dataset: it has no dataset.json.");

    /// <summary>Reads the records of all images in order, one at a time.</summary>
    /// <exception cref="BadInputException">A line is not a valid record, or its image id does not ascend.</exception>
    public IEnumerable<FrameRecord> ReadFrames() {
        long number = 0, last = 0;
        foreach ((byte[] line, _) in LineLog.Read(FramesFile)) {
            number++;
            FrameRecord record = JsonRecord.Parse<FrameRecord>(line, DatasetJson.Line, $"{FramesFile}, line {number},");
            if (RecordShape.Problem(record) is { } problem)
                throw new BadInputException($"{FramesFile}, line {number}, is damaged: {problem}.");
            if (record.ImageId <= last) throw new BadInputException($"{FramesFile}, line {number}, is damaged: image_id is "
                + $"{record.ImageId}; more than {last}, that of the line before, was expected.");
            last = record.ImageId;
            yield return record;
        }
    }

    /// <summary>Reads the assets that the dataset shows, one at a time; none if assets.jsonl does not exist.</summary>
    /// <exception cref="BadInputException">A line is damaged.</exception>
    public IEnumerable<UsedAsset> ReadAssets() {
        long number = 0;
        foreach ((byte[] line, _) in LineLog.Read(AssetsFile)) yield return JsonRecord.Parse<UsedAsset>(line, DatasetJson.Line,
            $"{AssetsFile}, line {++number},");
    }
}
