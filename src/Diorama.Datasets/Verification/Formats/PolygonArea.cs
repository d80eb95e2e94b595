namespace Diorama.Datasets.Verification.Formats;

/// <summary>Area of polygons in pixels: those whose centre lies in one of them, by the even-odd rule for each.</summary>
internal static class PolygonArea {
    /// <param name="rings">Polygons, x and y of each point in turn, pixel edges at integers.</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    public static double Of(IReadOnlyList<double[]> rings, int width, int height) {
        long pixels = 0;
        var spans = new List<(int From, int To)>();
        var crossings = new List<double>();
        for (int y = 0; y < height; y++) {
            spans.Clear();
            foreach (double[] ring in rings) {
                crossings.Clear();
                double at = y + 0.5;
                for (int i = 0, j = ring.Length - 2; i < ring.Length; j = i, i += 2) {
                    (double ya, double yb) = (ring[i + 1], ring[j + 1]);
                    if (ya > at != yb > at) crossings.Add(ring[i] + (at - ya) / (yb - ya) * (ring[j] - ring[i]));
                }
                crossings.Sort();
                for (int k = 0; k + 1 < crossings.Count; k += 2) {
                    int from = (int)Math.Ceiling(Math.Max(0, crossings[k]) - 0.5),
                        to = (int)Math.Ceiling(Math.Min(width, crossings[k + 1]) - 0.5);
                    if (to > from) spans.Add((from, to));
                }
            }
            spans.Sort();
            int end = 0;
            foreach ((int from, int to) in spans) {
                pixels += Math.Max(0, to - Math.Max(from, end));
                end = Math.Max(end, to);
            }
        }
        return pixels;
    }
}
