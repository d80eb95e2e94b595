using Diorama.Core;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.Sintel;

/// <summary>Reads Sintel's folder layout: pairs of consecutive frames, and the flow of the first.</summary>
internal static class SintelReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        string root = Path.Combine(folder, SintelWriter.Root);
        string[] parts = Directory.Exists(root)
            ? [.. Directory.EnumerateDirectories(root).Where(d => Directory.Exists(Path.Combine(d, "flow"))).Order(StringComparer.Ordinal)]
            : [];
        if (parts.Length == 0) throw new BadInputException($"{folder} is not in Sintel's layout: it has no Sintel/training/flow.");
        foreach (string part in parts) {
            // "training" alone is a dataset that is not split.
            string split = Path.GetFileName(part) is not "training" ? Path.GetFileName(part) : parts.Length == 1 ? "" : "train";
            foreach (string scene in Directory.EnumerateDirectories(Path.Combine(part, "flow")).Order(StringComparer.Ordinal)) {
                string name = Path.GetFileName(scene);
                string[] flows = [.. Directory.EnumerateFiles(scene, "*.flo").Order(StringComparer.Ordinal)];
                string[] frames = [.. Directory.EnumerateFiles(Path.Combine(part, "final", name), "*.png").Order(StringComparer.Ordinal)];
                if (frames.Length != flows.Length + 1) throw new BadInputException($"{scene} holds {flows.Length} flow files for "
                    + $"{frames.Length} frames; one less than frames was expected.");
                for (int i = 0; i < flows.Length; i++) {
                    Image<System.Numerics.Vector2> flow = FlowFile.Read(flows[i]);
                    yield return new() {
                        Name = $"{name}/{Path.GetFileNameWithoutExtension(flows[i])}", Split = split, Width = flow.Width,
                        Height = flow.Height, PicturePath = frames[i], FlowForward = flow,
                    };
                }
            }
        }
    }
}
