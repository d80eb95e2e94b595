using Diorama.Assets.Taxonomy;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// A class that gets an id in the dataset. A name alone selects a class of the taxonomy, or one that was declared with imported assets; a
/// mapping declares a class of one's own.
/// </summary>
[ShortFor(nameof(Name))]
public sealed class ClassRecipe {
    /// <summary>Name of the class; required.</summary>
    public string Name { get; set; } = "";
    /// <summary>
    /// Id of the class in all formats, 1 or more; 0 takes the first free one from 1001 on. A class of the taxonomy has its own id, unless
    /// it is declared again here.
    /// </summary>
    [Limits(AtLeast = 0, AtMost = AssetClass.MaxId)]
    public int Id { get; set; }
    /// <summary>
    /// Group of similar classes, COCO's supercategory; "structure" for floors and walls, which are no objects. Empty takes that of the
    /// known class of this name, or "other".
    /// </summary>
    public string Supercategory { get; set; } = "";
    /// <summary>Colour in pictures of labels: red, green and blue in sRGB, 0 to 255; empty leaves it to the picture.</summary>
    [Limits(AtLeast = 0, AtMost = 255), Items(AtMost = 3)]
    public int[] Color { get; set; } = [];
    /// <summary>Other names by which files may call the class.</summary>
    [Items(AtMost = 100)]
    public List<string> Synonyms { get; set; } = [];

    /// <summary>Selects a class by its name.</summary>
    public static implicit operator ClassRecipe(string name) => new() { Name = name, Selects = true };

    /// <summary>True for an entry that is a name alone, which selects a class and declares none.</summary>
    public bool Selects { get; internal set; }
}
