using Diorama.Core.Spaces;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// A scene file of one's own: what is in it stays where it is. Its nodes get classes by their names; its objects, materials and lights may
/// vary; objects of packs may be scattered on its surfaces.
/// </summary>
public sealed class SceneRecipe : WorldRecipe {
    /// <summary>Path of the scene file: glTF, GLB, OBJ, PLY, STL, COLLADA or FBX; relative to the recipe's file. Required.</summary>
    [Text(AtMost = 4096)]
    public string File { get; set; } = "";
    /// <summary>Unit of the numbers in the file; empty keeps what the format states, metres if it states none.</summary>
    public LengthUnit? Unit { get; set; }
    /// <summary>Factor of all lengths, after the unit.</summary>
    [Limits(Above = 0, AtMost = 1e6)]
    public double Scale { get; set; } = 1;
    /// <summary>Axis of the file that points up, such as "z" or "-y"; empty keeps the format's.</summary>
    public string Up { get; set; } = "";
    /// <summary>Licence of the scene, for the attribution in the dataset.</summary>
    public string Licence { get; set; } = "";
    /// <summary>Author of the scene, for the attribution in the dataset.</summary>
    public string Author { get; set; } = "";
    /// <summary>Rules that give nodes their classes, or hide them; of several that match, the first with a class decides on it.</summary>
    [Items(AtMost = 1000)]
    public List<SceneObjectRecipe> Objects { get; set; } = [];
    /// <summary>Rules that vary materials.</summary>
    [Items(AtMost = 1000)]
    public List<SceneMaterialRecipe> Materials { get; set; } = [];
    /// <summary>Rules that vary lights.</summary>
    [Items(AtMost = 1000)]
    public List<SceneLightRecipe> Lights { get; set; } = [];
    /// <summary>Objects of packs that are put on surfaces of the scene.</summary>
    [Items(AtMost = 100)]
    public List<ScatterRecipe> Scatter { get; set; } = [];
    /// <summary>True keeps the sky of the file, if it has one; false always takes that of <c>light</c>.</summary>
    public bool KeepSky { get; set; } = true;
}

/// <summary>
/// A rule for nodes of a scene file. Its patterns are texts in which * stands for any letters and ? for one, without regard to case; a node
/// must match all that are given.
/// </summary>
public sealed class SceneObjectRecipe {
    /// <summary>Pattern of the node's name.</summary>
    public string Name { get; set; } = "*";
    /// <summary>Pattern of the name of a material that the node itself shows; empty allows any.</summary>
    public string Material { get; set; } = "";
    /// <summary>Custom property of the node, as "property=pattern": "category_id=3"; empty allows any.</summary>
    public string Extra { get; set; } = "";
    /// <summary>
    /// Class of the node with everything below it, which become one object: a class of the taxonomy or of <c>classes</c>. Empty keeps the
    /// class that the file states, if it does.
    /// </summary>
    [ClassNames(OrEmpty = true)]
    public string Class { get; set; } = "";
    /// <summary>Probability that the node is in the scene, with everything below it.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> Shown { get; set; } = 1;
}

/// <summary>
/// A rule for materials of a scene file, each of which is drawn by itself; keys that are not given keep the file's values.
/// </summary>
public sealed class SceneMaterialRecipe {
    /// <summary>Pattern of the material's name, with * and ?.</summary>
    public string Name { get; set; } = "*";
    /// <summary>Base colour, linear red, green and blue from 0 to 1; a texture of it is removed.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<System.Numerics.Vector3>? Color { get; set; }
    /// <summary>Roughness, 0 to 1; a texture of it is removed.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double>? Roughness { get; set; }
    /// <summary>Metalness: 0 for plastic or wood, 1 for metal; a texture of it is removed.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double>? Metallic { get; set; }
    /// <summary>Factor of the light that the material emits.</summary>
    [Limits(AtLeast = 0, AtMost = 1e6)]
    public Distribution<double> Emission { get; set; } = 1;
}

/// <summary>A rule for lights of a scene file, each of which is drawn by itself.</summary>
public sealed class SceneLightRecipe {
    /// <summary>Pattern of the name of the light or of its node, with * and ?.</summary>
    public string Name { get; set; } = "*";
    /// <summary>Factor of the light's power.</summary>
    [Limits(AtLeast = 0, AtMost = 1e6)]
    public Distribution<double> Power { get; set; } = 1;
    /// <summary>Colour temperature, kelvin; empty keeps the file's colour.</summary>
    [Limits(AtLeast = 1000, AtMost = 40000)]
    public Distribution<double>? Temperature { get; set; }
    /// <summary>Probability that the light is on.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> On { get; set; } = 1;
}

/// <summary>Objects of packs that stand upright on level surfaces of a scene file, turned at random.</summary>
public sealed class ScatterRecipe {
    /// <summary>Class or id of each object.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Object { get; set; } = "cup";
    /// <summary>Number of objects.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Count { get; set; } = 1;
    /// <summary>Pattern of the names of the nodes on whose level parts the objects stand, with * and ?.</summary>
    public string On { get; set; } = "*";
    /// <summary>Length that the longest side of each object is scaled to, metres; 0 keeps the object's own size.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public Distribution<double> Size { get; set; } = 0;
}
