namespace Diorama.Worlds.Recipes;

/// <summary>Division of the dataset into splits; no image depends on it.</summary>
public sealed class SplitsRecipe {
    /// <summary>Shares of the scenes, with a sum of 1, such as <c>{train: 0.8, val: 0.1, test: 0.1}</c>; empty means no division.</summary>
    [Limits(Above = 0, AtMost = 1), Text(FileName = true)]
    public Dictionary<string, double> Shares { get; set; } = [];
    /// <summary>
    /// Assets that training must not see: a share, or ids separated by commas, in which * stands for any characters. Scenes that show one
    /// form the split test_objects.
    /// </summary>
    [Text(AtMost = 100_000)]
    public string HoldOutAssets { get; set; } = "";
}
