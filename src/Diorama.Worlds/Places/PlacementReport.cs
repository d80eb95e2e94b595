namespace Diorama.Worlds.Places;

/// <summary>What was asked for, what was placed, and why the rest was not.</summary>
public sealed class PlacementReport {
    /// <summary>Attempts at the scene, the successful one included.</summary>
    public int Attempts { get; set; } = 1;
    /// <summary>Objects asked for per class.</summary>
    public SortedDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Placed { get; } = new(StringComparer.Ordinal);
    /// <summary>One entry per object that could not be placed.</summary>
    public List<PlacementFailure> Failures { get; } = [];
}
