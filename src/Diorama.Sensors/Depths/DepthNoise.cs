using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Depths;

/// <summary>
/// Simulates the depth that a structured-light camera measures, from exact depth. Axial and lateral noise after Nguyen, Izadi, Lovell,
/// "Modeling Kinect sensor noise for improved 3D reconstruction and tracking", 3DIMPVT 2012, equations 2 to 4; disparity steps after
/// Khoshelham and Elberink, Sensors 12, 2012.
/// </summary>
public static class DepthNoise {
    /// <param name="depth">Exact depth along the optical axis in metres; pixels that are not finite and above 0 hit nothing.</param>
    /// <param name="fx">Horizontal focal length in pixels.</param>
    /// <param name="fy">Vertical focal length in pixels.</param>
    /// <param name="cx">X coordinate of the principal point in pixels; pixel centres are at +0.5.</param>
    /// <param name="cy">Y coordinate of the principal point in pixels; pixel centres are at +0.5.</param>
    /// <param name="camera">Depth camera to simulate.</param>
    /// <param name="key">Key of the random numbers of this image.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    /// <returns>Measured depth in metres; 0 where nothing is measured.</returns>
    public static Image<float> Apply(Image<float> depth, float fx, float fy, float cx, float cy, StructuredLight camera, Keyed key,
        int threads = 0) {
        var result = new Image<float>(depth.Width, depth.Height);
        RowBands.Run(depth.Height, threads, (from, to) => {
            var lit = new bool[depth.Width];
            for (int y = from; y < to; y++) {
                if (camera.Shadows) Lit(depth.Row(y), fx * (float)camera.Baseline, lit);
                else lit.AsSpan().Fill(true);
                KeyedGenerator random = key.With(y).Generator();
                for (int x = 0; x < depth.Width; x++) {
                    Vector3 draw = new(random.NextNormal(), random.NextNormal(), random.NextNormal());
                    if (lit[x]) result[x, y] = Measure(depth, x, y, fx, fy, cx, cy, camera, draw);
                }
            }
        });
        return result;
    }

    /// <summary>
    /// Returns the standard deviation of a depth in metres, for depth <paramref name="z"/> in metres and <paramref name="angle"/> in
    /// radians between the surface normal and the direction to the camera.
    /// </summary>
    public static double AxialDeviation(double z, double angle) {
        double grazing = Math.PI / 2 - angle;
        return 0.0012 + 0.0019 * (z - 0.4) * (z - 0.4) + 0.0001 / Math.Sqrt(z) * angle * angle / (grazing * grazing);
    }

    /// <summary>
    /// Returns the standard deviation of the position of an edge in pixels, for <paramref name="angle"/> in radians between the surface
    /// normal and the direction to the camera.
    /// </summary>
    public static double LateralDeviation(double angle) => 0.8 + 0.035 * angle / (Math.PI / 2 - angle);

    private static float Measure(Image<float> depth, int x, int y, float fx, float fy, float cx, float cy, StructuredLight camera,
        Vector3 draw) {
        float z = depth[x, y];
        if (!IsHit(z)) return 0;
        double angle = Angle(depth, x, y, fx, fy, cx, cy);
        if (angle > camera.SteepestAngle) return 0;
        if (camera.Lateral) {
            double deviation = LateralDeviation(angle);
            int u = (int)Math.Clamp(Math.Round(x + deviation * draw.X), 0, depth.Width - 1),
                v = (int)Math.Clamp(Math.Round(y + deviation * draw.Y), 0, depth.Height - 1);
            z = depth[u, v];
            if (!IsHit(z)) return 0;
        }
        double measured = z;
        if (camera.Axial) measured += AxialDeviation(z, angle) * draw.Z;
        if (camera.DisparityStep > 0) {
            double full = fx * Math.Abs(camera.Baseline), steps = Math.Round(full / measured / camera.DisparityStep);
            if (steps <= 0) return 0;
            measured = full / (steps * camera.DisparityStep);
        }
        return measured >= camera.Near && measured <= camera.Far ? (float)measured : 0;
    }

    /// <summary>
    /// Finds the pixels of a row that the projector illuminates. Seen from the projector a point is shifted by f·b / z; when the row is
    /// traversed away from the projector, a point at or before a position already passed lies behind a nearer surface.
    /// </summary>
    private static void Lit(ReadOnlySpan<float> row, float focalTimesBaseline, bool[] lit) {
        bool right = focalTimesBaseline >= 0;
        float last = right ? float.PositiveInfinity : float.NegativeInfinity;
        for (int i = 0; i < row.Length; i++) {
            int x = right ? row.Length - 1 - i : i;
            lit[x] = true;
            if (!IsHit(row[x])) continue;
            float place = x - focalTimesBaseline / row[x];
            // Neighbours on a flat surface may be slightly less than a pixel apart, so any progress counts.
            lit[x] = right ? place < last : place > last;
            last = right ? MathF.Min(last, place) : MathF.Max(last, place);
        }
    }

    /// <summary>
    /// Computes the angle in radians between the surface normal and the direction to the camera, from the depths of the neighbouring
    /// pixels; of each pair the neighbour nearer in depth is used, so that edges do not count as steep.
    /// </summary>
    private static double Angle(Image<float> depth, int x, int y, float fx, float fy, float cx, float cy) {
        Vector3 here = Point(x, y), across = Difference(x - 1, y, x + 1, y), down = Difference(x, y - 1, x, y + 1);
        Vector3 normal = Vector3.Cross(across, down);
        float lengths = normal.Length() * here.Length();
        return lengths > 0 ? Math.Acos(Math.Clamp(Math.Abs(Vector3.Dot(normal, here)) / lengths, 0, 1)) : 0;

        Vector3 Difference(int x0, int y0, int x1, int y1) {
            bool first = Inside(x0, y0), second = Inside(x1, y1);
            if (first && second) first = Math.Abs(depth[x0, y0] - here.Z) < Math.Abs(depth[x1, y1] - here.Z);
            else if (!first && !second) return Vector3.Zero;
            return first ? here - Point(x0, y0) : Point(x1, y1) - here;
        }

        bool Inside(int u, int v) => u >= 0 && v >= 0 && u < depth.Width && v < depth.Height && IsHit(depth[u, v]);

        Vector3 Point(int u, int v) => new Vector3((u + 0.5f - cx) / fx, (v + 0.5f - cy) / fy, 1) * depth[u, v];
    }

    private static bool IsHit(float z) => float.IsFinite(z) && z > 0;
}
