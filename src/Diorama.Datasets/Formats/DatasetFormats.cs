using Diorama.Core;
using Diorama.Datasets.Formats.Coco;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>The dataset formats by name. Each is made from Diorama's own layout, in one pass over its frames.</summary>
public static class DatasetFormats {
    public static IReadOnlyList<string> Names { get; } = ["coco"];

    /// <exception cref="BadInputException">One of them is unknown.</exception>
    public static void Check(IEnumerable<string> names) {
        foreach (string name in names) {
            if (!Names.Contains(name)) throw new BadInputException($"There is no dataset format '{name}'; expected {string.Join(", ", Names)}.");
        }
    }

    public static void Write(DatasetFolder folder, DatasetInfo info, IEnumerable<string> names) {
        foreach (string name in names) {
            switch (name) {
                case "coco": CocoWriter.Write(folder, info, Path.Combine(folder.Root, "coco", "instances.json")); break;
            }
        }
    }
}
