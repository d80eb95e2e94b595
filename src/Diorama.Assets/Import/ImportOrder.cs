using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Assets.Import;

/// <summary>A model to import into the pack of the user's own assets, with its metadata.</summary>
public sealed record ImportOrder {
    /// <summary>Path of the model: glTF, GLB, OBJ, PLY, STL, COLLADA or FBX.</summary>
    public required string File { get; init; }
    /// <summary>Folder in which, or below which, the other files of the model must be; null is the folder of the model.</summary>
    public string? Folder { get; init; }
    /// <summary>A known class, or the name of a new one.</summary>
    public required string Class { get; init; }
    public required string Licence { get; init; }
    public string? Author { get; init; }
    /// <summary>Name for display; null takes the file's name.</summary>
    public string? Name { get; init; }
    /// <summary>Width, depth and height in metres; null takes those of the file.</summary>
    public Vector3? Size { get; init; }
    /// <summary>Axis of the file that points up, "y" or "z"; null takes the format's.</summary>
    public string? Up { get; init; }
    /// <summary>Unit of the numbers in the file; null takes what the format states, metres if it states none.</summary>
    public LengthUnit? Unit { get; init; }
    /// <summary>Factor of the size of the file, after the unit.</summary>
    public double Scale { get; init; } = 1;
    /// <summary>Axis of the file that the front faces: "+x", "-y", …; null takes +Z if +Y is up, and −Y if +Z is up.</summary>
    public string? Front { get; init; }
}
