using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Coco;

/// <summary>Kinds of COCO annotation files.</summary>
public enum CocoKind {
    /// <summary>Annotations of all things, with masks as run lengths.</summary>
    Instances,
    /// <summary>Annotations of all things, with masks as polygons where polygons can represent them.</summary>
    Polygons,
    /// <summary>
    /// Annotations of all things, with masks as polygons without exception: a seam joins a hole to the outline around it.
    /// </summary>
    PolygonsOnly,
    /// <summary>Annotations of things whose class has keypoints.</summary>
    Keypoints,
}

/// <summary>COCO's JSON for detection, segmentation and keypoints (cocodataset.org/#format-data).</summary>
public sealed class CocoFormat(CocoKind kind = CocoKind.Instances) : DatasetFormat {
    public override string Name => kind switch {
        CocoKind.Instances => "coco",
        CocoKind.Polygons => "coco-polygons",
        CocoKind.PolygonsOnly => "coco-polygons-only",
        _ => "coco-keypoints",
    };

    public override string Summary => kind switch {
        CocoKind.Instances => "COCO instances: boxes, masks as run lengths, keypoints of classes that have some.",
        CocoKind.Polygons => "COCO instances with polygons in place of run lengths, but for objects with holes.",
        CocoKind.PolygonsOnly => "COCO instances with polygons alone; seams without width lead to holes.",
        _ => "COCO keypoints: only objects of classes that have some.",
    };

    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks | FormatContents.Keypoints;

    public override string? Missing(DatasetSurvey survey) =>
        kind == CocoKind.Keypoints && survey.Images > 0 && survey.Keypoints.Count == 0 ? "objects with keypoints" : null;

    public override bool Includes(ObjectRecord o, ClassTable classes, DatasetSurvey survey) =>
        base.Includes(o, classes, survey) && (kind != CocoKind.Keypoints || survey.Keypoints.ContainsKey(o.ClassId));

    public override FormatWriter Write(ExportTarget target) => new CocoWriter(this, target, kind);

    protected override IEnumerable<ImageContents> ReadImages(string folder) {
        string stem = CocoWriter.FileStem(kind);
        foreach (string path in SplitFiles.Find(folder, stem, ".json")) {
            string split = SplitFiles.SplitOf(path, stem);
            CocoFile file = CocoReader.Read(path);
            var classes = file.Categories.ToDictionary(c => c.Id, c => c.Name);
            ILookup<long, CocoAnnotation> annotations = file.Annotations.ToLookup(a => a.ImageId);
            foreach (CocoImage image in file.Images) {
                yield return new() {
                    Name = Path.GetFileNameWithoutExtension(image.FileName), Split = split, Width = image.Width, Height = image.Height,
                    PicturePath = Path.Combine(folder, "images", split, image.FileName),
                    Objects = [.. annotations[image.Id].Select(a => new ObjectContents {
                        Class = classes[a.CategoryId], VisibleBox = [a.Box[0], a.Box[1], a.Box[0] + a.Box[2], a.Box[1] + a.Box[3]],
                        Mask = a.Mask(image.Width, image.Height), Keypoints = a.Keypoints.Length > 0 ? a.Keypoints : null,
                    })],
                };
            }
        }
    }
}
