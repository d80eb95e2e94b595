namespace Diorama.Datasets.Layout;

/// <summary>An asset that a dataset shows: a line of assets.jsonl, each asset once, in the order of first use.</summary>
/// <param name="Id">As in the frames.</param>
/// <param name="Name">For people.</param>
/// <param name="Class">Its class.</param>
/// <param name="Pack">Where it is from.</param>
/// <param name="Licence">As the pack states it.</param>
/// <param name="Author">Whom to credit.</param>
public sealed record UsedAsset(string Id, string Name, string Class, string Pack, string Licence, string Author);
