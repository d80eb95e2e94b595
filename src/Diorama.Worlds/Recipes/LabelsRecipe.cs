using Diorama.Rendering.Labels;

namespace Diorama.Worlds.Recipes;

/// <summary>Labels and dataset formats that are written in addition to the images.</summary>
public sealed class LabelsRecipe {
    /// <summary>Names of labels from docs/labels.md, or "all" or "basic".</summary>
    public List<string> Write { get; set; } = ["all"];
    /// <summary>What pixels on glass show in all labels: the glass itself, or what is behind it on the straight line.</summary>
    public GlassPolicy Glass { get; set; } = GlassPolicy.Surface;
    /// <summary>Alpha from which blended surfaces count as present in labels.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public double AlphaThreshold { get; set; } = 0.5;
    /// <summary>Dataset formats to write in addition to Diorama's own layout.</summary>
    public List<string> Formats { get; set; } = ["coco"];
}
