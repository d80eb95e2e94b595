using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Datasets.Formats.BlenderProc;
using Diorama.Datasets.Formats.Bop;
using Diorama.Datasets.Formats.Cityscapes;
using Diorama.Datasets.Formats.Coco;
using Diorama.Datasets.Formats.CocoPanoptic;
using Diorama.Datasets.Formats.FlyingThings;
using Diorama.Datasets.Formats.Hypersim;
using Diorama.Datasets.Formats.KittiDepth;
using Diorama.Datasets.Formats.KittiDisparity;
using Diorama.Datasets.Formats.KittiFlow;
using Diorama.Datasets.Formats.KittiObject;
using Diorama.Datasets.Formats.LayeredExr;
using Diorama.Datasets.Formats.Nerf;
using Diorama.Datasets.Formats.Sintel;
using Diorama.Datasets.Formats.TfRecord;
using Diorama.Datasets.Formats.Tum;
using Diorama.Datasets.Formats.Voc;
using Diorama.Datasets.Formats.WebDataset;
using Diorama.Datasets.Formats.Yolo;
using Diorama.Datasets.Labels;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Registry of the formats by name. Each is made from Diorama's own layout, in one pass over its frames. A new format is added to this
/// list.
/// </summary>
public static class DatasetFormats {
    public static IReadOnlyList<DatasetFormat> All { get; } = [
        new CocoFormat(), new CocoFormat(CocoKind.Polygons), new CocoFormat(CocoKind.PolygonsOnly), new CocoFormat(CocoKind.Keypoints),
            new CocoPanopticFormat(),
        new YoloFormat(YoloKind.Detect), new YoloFormat(YoloKind.Segment), new YoloFormat(YoloKind.Pose), new YoloFormat(YoloKind.Obb),
        new VocFormat(), new KittiObjectFormat(), new KittiFlowFormat(), new KittiDepthFormat(), new KittiDisparityFormat(),
        new CityscapesFormat(),
        new BopFormat(), new BopFormat(inShards: true), new WebDatasetFormat(), new TfRecordFormat(), new BlenderProcFormat(),
        new HypersimFormat(),
        new SintelFormat(), new FlyingThingsFormat(), new TumFormat(), new NerfFormat(), new LayeredExrFormat(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <exception cref="BadInputException">No format has this name.</exception>
    public static DatasetFormat Find(string name) => All.FirstOrDefault(f => f.Name == name)
        ?? throw NearestNames.Unknown("dataset format", name, Names);

    /// <exception cref="BadInputException">One of the names is unknown.</exception>
    public static void Check(IEnumerable<string> names) {
        foreach (string name in names) Find(name);
    }

    /// <summary>Checks that all names are known and that the run that is about to begin will write what the formats need.</summary>
    /// <param name="names">Names of the formats.</param>
    /// <param name="labels">Labels that the run will write.</param>
    /// <param name="pictures">Whether the run will write pictures.</param>
    /// <param name="framesPerScene">Number of frames of the longest scene.</param>
    public static void Check(IEnumerable<string> names, LabelSet labels, bool pictures, long framesPerScene) {
        string[] written = [.. LabelTable.All.Where(labels.Contains).Select(l => l.Name)];
        foreach (string name in names) {
            if (framesPerScene < Find(name).MinFramesPerScene)
                throw new BadInputException($"The format {name} needs {Find(name).NeedsFrames}.");
            foreach (string label in Find(name).Labels.Concat(LabelTable.All.Where(Find(name).ObjectLabels.Contains).Select(l => l.Name))) {
                if (label == FrameImages.PictureName ? pictures : written.Contains(label)) continue;
                throw new BadInputException(label == FrameImages.PictureName
                    ? $"The format {name} needs pictures, and labels alone are to be made; give samples or another format."
                    : $"The format {name} needs the label {label}, which is not to be written; add it to the labels.");
            }
        }
    }
}
