namespace Diorama.Worlds.Places;

/// <summary>An object that could not be placed, with the reason.</summary>
/// <param name="Class">Class of the object.</param>
/// <param name="Reason">Reason of the failure, from a fixed list, so that failures can be counted.</param>
/// <param name="Attempt">Number of the attempt at the scene in which it failed, from 0.</param>
public sealed record PlacementFailure(string Class, PlacementReason Reason, int Attempt);

public enum PlacementReason { NoAsset, NoFreeSpace, BlocksPath, NoSupport, Overlap, NotSettled, LeftTheRoom, NoCamera }
