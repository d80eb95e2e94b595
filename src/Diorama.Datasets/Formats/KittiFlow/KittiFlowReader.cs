using Diorama.Core;

namespace Diorama.Datasets.Formats.KittiFlow;

/// <summary>Reads KITTI's flow: the numbers that the lists name, or all files of <c>flow_occ/</c>.</summary>
public static class KittiFlowReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        string training = Path.Combine(folder, "training"), lists = Path.Combine(folder, "ImageSets");
        if (!Directory.Exists(Path.Combine(training, "flow_occ")))
            throw new BadInputException($"{folder} holds no KITTI flow: it has no training/flow_occ.");
        foreach ((string split, string number) in KittiLists.Read(lists, Path.Combine(training, "flow_occ"), "_10.png")) {
            var flow = FlowPng.Read(Path.Combine(training, "flow_occ", number + "_10.png"));
            yield return new() {
                Name = number, Split = split, PicturePath = Path.Combine(training, "image_2", number + "_10.png"), Width = flow.Width,
                Height = flow.Height, FlowForward = flow,
            };
        }
    }
}
