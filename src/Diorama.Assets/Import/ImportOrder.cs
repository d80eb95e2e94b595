using System.Numerics;

namespace Diorama.Assets.Import;

/// <summary>One model to take into the pack of your own assets, and what is known about it.</summary>
public sealed record ImportOrder {
    /// <summary>glTF, GLB, OBJ, PLY, STL, COLLADA or FBX.</summary>
    public required string File { get; init; }
    /// <summary>From here and below the files are taken that belong to it; the file's own folder by default.</summary>
    public string? Folder { get; init; }
    public required string Class { get; init; }
    public required string Licence { get; init; }
    public string? Author { get; init; }
    /// <summary>By default the file's name.</summary>
    public string? Name { get; init; }
    /// <summary>Width, depth and height in metres; null takes the file's. One number above 0 and others of 0 scale evenly.</summary>
    public Vector3? Size { get; init; }
    /// <summary>Axis of the file that points up, "y" or "z"; null takes the format's.</summary>
    public string? Up { get; init; }
    /// <summary>Axis of the file that the front faces: "+x", "-y", …; null takes +Z for +Y up and −Y for +Z up.</summary>
    public string? Front { get; init; }
}
