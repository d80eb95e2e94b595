namespace Diorama.Core.Pictures;

/// <summary>Places name tags of boxes so that none covers another; tags placed earlier get the better positions.</summary>
public sealed class TagPlacement(int width, int height) {
    private readonly List<(int X0, int Y0, int X1, int Y1)> taken = [];

    /// <summary>
    /// Finds a position for a tag at a box: above it, inside at the top, below it, inside at the bottom, first at the left edge and then at
    /// the right edge, at last in the centre; null if no position is free.
    /// </summary>
    public (int X, int Y)? Place(int x0, int y0, int x1, int y1, int tagWidth, int tagHeight) {
        ReadOnlySpan<(int X, int Y)> places = [
            (x0, y0 - tagHeight), (x0, y0), (x0, y1), (x0, y1 - tagHeight), (x1 - tagWidth, y0 - tagHeight), (x1 - tagWidth, y0),
            (x1 - tagWidth, y1), (x1 - tagWidth, y1 - tagHeight), ((x0 + x1 - tagWidth) / 2, (y0 + y1 - tagHeight) / 2)];
        foreach ((int px, int py) in places) {
            // A tag may move along its edge to stay inside the image, but not away from its box.
            int x = Math.Clamp(px, 0, Math.Max(0, width - tagWidth)), y = py;
            if (y < 0 || y + tagHeight > height || x > x1 || x + tagWidth < x0 || Overlaps(x, y, x + tagWidth, y + tagHeight)) continue;
            taken.Add((x, y, x + tagWidth, y + tagHeight));
            return (x, y);
        }
        return null;
    }

    private bool Overlaps(int x0, int y0, int x1, int y1) {
        foreach (var t in taken) {
            if (x0 < t.X1 && x1 > t.X0 && y0 < t.Y1 && y1 > t.Y0) return true;
        }
        return false;
    }
}
