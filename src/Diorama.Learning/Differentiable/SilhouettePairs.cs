namespace Diorama.Learning.Differentiable;

/// <summary>
/// Pairs of neighbouring pixels between which a silhouette passes, where the surface ends or turns away (Laine et al. 2020, section 3.6).
/// <c>Near</c> is the pixel of the pair that sees the nearer triangle; the line between the two centres leaves this triangle through the
/// edge from <c>From</c> to <c>To</c>.
/// </summary>
internal sealed class SilhouettePairs {
    public List<long> Near { get; } = [];
    public List<long> Far { get; } = [];
    public List<long> From { get; } = [];
    public List<long> To { get; } = [];

    /// <summary>Direction of the pair: 0 if the two are neighbours in a row, 1 if in a column.</summary>
    public List<long> Axis { get; } = [];

    private readonly ZBuffer seen;
    private readonly MeshTopology mesh;

    public SilhouettePairs(ZBuffer seen, MeshTopology mesh) {
        (this.seen, this.mesh) = (seen, mesh);
        for (int y = 0; y < seen.Height; y++) {
            for (int x = 0; x < seen.Width; x++) {
                int pixel = y * seen.Width + x;
                if (x + 1 < seen.Width) Look(pixel, pixel + 1, 0);
                if (y + 1 < seen.Height) Look(pixel, pixel + seen.Width, 1);
            }
        }
    }

    private void Look(int first, int second, int axis) {
        if (seen.Triangles[first] == seen.Triangles[second]) return;
        var (near, far) = seen.Depth[first] <= seen.Depth[second] ? (first, second) : (second, first);
        int triangle = 3 * (seen.Triangles[near] - 1);
        double direction = near == first ? 1 : -1;
        for (int k = 0; k < 3; k++) {
            int from = mesh.Corners[triangle + (k + 1) % 3], to = mesh.Corners[triangle + (k + 2) % 3];
            if (!InFront(from) || !InFront(to)) continue;
            // Each edge takes the pairs that it crosses steeply; it crosses the other pairs along the other axis.
            double along = At(to, axis) - At(from, axis), aside = At(to, 1 - axis) - At(from, 1 - axis);
            if (Math.Abs(aside) < Math.Abs(along) || aside == 0) continue;
            double share = (Centre(near, 1 - axis) - At(from, 1 - axis)) / aside;
            double crossing = (At(from, axis) + share * along - Centre(near, axis)) * direction;
            if (share is < 0 or > 1 || crossing is < 0 or > 1) continue;
            if (!IsSilhouette(from, to, mesh.Corners[triangle + k], mesh.Across[triangle + k])) continue;
            Near.Add(near);
            Far.Add(far);
            From.Add(from);
            To.Add(to);
            Axis.Add(axis);
            return;
        }
    }

    private bool InFront(int vertex) => seen.Points[3 * vertex + 2] > 0;

    private double At(int vertex, int axis) => seen.Points[3 * vertex + axis] / seen.Points[3 * vertex + 2];

    private double Centre(int pixel, int axis) => (axis == 0 ? pixel % seen.Width : pixel / seen.Width) + 0.5;

    /// <summary>
    /// True if there is no triangle across the edge, or if it lies on the same side of the edge as this triangle in the image.
    /// </summary>
    private bool IsSilhouette(int from, int to, int own, int across) => across < 0 || Side(from, to, own) * Side(from, to, across) > 0;

    // The sign survives the division by w only for points in front of the camera; behind it, the sign flips.
    private double Side(int from, int to, int vertex) {
        double w = seen.Points[3 * vertex + 2];
        return (At(to, 0) - At(from, 0)) * (seen.Points[3 * vertex + 1] - At(from, 1) * w)
            - (At(to, 1) - At(from, 1)) * (seen.Points[3 * vertex] - At(from, 0) * w);
    }
}
