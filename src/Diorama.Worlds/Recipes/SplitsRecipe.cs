namespace Diorama.Worlds.Recipes;

/// <summary>Into what the dataset is divided; no image depends on it.</summary>
public sealed class SplitsRecipe {
    /// <summary>
    /// Shares of the scenes, which together are 1, as <c>{train: 0.8, val: 0.1, test: 0.1}</c>; empty keeps all together.
    /// </summary>
    [Limits(Above = 0, AtMost = 1), Text(FileName = true)]
    public Dictionary<string, double> Shares { get; set; } = [];
    /// <summary>
    /// Assets that training must not see: a share, or ids separated by commas with * for anything. Scenes that show one are the split
    /// test_objects.
    /// </summary>
    [Text(AtMost = 100_000)]
    public string HoldOutAssets { get; set; } = "";
}
