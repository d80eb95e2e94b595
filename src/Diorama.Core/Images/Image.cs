namespace Diorama.Core.Images;

/// <summary>
/// A rectangle of pixels, row by row from the top left. Pixel (x, y) covers [x, x+1)×[y, y+1) of the image plane.
/// <typeparamref name="T"/> is the pixel: <c>float</c>, <c>Vector2</c>, <c>Vector3</c>, <c>uint</c>, <c>byte</c> …
/// </summary>
public sealed class Image<T> where T : unmanaged {
    public int Width { get; }
    public int Height { get; }
    public T[] Pixels { get; }

    public Image(int width, int height) : this(width, height, new T[checked(width * height)]) { }

    public Image(int width, int height, T[] pixels) {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != (long)width * height) throw new ArgumentException($"{pixels.Length} pixels given for {width}×{height}",
            nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    public ref T this[int x, int y] => ref Pixels[y * Width + x];

    public Span<T> Row(int y) => Pixels.AsSpan(y * Width, Width);
}
