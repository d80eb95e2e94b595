namespace Diorama.Datasets.Verification.Formats;

/// <summary>A mask of a BOP dataset with its number of pixels and its extent.</summary>
internal sealed class BopMask {
    private readonly bool[] inside;

    /// <param name="inside">True for the pixels of the mask, row by row.</param>
    /// <param name="width">Width of the image.</param>
    public BopMask(bool[] inside, int width) {
        (this.inside, Width) = (inside, width);
        int x0 = int.MaxValue, y0 = int.MaxValue, x1 = -1, y1 = -1;
        for (int i = 0; i < inside.Length; i++) {
            if (!inside[i]) continue;
            (int x, int y) = (i % width, i / width);
            (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x), Math.Max(y1, y));
            Pixels++;
        }
        // BOP's width is xmax − xmin, without the 1 that other formats add.
        Extent = [x0, y0, x1 - x0, y1 - y0];
    }

    public int Width { get; }
    public int Height => inside.Length / Width;
    public int Pixels { get; }
    /// <summary>x, y, width and height as in bbox_obj and bbox_visib; meaningless for an empty mask.</summary>
    public double[] Extent { get; }

    public bool this[int x, int y] => inside[y * Width + x];

    /// <summary>Whether the pixel and its four neighbours are in the mask.</summary>
    public bool IsInner(int x, int y) => x > 0 && y > 0 && x < Width - 1 && y < Height - 1 && this[x, y] && this[x - 1, y] && this[x + 1, y]
        && this[x, y - 1] && this[x, y + 1];

    /// <summary>Whether the mask has a pixel at most two pixels away.</summary>
    public bool IsNear(int x, int y) {
        for (int v = Math.Max(0, y - 2); v <= Math.Min(Height - 1, y + 2); v++) {
            for (int u = Math.Max(0, x - 2); u <= Math.Min(Width - 1, x + 2); u++)
                if (this[u, v]) return true;
        }
        return false;
    }

    /// <summary>Returns the number of pixels that are not in the other mask.</summary>
    public int Outside(BopMask other) {
        int outside = 0;
        for (int i = 0; i < inside.Length; i++) if (inside[i] && !other.inside[i]) outside++;
        return outside;
    }

    /// <summary>Returns the number of pixels with a depth above 0.</summary>
    public int With(ushort[] depth) {
        int valid = 0;
        for (int i = 0; i < inside.Length; i++) if (inside[i] && depth[i] > 0) valid++;
        return valid;
    }
}
