namespace Diorama.Learning.Differentiable;

/// <summary>
/// The sums of a <see cref="SoftSilhouette"/> over triangles near each pixel, and their derivatives. Each sum runs in one order: a pixel's
/// over the triangles, a triangle's over the pixels, a vertex's over the triangles.
/// </summary>
internal sealed class SoftCoverage {
    private const int BandRows = 16, TrianglesAtOnce = 64;

    // Where the squared distance is this multiple of σ, D is 1.1e-7: less than single precision adds to 1.
    private const double Reach = 16;

    private readonly double[] points;
    private readonly MeshTopology mesh;
    private readonly int width, height;
    private readonly double sigma;
    private readonly Outline[] outlines;

    // log Π (1 − D) of each pixel.
    private readonly double[] logFree;

    /// <summary>The corners of a triangle in the image and the pixels that it reaches, none if it is left out.</summary>
    private struct Outline {
        public double Ax, Ay, Bx, By, Cx, Cy;
        public int Left, Top, Right, Bottom;
    }

    public SoftCoverage(double[] points, MeshTopology mesh, int width, int height, double sigma) {
        (this.points, this.mesh, this.width, this.height, this.sigma) = (points, mesh, width, height, sigma);
        outlines = new Outline[mesh.TriangleCount];
        for (int t = 0; t < outlines.Length; t++) outlines[t] = Prepare(mesh.Corners.AsSpan(3 * t, 3));
        logFree = new double[width * height];
        Parallel.For(0, (height + BandRows - 1) / BandRows, band => {
            int top = band * BandRows, bottom = Math.Min(height, top + BandRows);
            for (int t = 0; t < outlines.Length; t++) Add(in outlines[t], top, bottom);
        });
    }

    /// <summary>Returns 1 − Π (1 − D) of each pixel, row by row.</summary>
    public double[] Covered() => Array.ConvertAll(logFree, log => 1 - Math.Exp(log));

    private Outline Prepare(ReadOnlySpan<int> corners) {
        var (a, b, c) = (3 * corners[0], 3 * corners[1], 3 * corners[2]);
        if (!(points[a + 2] > 0 && points[b + 2] > 0 && points[c + 2] > 0)) return default;
        var o = new Outline {
            Ax = points[a] / points[a + 2], Ay = points[a + 1] / points[a + 2], Bx = points[b] / points[b + 2],
            By = points[b + 1] / points[b + 2], Cx = points[c] / points[c + 2], Cy = points[c + 1] / points[c + 2],
        };
        if (!double.IsFinite(o.Ax + o.Ay + o.Bx + o.By + o.Cx + o.Cy)) return default;
        double radius = Math.Sqrt(Reach * sigma);
        (o.Left, o.Right) = Range(o.Ax, o.Bx, o.Cx, radius, width);
        (o.Top, o.Bottom) = Range(o.Ay, o.By, o.Cy, radius, height);
        return o;
    }

    /// <summary>Returns the range of pixels whose centres may lie within a radius of the range of three coordinates.</summary>
    private static (int First, int End) Range(double a, double b, double c, double radius, int size) =>
        ((int)Math.Clamp(Math.Floor(Math.Min(a, Math.Min(b, c)) - radius - 0.5), 0, size),
        (int)Math.Clamp(Math.Ceiling(Math.Max(a, Math.Max(b, c)) + radius + 0.5), 0, size));

    private void Add(in Outline o, int top, int bottom) {
        for (int y = Math.Max(top, o.Top); y < Math.Min(bottom, o.Bottom); y++) {
            for (int x = o.Left; x < o.Right; x++) {
                double scaled = Scaled(in o, x + 0.5, y + 0.5, out _);
                if (scaled < -Reach) continue;
                // log(1 − sigmoid(s)), which neither overflows nor cancels.
                logFree[y * width + x] -= Math.Max(scaled, 0) + Log1p(Math.Exp(-Math.Abs(scaled)));
            }
        }
    }

    // Far inside, the exponential is nothing beside 1 and little beside the distance itself.
    private static double Log1p(double small) => small < 1e-5 ? small - small * small / 2 : Math.Log(1 + small);

