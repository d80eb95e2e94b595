using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.SceneFiles.Obj;

/// <summary>The contents of an OBJ file, in the order of the file.</summary>
internal sealed class ObjFile {
    public List<Double3> Positions { get; } = [];
    /// <summary>
    /// Colours of the vertices, sRGB from 0 to 1; empty, or as many as there are positions, white where a vertex has none.
    /// </summary>
    public List<Vector3> Colors { get; } = [];
    public List<Vector2> TexCoords { get; } = [];
    public List<Vector3> Normals { get; } = [];
    public List<ObjObject> Objects { get; } = [];
    /// <summary>Names of material libraries, each with what stands on one line.</summary>
    public List<string> Libraries { get; } = [];
    public int Points { get; set; }
    public int Lines { get; set; }
}

/// <summary>An object of an OBJ file (<c>o</c>, or <c>g</c> in files without <c>o</c>).</summary>
internal sealed class ObjObject(string name) {
    public string Name { get; } = name;
    public List<ObjPart> Parts { get; } = [];
    private readonly Dictionary<(string Group, string? Material), ObjPart> byKey = [];

    /// <summary>Returns the part for the faces of a group with one material; made when it is asked for the first time.</summary>
    public ObjPart Part(string group, string? material) {
        if (!byKey.TryGetValue((group, material), out ObjPart? part)) {
            Parts.Add(part = new(group, material));
            byKey.Add((group, material), part);
        }
        return part;
    }
}

/// <summary>Faces of one object and group with one material.</summary>
internal sealed class ObjPart(string group, string? material) {
    public string Group { get; } = group;
    public string? Material { get; } = material;
    /// <summary>Corners of all faces, one after the other.</summary>
    public List<ObjCorner> Corners { get; } = [];
    /// <summary>Number of corners of each face.</summary>
    public List<int> Faces { get; } = [];
    /// <summary>Line of the file of each face, counted from 1.</summary>
    public List<int> Lines { get; } = [];
}

/// <summary>A corner of a face: indices from 0 of its position, texture coordinate and normal; −1 where the face states none.</summary>
internal readonly record struct ObjCorner(int Position, int TexCoord, int Normal);
