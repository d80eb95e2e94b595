namespace Diorama.Assets.Taxonomy;

/// <summary>A class of objects, of the taxonomy or declared by a user.</summary>
/// <param name="Id">Class id, from 1; it never changes.</param>
/// <param name="Name">Name; in the taxonomy lower-case words as in COCO, "potted plant".</param>
/// <param name="Group">Name of the group of similar classes, "seat"; COCO's supercategory.</param>
/// <param name="CocoId">Category id of the COCO 2017 detection task; null if no category covers the class.</param>
/// <param name="CocoName">Name of that category.</param>
public sealed record AssetClass(int Id, string Name, string Group, int? CocoId = null, string? CocoName = null) {
    /// <summary>Largest id, so that 16-bit label images can hold every class.</summary>
    public const int MaxId = ushort.MaxValue;

    /// <summary>Colour for pictures of labels, sRGB, 0 to 255; null leaves it to the picture.</summary>
    public IReadOnlyList<int>? Color { get; init; }
    /// <summary>Other names of the class; null for none.</summary>
    public IReadOnlyList<string>? Synonyms { get; init; }
}
