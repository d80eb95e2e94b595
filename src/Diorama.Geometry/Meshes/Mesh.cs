using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// An indexed triangle mesh in object space (metres) with one material. Counter-clockwise triangles face outwards. All per-vertex arrays
/// have <see cref="VertexCount"/> elements or are null.
/// </summary>
public sealed class Mesh {
    public string Name { get; set; } = "";
    public required Vector3[] Positions { get; init; }
    /// <summary>Three vertex indices for each triangle.</summary>
    public required int[] Indices { get; init; }
    /// <summary>Unit vertex normals; null means flat shading.</summary>
    public Vector3[]? Normals { get; init; }
    /// <summary>Unit tangents (x, y, z) and handedness (w, ±1), as in glTF 2.0 section 3.7.2.1; null if the mesh has none.</summary>
    public Vector4[]? Tangents { get; init; }
    /// <summary>Texture coordinate sets, one array per set; v increases down the image, as in glTF.</summary>
    public Vector2[][] TexCoords { get; init; } = [];
    /// <summary>Linear RGBA vertex colours (glTF COLOR_0), which multiply base colour and alpha; null if the mesh has none.</summary>
    public Vector4[]? Colors { get; init; }
    public MorphTarget[] MorphTargets { get; init; } = [];
    public SkinWeights? Skin { get; init; }

    public int VertexCount => Positions.Length;
    public int TriangleCount => Indices.Length / 3;

    /// <summary>Returns the mesh moved by a vector, in metres; everything but the positions is shared with this one.</summary>
    public Mesh Translated(Vector3 by) => With(Array.ConvertAll(Positions, p => p + by));

    /// <summary>
    /// Returns the mesh with other positions, and other normals if they are given; everything else is shared with this one.
    /// </summary>
    public Mesh With(Vector3[] positions, Vector3[]? normals = null) => new() {
        Name = Name, Positions = positions, Indices = Indices, Normals = normals ?? Normals, Tangents = Tangents, TexCoords = TexCoords,
            Colors = Colors,
        MorphTargets = MorphTargets, Skin = Skin,
    };
}

/// <summary>A morph target: displacements of the vertices that are added with a morph weight of 1 (glTF 2.0 section 3.7.2.2).</summary>
public sealed class MorphTarget {
    public string Name { get; init; } = "";
    public required Vector3[] Positions { get; init; }
    public Vector3[]? Normals { get; init; }
    public Vector3[]? Tangents { get; init; }
}

/// <summary>
/// Weights for linear blend skinning: <see cref="InfluencesPerVertex"/> joints and weights for each vertex; the weights of a vertex sum to
/// 1.
/// </summary>
public sealed class SkinWeights {
    public required int InfluencesPerVertex { get; init; }
    /// <summary>Joint indices into the node's skin, VertexCount × InfluencesPerVertex.</summary>
    public required ushort[] Joints { get; init; }
    public required float[] Weights { get; init; }
}
