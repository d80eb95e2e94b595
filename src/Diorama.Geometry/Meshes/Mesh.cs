using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// An indexed triangle mesh in object space (metres), one material. Counter-clockwise triangles face outwards.
/// All per-vertex arrays have <see cref="VertexCount"/> elements or are null.
/// </summary>
public sealed class Mesh {
    public string Name { get; set; } = "";
    public required Vector3[] Positions { get; init; }
    /// <summary>Three vertex indices per triangle.</summary>
    public required int[] Indices { get; init; }
    /// <summary>Unit vertex normals; null means flat shading.</summary>
    public Vector3[]? Normals { get; init; }
    /// <summary>Unit tangent and handedness (±1), glTF 2.0 section 3.7.2.1.</summary>
    public Vector4[]? Tangents { get; init; }
    /// <summary>Texture coordinate sets; v runs down the image as in glTF.</summary>
    public Vector2[][] TexCoords { get; init; } = [];
    /// <summary>Linear RGBA vertex colours (glTF COLOR_0), multiplied into base colour and alpha.</summary>
    public Vector4[]? Colors { get; init; }
    public MorphTarget[] MorphTargets { get; init; } = [];
    public SkinWeights? Skin { get; init; }

    public int VertexCount => Positions.Length;
    public int TriangleCount => Indices.Length / 3;
}

/// <summary>Per-vertex displacements that a morph weight of 1 adds (glTF 2.0 section 3.7.2.2).</summary>
public sealed class MorphTarget {
    public string Name { get; init; } = "";
    public required Vector3[] Positions { get; init; }
    public Vector3[]? Normals { get; init; }
    public Vector3[]? Tangents { get; init; }
}

/// <summary>Linear-blend skinning: <see cref="InfluencesPerVertex"/> joints and weights per vertex; weights sum to 1.</summary>
public sealed class SkinWeights {
    public required int InfluencesPerVertex { get; init; }
    /// <summary>Indices into the node's skin, VertexCount × InfluencesPerVertex.</summary>
    public required ushort[] Joints { get; init; }
    public required float[] Weights { get; init; }
}
