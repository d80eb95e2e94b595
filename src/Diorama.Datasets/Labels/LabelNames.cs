using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Labels;

/// <summary>Parses and formats sets of labels as users write them: <c>basic, flow_forward</c>.</summary>
public static class LabelNames {
    /// <summary>Parses 'all', 'basic', 'none', or names of the <see cref="LabelTable"/>, separated by commas.</summary>
    /// <exception cref="BadInputException">A name is not in the table.</exception>
    public static LabelSet Parse(string text) {
        LabelSet labels = LabelSet.None;
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) {
            labels |= name switch {
                "all" => LabelSet.All,
                "basic" => LabelSet.Basic,
                "none" => LabelSet.None,
                _ => LabelTable.All.FirstOrDefault(l => l.Name == name) ?? throw Unknown(name),
            };
        }
        return labels;
    }

    /// <summary>Returns the names of the labels that are images, in the order of the table.</summary>
    public static IEnumerable<string> Images(LabelSet labels) => LabelTable.Images.Where(labels.Contains).Select(l => l.Name);

    private static BadInputException Unknown(string name) {
        string nearest = NearestNames.First(name, LabelTable.All.Select(l => l.Name).Append("all").Append("basic"))!;
        return new($"--labels: '{name}' is not a label; did you mean '{nearest}'? docs/labels.md lists them all.");
    }
}
