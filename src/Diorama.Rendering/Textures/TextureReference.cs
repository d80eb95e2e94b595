using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Textures;

/// <summary>
/// A texture as one material slot reads it, stored flat for speed: the map, the UV set, and the affine transform of KHR_texture_transform.
/// The default value means "no texture".
/// </summary>
public readonly struct TextureReference {
    private readonly TextureMap? map;
    private readonly Vector2 columnU, columnV, offset;
    private readonly float lodBias;
    private readonly bool secondSet, transformed;

    /// <summary>
    /// Creates the reference with mapFromMesh = translate · rotate · scale. Rotation is counter-clockwise as seen on the image; v points
    /// down, hence the signs. They make the extension's first example (offset (0, 1), rotation π/2, scale ½) select the lower left
    /// quadrant, as its text says.
    /// </summary>
    public TextureReference(TextureMap? map, TextureSlot slot) {
        ArgumentNullException.ThrowIfNull(slot);
        this.map = map;
        secondSet = slot.TexCoord == 1;
        var (sine, cosine) = MathF.SinCos(slot.Rotation);
        columnU = new Vector2(cosine, -sine) * slot.Scale.X;
        columnV = new Vector2(sine, cosine) * slot.Scale.Y;
        offset = slot.Offset;
        transformed = slot.Rotation != 0 || slot.Scale != Vector2.One || slot.Offset != Vector2.Zero;
        float area = MathF.Abs(slot.Scale.X * slot.Scale.Y);
        lodBias = (map?.LodBase ?? 0) + (area > 0 ? 0.5f * MathF.Log2(area) : 0);
    }

    public bool Exists => map != null;
    public TextureMap? Map => map;
    /// <summary>Mean of the whole image, linear; ones without a texture.</summary>
    public Vector4 Mean => map?.Mean ?? Vector4.One;

    /// <summary>Converts texture coordinates of the mesh to coordinates on the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector2 MapFromMesh(Vector2 uv) => transformed ? columnU * uv.X + (columnV * uv.Y + offset) : uv;

    /// <summary>Returns linear RGBA for a hit with two UV sets; ones without a texture.</summary>
    /// <param name="uv0">Coordinates of the hit in UV set 0 of the mesh.</param>
    /// <param name="uv1">Coordinates of the hit in UV set 1 of the mesh.</param>
    /// <param name="level">
    /// Level of detail without the texture's size and transform: ½·log₂(uvArea / worldArea) + log₂(coneWidth / |cos θ|).
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector4 Sample(Vector2 uv0, Vector2 uv1, float level) =>
        map == null ? Vector4.One : map.Sample(MapFromMesh(secondSet ? uv1 : uv0), level + lodBias);
}
