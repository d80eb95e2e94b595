using Diorama.Core.Images;

namespace Diorama.Rendering.Labels;

/// <summary>A run of pixels in one row.</summary>
/// <param name="Start">Index of the first pixel, row by row from the top left.</param>
/// <param name="Length">Number of pixels; a run never leaves its row.</param>
public readonly record struct PixelRun(int Start, int Length);

/// <summary>Masks of all instances, which may overlap, as runs in scan order.</summary>
public sealed class InstanceMasks {
    private readonly int[] first;
    private readonly PixelRun[] runs;

    public int Width { get; }
    public int Height { get; }
    /// <summary>Number of instances; ids go from 1 to this number.</summary>
    public int Count => first.Length - 2;

    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="first">Index of the first run of each id, from id 0 to one past the last id.</param>
    /// <param name="runs">Runs, grouped by id.</param>
    internal InstanceMasks(int width, int height, int[] first, PixelRun[] runs) =>
        (Width, Height, this.first, this.runs) = (width, height, first, runs);

    public ReadOnlySpan<PixelRun> Runs(int id) => runs.AsSpan(first[id], first[id + 1] - first[id]);

    public int PixelCount(int id) {
        int sum = 0;
        foreach (PixelRun run in Runs(id)) sum += run.Length;
        return sum;
    }

    public PixelBox Box(int id) {
        PixelBox box = PixelBox.Empty;
        foreach (PixelRun run in Runs(id)) {
            int y = run.Start / Width, x = run.Start - y * Width;
            box = box.Union(new(x, y, x + run.Length, y + 1));
        }
        return box;
    }

    public bool Contains(int id, int x, int y) {
        int at = y * Width + x;
        foreach (PixelRun run in Runs(id)) {
            if (at < run.Start) return false;
            if (at < run.Start + run.Length) return true;
        }
        return false;
    }

    /// <summary>Returns the mask of an instance as an image: 1 within the mask, 0 outside.</summary>
    public Image<byte> ToImage(int id) {
        var image = new Image<byte>(Width, Height);
        foreach (PixelRun run in Runs(id)) image.Pixels.AsSpan(run.Start, run.Length).Fill(1);
        return image;
    }
}
