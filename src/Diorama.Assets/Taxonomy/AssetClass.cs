namespace Diorama.Assets.Taxonomy;

/// <summary>One class of the taxonomy.</summary>
/// <param name="Id">From 1, the same for ever.</param>
/// <param name="Name">Lower-case words as in COCO, "potted plant".</param>
/// <param name="Group">Family of classes, "seat".</param>
/// <param name="CocoId">Category id of the COCO 2017 detection task, where a category covers the class.</param>
/// <param name="CocoName">Name of that category.</param>
public sealed record AssetClass(int Id, string Name, string Group, int? CocoId, string? CocoName);
