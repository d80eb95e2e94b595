using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Rendering.Textures;

public enum TextureWrap { Repeat, MirroredRepeat, ClampToEdge }

/// <summary>An image used by materials: a file, or the bytes of an embedded file. Decoded once, when the scene is prepared.</summary>
public sealed class Texture {
    public string Name { get; set; } = "";
    /// <summary>Path of the image file; for embedded images a name for messages.</summary>
    public required string Source { get; init; }
    /// <summary>Content of the encoded file (PNG, JPEG, …) if it is embedded; null reads <see cref="Source"/>.</summary>
    public byte[]? Encoded { get; init; }
    public TextureWrap WrapU { get; set; }
    public TextureWrap WrapV { get; set; }
    /// <summary>Whether texels are interpolated linearly; false uses the nearest texel.</summary>
    public bool Linear { get; set; } = true;

    /// <summary>Opens the image as it is stored. Throws <see cref="Core.BadInputException"/> if it cannot be read.</summary>
    public ImageReader Open() => Encoded is { } bytes ? ImageReader.Open(Source, bytes) : ImageReader.Open(Source);
}

/// <summary>A texture as one material slot uses it: UV set and KHR_texture_transform.</summary>
public sealed class TextureSlot {
    public required Texture Texture { get; init; }
    public int TexCoord { get; set; }
    public Vector2 Offset { get; set; }
    /// <summary>Rotation in radians, counter-clockwise.</summary>
    public float Rotation { get; set; }
    public Vector2 Scale { get; set; } = Vector2.One;

    /// <summary>Returns a slot with the same settings for another texture.</summary>
    public TextureSlot With(Texture texture) =>
        new() { Texture = texture, TexCoord = TexCoord, Offset = Offset, Rotation = Rotation, Scale = Scale };
}
