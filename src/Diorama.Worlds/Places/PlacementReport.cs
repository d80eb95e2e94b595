namespace Diorama.Worlds.Places;

/// <summary>Numbers of requested and placed objects, and the reasons why others were not placed.</summary>
public sealed class PlacementReport {
    /// <summary>Number of attempts at the scene, the successful one included.</summary>
    public int Attempts { get; set; } = 1;
    /// <summary>Number of requested objects per class.</summary>
    public SortedDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Placed { get; } = new(StringComparer.Ordinal);
    /// <summary>One entry per object that could not be placed.</summary>
    public List<PlacementFailure> Failures { get; } = [];
}
