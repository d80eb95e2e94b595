namespace Diorama.Worlds.Recipes;

/// <summary>Labels and dataset formats that are written in addition to the images.</summary>
public sealed class LabelsRecipe {
    /// <summary>Names of labels from docs/labels.md, or "all" or "basic".</summary>
    public List<string> Write { get; set; } = ["all"];
    /// <summary>Dataset formats to write in addition to Diorama's own layout.</summary>
    public List<string> Formats { get; set; } = ["coco"];
}
