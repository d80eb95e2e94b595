namespace Diorama.Datasets.Layout;

/// <summary>An asset that a dataset shows: a line of assets.jsonl, each asset once, in the order of first use.</summary>
/// <param name="Id">Id of the asset, as in the records of objects.</param>
/// <param name="Name">Display name.</param>
/// <param name="Class">Class of the asset.</param>
/// <param name="Pack">Pack that the asset belongs to.</param>
/// <param name="Licence">Licence as the pack states it.</param>
/// <param name="Author">Author to credit.</param>
public sealed record UsedAsset(string Id, string Name, string Class, string Pack, string Licence, string Author);
