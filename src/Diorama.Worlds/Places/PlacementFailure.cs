namespace Diorama.Worlds.Places;

/// <param name="Class">Class of the object.</param>
/// <param name="Reason">From a closed list, so that it can be counted.</param>
/// <param name="Attempt">The attempt at the scene in which it failed.</param>
public sealed record PlacementFailure(string Class, PlacementReason Reason, int Attempt);

public enum PlacementReason { NoAsset, NoFreeSpace, BlocksPath, NoSupport, Overlap, NotSettled, LeftTheRoom, NoCamera }
