using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Images;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Light from infinitely far away: an equirectangular map (orientation as in <see cref="Scenes.Environment"/>) with bilinear lookup, or a
/// constant radiance. Sampled by the exact mean of the bilinear map over each of its cells.
/// </summary>
public sealed class EnvironmentLight {
    private readonly Image<Vector3>? map;
    private readonly Vector3 scale;
    private readonly float cosRotation, sinRotation;
    private readonly PiecewiseConstant2D? table;
    /// <summary>
    /// Sampling density of the cells of each row (1 / solid angle of one cell), and cosine of the polar angle at the upper edge of each
    /// row.
    /// </summary>
    private readonly float[] cellDensity = [], cosEdge = [];

    /// <summary>Radiance integrated over the sphere, mean of the channels, in W/m².</summary>
    public float Strength { get; }

    /// <param name="map">Environment map, linear Rec.709, 2:1; null for a constant.</param>
    /// <param name="scale">Factor of the map, or the constant radiance in W·sr⁻¹·m⁻².</param>
    /// <param name="rotationZ">Counter-clockwise rotation about +Z in radians.</param>
    /// <param name="compensated">
    /// Whether the mean is subtracted before sampling, which leaves the uniform part of the map to BSDF sampling. Only for integrators that
    /// combine both: the density is then 0 in directions that emit light. Karlík et al. 2019, "MIS Compensation".
    /// </param>
    public EnvironmentLight(Image<Vector3>? map, Vector3 scale, float rotationZ = 0, bool compensated = false) {
        (this.map, this.scale) = (map, scale);
        (sinRotation, cosRotation) = MathF.SinCos(rotationZ);
        if (map == null) {
            Strength = 4 * MathF.PI * MathF.Max(0, Mean(scale));
            return;
        }
        (cellDensity, cosEdge) = (new float[map.Height], new float[map.Height + 1]);
        for (int y = 0; y <= map.Height; y++) cosEdge[y] = (float)Math.Cos(Math.PI * y / map.Height);
        for (int y = 0; y < map.Height; y++) cellDensity[y] = (float)(map.Width / (2 * Math.PI) / CosSpan(y));
        float[] weights = CellMeans();
        double sphere = 0;
        for (int y = 0; y < map.Height; y++) {
            double row = 0;
            foreach (float mean in weights.AsSpan(y * map.Width, map.Width)) row += mean;
            sphere += row / cellDensity[y];
        }
        Strength = (float)sphere;
        float offset = compensated ? (float)(sphere / (4 * Math.PI)) : 0;
        for (int y = 0; y < map.Height; y++) {
            foreach (ref float weight in weights.AsSpan(y * map.Width, map.Width)) weight = MathF.Max(0, weight - offset) / cellDensity[y];
        }
        table = new(map.Width, map.Height, weights);
        // A uniform map leaves nothing after compensation: sample the sphere instead.
        if (!(table.Total > 1e-6 * sphere)) table = null;
    }

    /// <summary>Returns the difference of the cosines at the edges of a row, without cancellation at the poles.</summary>
    private double CosSpan(int y) => 2 * Math.Sin(Math.PI * (y + 0.5) / map!.Height) * Math.Sin(0.5 * Math.PI / map.Height);

    /// <summary>Computes the mean of the bilinear interpolant over each cell: weights 1/8, 6/8, 1/8 along each side.</summary>
    private float[] CellMeans() {
        int width = map!.Width, height = map.Height;
        var across = new float[width * height];
        for (int y = 0; y < height; y++) {
            Span<Vector3> row = map.Row(y);
            for (int x = 0; x < width; x++) {
                float left = Mean(row[x == 0 ? width - 1 : x - 1] * scale), right = Mean(row[x == width - 1 ? 0 : x + 1] * scale);
                float mean = 0.125f * (left + right) + 0.75f * Mean(row[x] * scale);
                across[y * width + x] = float.IsFinite(mean) ? MathF.Max(0, mean) : 0;
            }
        }
        var means = new float[width * height];
        for (int y = 0; y < height; y++) {
            int up = Math.Max(0, y - 1) * width, at = y * width, down = Math.Min(height - 1, y + 1) * width;
            for (int x = 0; x < width; x++) means[at + x] = 0.125f * (across[up + x] + across[down + x]) + 0.75f * across[at + x];
        }
        return means;
    }

    private static float Mean(Vector3 c) => (c.X + c.Y + c.Z) * (1 / 3f);

    /// <summary>Returns the radiance in a unit direction in world space.</summary>
    public Vector3 Radiance(Vector3 direction) {
        if (map == null) return scale;
        Vector2 at = ToMap(direction) - new Vector2(0.5f);
        int x0 = (int)MathF.Floor(at.X), y0 = (int)MathF.Floor(at.Y);
        float fx = at.X - x0, fy = at.Y - y0;
        int x1 = x0 + 1 >= map.Width ? 0 : x0 + 1, y1 = Math.Min(y0 + 1, map.Height - 1);
        if (x0 < 0) x0 += map.Width;
        y0 = Math.Max(y0, 0);
        Vector3 top = Vector3.Lerp(map[x0, y0], map[x1, y0], fx), bottom = Vector3.Lerp(map[x0, y1], map[x1, y1], fx);
        return Vector3.Lerp(top, bottom, fy) * scale;
    }

    /// <summary>Returns continuous pixel coordinates in [0, width)×[0, height).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector2 ToMap(Vector3 d) {
        float x = cosRotation * d.X + sinRotation * d.Y, y = cosRotation * d.Y - sinRotation * d.X;
        float across = MathF.Sqrt(x * x + y * y);
        // The arc tangent of both legs is accurate near the poles, where the arc cosine is not.
        float u = 0.5f - MathF.Atan2(y, x) * (0.5f / MathF.PI), v = MathF.Atan2(across, d.Z) * (1 / MathF.PI);
        return new(Math.Clamp(u, 0, 0.99999994f) * map!.Width, Math.Clamp(v, 0, 0.99999994f) * map.Height);
    }

    /// <summary>Samples a direction and returns its density per steradian; returns false if the environment is black.</summary>
    public bool Sample(Vector2 u, out Vector3 direction, out float pdf) {
        if (table == null) {
            direction = Warp.Sphere(u);
            pdf = 1 / (4 * MathF.PI);
            return Strength > 0;
        }
        (direction, pdf) = (default, 0);
        if (!table.Sample(u, out int column, out int row, out Vector2 within)) return false;
        float cos = float.Lerp(cosEdge[row], cosEdge[row + 1], within.Y);
        float sin = MathF.Sqrt(MathF.Max(0, (1 - cos) * (1 + cos)));
        float azimuth = (0.5f - (column + within.X) / table.Width) * (2 * MathF.PI);
        (float s, float c) = MathF.SinCos(azimuth);
        direction = new(sin * (c * cosRotation - s * sinRotation), sin * (c * sinRotation + s * cosRotation), cos);
        pdf = table.Probability(column, row) * cellDensity[row];
        return pdf > 0;
    }

    /// <summary>Returns the density of <see cref="Sample"/> per steradian.</summary>
    public float Pdf(Vector3 direction) {
        if (table == null) return Strength > 0 ? 1 / (4 * MathF.PI) : 0;
        Vector2 at = ToMap(direction);
        int row = Math.Min((int)at.Y, table.Height - 1);
        return table.Probability(Math.Min((int)at.X, table.Width - 1), row) * cellDensity[row];
    }
}
