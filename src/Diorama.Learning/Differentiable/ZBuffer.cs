namespace Diorama.Learning.Differentiable;

/// <summary>
/// Finds the triangle that each pixel's centre sees. Triangles are tested in homogeneous image coordinates (Olano and Greer 1997), so that
/// none has to be clipped at the camera's plane. The result does not depend on the number of threads: of equally near triangles the first
/// is visible.
/// </summary>
internal sealed class ZBuffer {
    private const int BandRows = 16;

    public int Width { get; }
    public int Height { get; }

    /// <summary>Index of the visible triangle + 1 for each pixel, row by row; 0 where there is none.</summary>
    public int[] Triangles { get; }

    /// <summary>Distance from the camera's plane for each pixel, row by row; infinite where there is no triangle.</summary>
    public double[] Depth { get; }

    /// <summary>Homogeneous image points (x·w, y·w, w), three values for each vertex.</summary>
    public double[] Points { get; }

    /// <summary>Edge functions of a triangle and the bounds of the pixels that it may cover.</summary>
    private struct Setup {
        public double Ax, Ay, Az, Bx, By, Bz, Cx, Cy, Cz, Volume;
        public int Left, Top, Right, Bottom;
    }

    public ZBuffer(double[] points, int[] corners, int width, int height) {
        (Points, Width, Height) = (points, width, height);
        Triangles = new int[width * height];
        Depth = new double[width * height];
        Array.Fill(Depth, double.PositiveInfinity);
        var setups = new Setup[corners.Length / 3];
        for (int t = 0; t < setups.Length; t++) setups[t] = Prepare(corners.AsSpan(3 * t, 3));
        Parallel.For(0, (height + BandRows - 1) / BandRows, band => {
            int top = band * BandRows, bottom = Math.Min(height, top + BandRows);
            for (int t = 0; t < setups.Length; t++) Draw(in setups[t], t + 1, top, bottom);
        });
    }

    private Setup Prepare(ReadOnlySpan<int> corners) {
        var a = Points.AsSpan(3 * corners[0], 3);
        var b = Points.AsSpan(3 * corners[1], 3);
        var c = Points.AsSpan(3 * corners[2], 3);
        var setup = new Setup { Right = Width, Bottom = Height };
        (setup.Ax, setup.Ay, setup.Az) = Cross(b, c);
        (setup.Bx, setup.By, setup.Bz) = Cross(c, a);
        (setup.Cx, setup.Cy, setup.Cz) = Cross(a, b);
        setup.Volume = a[0] * setup.Ax + a[1] * setup.Ay + a[2] * setup.Az;
        if (!double.IsFinite(setup.Volume) || setup.Volume == 0) setup.Bottom = 0;
        if (a[2] <= 0 && b[2] <= 0 && c[2] <= 0) setup.Bottom = 0;
        if (a[2] <= 0 || b[2] <= 0 || c[2] <= 0) return setup;
        var (left, right) = Range(a[0] / a[2], b[0] / b[2], c[0] / c[2], Width);
        var (top, bottom) = Range(a[1] / a[2], b[1] / b[2], c[1] / c[2], setup.Bottom);
        (setup.Left, setup.Right, setup.Top, setup.Bottom) = (left, right, top, bottom);
        return setup;
    }

    private static (double, double, double) Cross(ReadOnlySpan<double> u, ReadOnlySpan<double> v) =>
        (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]);

    /// <summary>Returns the range of pixels whose centres may lie between the least and the greatest of three coordinates.</summary>
    private static (int First, int End) Range(double a, double b, double c, int size) =>
        ((int)Math.Clamp(Math.Floor(Math.Min(a, Math.Min(b, c)) - 0.5), 0, size),
        (int)Math.Clamp(Math.Ceiling(Math.Max(a, Math.Max(b, c)) + 0.5), 0, size));

    private void Draw(in Setup s, int id, int top, int bottom) {
        double sign = Math.Sign(s.Volume);
        for (int y = Math.Max(top, s.Top); y < Math.Min(bottom, s.Bottom); y++) {
            double py = y + 0.5;
            for (int x = s.Left; x < s.Right; x++) {
                double px = x + 0.5;
                double a = sign * (s.Ax * px + s.Ay * py + s.Az), b = sign * (s.Bx * px + s.By * py + s.Bz),
                    c = sign * (s.Cx * px + s.Cy * py + s.Cz);
                if (a < 0 || b < 0 || c < 0) continue;
                double depth = sign * s.Volume / (a + b + c);
                int pixel = y * Width + x;
                if (!(depth < Depth[pixel])) continue;
                Depth[pixel] = depth;
                Triangles[pixel] = id;
            }
        }
    }
}
