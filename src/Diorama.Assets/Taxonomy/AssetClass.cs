namespace Diorama.Assets.Taxonomy;

/// <summary>One class of the taxonomy.</summary>
/// <param name="Id">Class id, from 1; it never changes.</param>
/// <param name="Name">Name in lower-case words as in COCO, "potted plant".</param>
/// <param name="Group">Name of the group of similar classes, "seat".</param>
/// <param name="CocoId">Category id of the COCO 2017 detection task; null if no category covers the class.</param>
/// <param name="CocoName">Name of that category.</param>
public sealed record AssetClass(int Id, string Name, string Group, int? CocoId, string? CocoName);
