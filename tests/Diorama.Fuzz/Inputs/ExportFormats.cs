namespace Diorama.Fuzz.Inputs;

/// <summary>Names of the formats that the small dataset can be exported in.</summary>
internal static class ExportFormats {
    public static IReadOnlyList<string> All { get; } = [
        "coco", "coco-polygons", "coco-panoptic", "yolo", "yolo-segment", "yolo-obb", "voc", "kitti", "kitti-flow", "kitti-depth",
        "kitti-disparity", "cityscapes", "bop", "bop-webdataset", "webdataset", "tfrecord",
        "blenderproc", "hypersim", "sintel", "flyingthings", "tum", "nerf", "exr",
    ];
}
