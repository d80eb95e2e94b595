using System.Numerics;
using Diorama.Core;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.FlyingThings;

/// <summary>Reads the folder layout of FlyingThings3D.</summary>
internal static class FlyingThingsReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        string root = Path.Combine(folder, FlyingThingsWriter.Root), flows = Path.Combine(root, "optical_flow");
        if (!Directory.Exists(flows))
            throw new BadInputException($"{folder} is not in the layout of FlyingThings3D: it has no FlyingThings3D/optical_flow.");
        string[] parts = [.. Directory.EnumerateDirectories(flows).Order(StringComparer.Ordinal)];
        foreach (string part in parts) {
            string split = Path.GetFileName(part);
            foreach (string letter in Folders(part)) {
                foreach (string scene in Folders(letter)) {
                    foreach (string side in Folders(Path.Combine(scene, "into_future"))) {
                        foreach (string forward in Directory.EnumerateFiles(side, "*.pfm").Order(StringComparer.Ordinal)) {
                            string number = Path.GetFileNameWithoutExtension(forward).Split('_')[1], place = Path.GetFileName(side),
                                name = Path.GetFileName(scene);
                            string backward = forward.Replace("into_future", "into_past", StringComparison.Ordinal).Replace("IntoFuture",
                                "IntoPast", StringComparison.Ordinal);
                            Image<Vector2> future = Flow(forward);
                            string disparity = Path.Combine(root, "disparity", split, Path.GetFileName(letter), name, place,
                                number + ".pfm");
                            yield return new() {
                                Name = $"{name}/{place}/{number}",
                                Split = parts.Length == 1 && split == "TRAIN" ? "" : split.ToLowerInvariant(), Width = future.Width,
                                        Height = future.Height,
                                PicturePath = Path.Combine(root, "frames_finalpass", split, Path.GetFileName(letter), name, place,
                                    number + ".png"), FlowForward = future, FlowBackward = Flow(backward),
                                Disparity = File.Exists(disparity) ? PfmFile.ReadScalar(disparity) : null,
                            };
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Folders(string path) => Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal);

    private static Image<Vector2> Flow(string path) {
        Image<Vector3> read = PfmFile.ReadVector3(path);
        return new(read.Width, read.Height, Array.ConvertAll(read.Pixels,
            v => MathF.Abs(v.X) > 1e9f ? new(float.NaN) : new Vector2(v.X, v.Y)));
    }
}
