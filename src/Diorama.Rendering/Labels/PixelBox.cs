namespace Diorama.Rendering.Labels;

/// <summary>A box of pixels [X0, X1) × [Y0, Y1); the same numbers are its edges on the continuous image plane.</summary>
/// <param name="X0">First column.</param>
/// <param name="Y0">First row.</param>
/// <param name="X1">Column after the last one.</param>
/// <param name="Y1">Row after the last one.</param>
public readonly record struct PixelBox(int X0, int Y0, int X1, int Y1) {
    public static PixelBox Empty => default;

    public bool IsEmpty => X1 <= X0 || Y1 <= Y0;
    public int Width => X1 - X0;
    public int Height => Y1 - Y0;

    public PixelBox Union(PixelBox other) => IsEmpty ? other : other.IsEmpty ? this
        : new(Math.Min(X0, other.X0), Math.Min(Y0, other.Y0), Math.Max(X1, other.X1), Math.Max(Y1, other.Y1));

    public PixelBox Clip(int width, int height) {
        var box = new PixelBox(Math.Clamp(X0, 0, width), Math.Clamp(Y0, 0, height), Math.Clamp(X1, 0, width), Math.Clamp(Y1, 0, height));
        return box.IsEmpty ? Empty : box;
    }
}
