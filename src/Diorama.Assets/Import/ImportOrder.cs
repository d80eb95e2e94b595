using System.Numerics;

namespace Diorama.Assets.Import;

/// <summary>A model to import into the pack of the user's own assets, with its metadata.</summary>
public sealed record ImportOrder {
    /// <summary>Path of the model: glTF, GLB, OBJ, PLY, STL, COLLADA or FBX.</summary>
    public required string File { get; init; }
    /// <summary>Folder in which, or below which, the other files of the model must be; null is the folder of the model.</summary>
    public string? Folder { get; init; }
    public required string Class { get; init; }
    public required string Licence { get; init; }
    public string? Author { get; init; }
    /// <summary>Name for display; null takes the file's name.</summary>
    public string? Name { get; init; }
    /// <summary>Width, depth and height in metres; null takes those of the file.</summary>
    public Vector3? Size { get; init; }
    /// <summary>Axis of the file that points up, "y" or "z"; null takes the format's.</summary>
    public string? Up { get; init; }
    /// <summary>Axis of the file that the front faces: "+x", "-y", …; null takes +Z if +Y is up, and −Y if +Z is up.</summary>
    public string? Front { get; init; }
}
