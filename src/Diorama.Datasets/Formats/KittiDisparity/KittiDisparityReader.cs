using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.KittiDepth;

namespace Diorama.Datasets.Formats.KittiDisparity;

/// <summary>Reads KITTI's disparity: the numbers that the lists name, or all files of <c>disp_occ_0/</c>.</summary>
public static class KittiDisparityReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        string training = Path.Combine(folder, "training"), lists = Path.Combine(folder, "ImageSets");
        if (!Directory.Exists(Path.Combine(training, "disp_occ_0")))
            throw new BadInputException($"{folder} holds no KITTI disparity: it has no training/disp_occ_0.");
        foreach ((string split, string number) in KittiLists.Read(lists, Path.Combine(training, "disp_occ_0"), "_10.png")) {
            Image<float> disparity = FixedPointPng.Read(Path.Combine(training, "disp_occ_0", number + "_10.png"));
            yield return new() {
                Name = number, Split = split, PicturePath = Path.Combine(training, "image_2", number + "_10.png"), Width = disparity.Width,
                Height = disparity.Height, Disparity = disparity,
            };
        }
    }
}
