using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Cityscapes;

/// <summary>
/// Label images in Cityscapes' format (cityscapesScripts, README and labels.py): class ids, instance ids, colours. The ids are the
/// dataset's own, listed in labels.json, not the 19 training ids of Cityscapes.
/// </summary>
public sealed class CityscapesFormat : DatasetFormat {
    public override string Name => "cityscapes";
    public override string Summary => "Cityscapes-style label images: class ids, ids of instances, colours; structure too.";
    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks | FormatContents.Classes;
    public override FormatWriter Write(ExportTarget target) => new CityscapesWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => CityscapesReader.Read(folder);

    /// <summary>File stem city_sequence_frame: the camera, the scene and the frame.</summary>
    public override string NameOf(FrameRecord image) =>
        FormattableString.Invariant($"{City(image)}_{image.Scene:000000}_{image.Frame:000000}");

    /// <summary>
    /// City in file names: the camera's name with hyphens for underscores, as underscores separate the parts of file names.
    /// </summary>
    internal static string City(FrameRecord image) => City(image.Camera.Name);

    private static string City(string camera) => camera.Length == 0 ? "diorama" : camera.Replace('_', '-');

    public override string? Missing(DatasetSurvey survey) {
        string? same = survey.CameraNames.GroupBy(City).FirstOrDefault(names => names.Count() > 1) is { } names
            ? string.Join(" and ", names.Select(n => $"'{n}'")) : null;
        return same is null ? null : $"cameras whose names stay different when '_' is written as '-', unlike {same}";
    }

    /// <summary>Factor of instance ids: the ids of a class's instances start at the class id times this number.</summary>
    internal const int InstancesPerClass = 1000;
}
