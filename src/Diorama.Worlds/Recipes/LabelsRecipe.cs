namespace Diorama.Worlds.Recipes;

/// <summary>What is written beside the images.</summary>
public sealed class LabelsRecipe {
    /// <summary>Names of docs/labels.md, or "all", "basic".</summary>
    public List<string> Write { get; set; } = ["all"];
    /// <summary>Dataset formats beside Diorama's own layout.</summary>
    public List<string> Formats { get; set; } = ["coco"];
}
