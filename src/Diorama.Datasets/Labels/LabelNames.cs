using Diorama.Core;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Labels;

/// <summary>Labels by the names of docs/labels.md: <c>depth_z</c>, <c>flow_forward</c> …</summary>
public static class LabelNames {
    /// <summary>Every single label with its name, in the order of <see cref="LabelSet"/>.</summary>
    public static IReadOnlyList<(string Name, LabelSet Label)> Single { get; } =
        [.. Enum.GetValues<LabelSet>().Where(l => System.Numerics.BitOperations.IsPow2((int)l))
        .Select(l => (Spelling.SnakeCase(l.ToString()), l))];

    /// <summary>No label but a measurement: depth with the noise of a depth camera (docs/sensors.md).</summary>
    public const string SensorDepth = "depth_sensor";

    /// <summary>No label but the picture before exposure and camera: linear Rec.709, W·sr⁻¹·m⁻², unclipped.</summary>
    public const string Radiance = "radiance";

    /// <summary>'all', 'basic', 'none', or names separated by commas.</summary>
    public static LabelSet Parse(string text) {
        LabelSet labels = LabelSet.None;
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) {
            labels |= name switch {
                "all" => LabelSet.All,
                "basic" => LabelSet.Basic,
                "none" => LabelSet.None,
                _ => Single.FirstOrDefault(s => s.Name == name) is { Name: not null } known ? known.Label : throw Unknown(name),
            };
        }
        return labels;
    }

    /// <summary>The names of those that are images, in the order of <see cref="LabelSet"/>.</summary>
    public static IEnumerable<string> Images(LabelSet labels) =>
        Single.Where(s => (labels & s.Label & ~(LabelSet.Boxes | LabelSet.Poses | LabelSet.Keypoints | LabelSet.VisibleMasks
        | LabelSet.AmodalMasks)) != 0).Select(s => s.Name);

    private static BadInputException Unknown(string name) {
        string nearest = Spelling.Nearest(name, Single.Select(s => s.Name).Append("all").Append("basic"))!;
        return new($"--labels: '{name}' is not a label; did you mean '{nearest}'? docs/labels.md lists them all.");
    }
}