    /// <summary>The point of an outline that is nearest to a pixel: on the edge from a corner to the next, at a share of it.</summary>
    private struct Foot {
        public int From;
        public double Share, X, Y, Squared;
    }

    /// <summary>Returns δ·d²/σ of a pixel's centre.</summary>
    private double Scaled(in Outline o, double px, double py, out Foot foot) {
        foot = new Foot { Squared = double.PositiveInfinity };
        double a = Edge(0, o.Ax - px, o.Ay - py, o.Bx - px, o.By - py, ref foot),
            b = Edge(1, o.Bx - px, o.By - py, o.Cx - px, o.Cy - py, ref foot),
            c = Edge(2, o.Cx - px, o.Cy - py, o.Ax - px, o.Ay - py, ref foot);
        bool isInside = a > 0 && b > 0 && c > 0 || a < 0 && b < 0 && c < 0;
        return (isInside ? foot.Squared : -foot.Squared) / sigma;
    }

    /// <summary>Keeps the foot of the origin on an edge if it is the nearest so far.</summary>
    /// <returns>A number whose sign tells the side of the edge.</returns>
    private static double Edge(int from, double ax, double ay, double bx, double by, ref Foot foot) {
        double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy,
            share = length > 0 ? Math.Clamp(-(ax * dx + ay * dy) / length, 0, 1) : 0,
            x = ax + share * dx, y = ay + share * dy, squared = x * x + y * y;
        if (squared < foot.Squared) foot = new Foot { From = from, Share = share, X = x, Y = y, Squared = squared };
        return ax * by - ay * bx;
    }

    /// <summary>
    /// Returns the derivative by each value of the points of Σ gradients·coverage. The foot is where the distance is least, so its own
    /// movement along the edge counts for nothing.
    /// </summary>
    public double[] ByPoints(double[] gradients) {
        // Of the corners in the image, x and y, by triangle.
        double[] byCorners = new double[6 * outlines.Length];
        int blocks = (outlines.Length + TrianglesAtOnce - 1) / TrianglesAtOnce;
        Parallel.For(0, blocks, block => {
            int end = Math.Min(outlines.Length, (block + 1) * TrianglesAtOnce);
            for (int t = block * TrianglesAtOnce; t < end; t++) ByCorners(in outlines[t], gradients, byCorners.AsSpan(6 * t, 6));
        });
        double[] byPoints = new double[points.Length];
        for (int corner = 0; corner < mesh.Corners.Length; corner++) {
            if (outlines[corner / 3].Right == 0) continue;
            int at = 3 * mesh.Corners[corner];
            double w = points[at + 2], byX = byCorners[2 * corner] / w, byY = byCorners[2 * corner + 1] / w;
            byPoints[at] += byX;
            byPoints[at + 1] += byY;
            byPoints[at + 2] -= (byX * points[at] + byY * points[at + 1]) / w;
        }
        return byPoints;
    }

    private void ByCorners(in Outline o, double[] gradients, Span<double> sums) {
        for (int y = o.Top; y < o.Bottom; y++) {
            for (int x = o.Left; x < o.Right; x++) {
                int pixel = y * width + x;
                double scaled = Scaled(in o, x + 0.5, y + 0.5, out Foot foot);
                if (gradients[pixel] == 0 || scaled < -Reach) continue;
                // By δ·d²/σ the coverage changes by Π (1 − D)·D, and d² by twice the vector to the foot.
                double factor = gradients[pixel] * Math.Exp(logFree[pixel]) / (1 + Math.Exp(-scaled)) * Math.Sign(scaled) * 2 / sigma;
                int from = 2 * foot.From, to = 2 * ((foot.From + 1) % 3);
                sums[from] += factor * (1 - foot.Share) * foot.X;
                sums[from + 1] += factor * (1 - foot.Share) * foot.Y;
                sums[to] += factor * foot.Share * foot.X;
                sums[to + 1] += factor * foot.Share * foot.Y;
            }
        }
    }
}
