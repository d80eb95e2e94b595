using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Rendering.Labels;

/// <summary>A label with a value for each pixel. See <see cref="ImageLabel{T}"/>.</summary>
public abstract class ImageLabel : Label {
    private protected ImageLabel(string name, string meaning, LabelKind kind) : base(name, meaning) => Kind = kind;

    /// <summary>Kind of the pixels.</summary>
    public LabelKind Kind { get; }

    /// <summary>
    /// Type in which a dataset stores a channel: ids with 16 bits and states with 8 bits in PNG; lengths, positions and motion as 32-bit
    /// floats, directions, colours and other values without a unit as 16-bit floats (11 significant bits) in EXR.
    /// </summary>
    public PixelType Stored { get; init; }

    /// <summary>File name extension in a dataset: <c>.png</c> or <c>.exr</c>.</summary>
    public string Extension => Kind is LabelKind.Ids or LabelKind.States ? ".png" : ".exr";

    /// <summary>Letters of the channels in a layered EXR file: <c>XYZ</c>, <c>RGB</c>, <c>UV</c> …</summary>
    public string Channels { get; init; } = "";

    /// <summary>Whether pixels without a surface have the background's value and no other pixel has it.</summary>
    public bool MarksBackground { get; init; }

    /// <summary>Description of the valid values, as the end of a sentence: "a distance above 0, or +∞".</summary>
    public string ValidValues { get; init; } = "";

    /// <summary>Converts the image to a picture for viewing; null for labels without one.</summary>
    /// <exception cref="InvalidCastException">The image has pixels of another type.</exception>
    public abstract Image<Rgb8>? ToPicture(object image);

    /// <summary>Creates an image [H, W] for this label; its pixels are not initialised.</summary>
    internal abstract object NewImage(int width, int height);

    /// <summary>Sets a pixel to the background's value.</summary>
    /// <param name="image">Image that <see cref="NewImage"/> of this label created.</param>
    /// <param name="at">Index of the pixel, row by row.</param>
    internal abstract void Clear(object image, int at);
}

/// <summary>A label with a value of type <typeparamref name="T"/> for each pixel.</summary>
/// <typeparam name="T">
/// Pixel type: <see cref="uint"/> for ids, <see cref="byte"/> for states, floats and vectors for measured values.
/// </typeparam>
public sealed class ImageLabel<T> : ImageLabel where T : unmanaged {
    internal ImageLabel(string name, string meaning) : base(name, meaning, KindOf()) {
        Stored = Kind switch { LabelKind.Ids => PixelType.UInt16, LabelKind.States => PixelType.UInt8, _ => PixelType.Half };
        Channels = Kind switch { LabelKind.Pair => "XY", LabelKind.Vector => "XYZ", _ => "" };
    }

    /// <summary>Value of pixels whose ray hits nothing.</summary>
    public T Background { get; init; }

    /// <summary>Function that returns whether a pixel may have this value; null if any value is valid.</summary>
    public Func<T, bool>? IsValid { get; init; }

    internal Func<Image<T>, Image<Rgb8>>? Picture { get; init; }

    /// <summary>Whether a value is the background's; NaN equals NaN.</summary>
    public bool IsBackground(T value) => EqualityComparer<T>.Default.Equals(value, Background);

    public override Image<Rgb8>? ToPicture(object image) => Picture?.Invoke((Image<T>)image);

    internal override object NewImage(int width, int height) =>
        new Image<T>(width, height, GC.AllocateUninitializedArray<T>(width * height));

    internal override void Clear(object image, int at) => Unsafe.As<Image<T>>(image).Pixels[at] = Background;

    private static LabelKind KindOf() => default(T) switch {
        uint => LabelKind.Ids, byte => LabelKind.States, float => LabelKind.Scalar, Vector2 => LabelKind.Pair, Vector3 => LabelKind.Vector,
        _ => throw new NotSupportedException($"no label has pixels of {typeof(T).Name}"),
    };
}
