using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Sampling;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Integrators;

/// <summary>
/// Learns, before the image is rendered, from which directions the environment illuminates each region of the scene, so that light samples
/// in a room are directed to its windows. Each cell of a grid holds a histogram over directions (after Müller et al. 2017, "Practical Path
/// Guiding", and Bitterli et al. 2015, "Portal-Masked Environment Map Sampling", without marked portals). Counts are integers, so the
/// result does not depend on the order in which threads add them. Combined with ordinary sampling of the environment it stays unbiased
/// where nothing was learned.
/// </summary>
internal sealed class EnvironmentGuide {
    private const int Rows = 16, Columns = 32, Bins = Rows * Columns, LongestAxis = 16, SamplesPerVertex = 4, Vertices = 3, MostPanes = 8;
    private const float BinSolidAngle = 4 * MathF.PI / Bins;
    /// <summary>Fraction of unoccluded samples above which a scene counts as open, so that guiding would not help.</summary>
    private const float OpenScene = 0.35f;
    private const float LargestShare = 0.85f;
    private const int Unit = 1024;

    private readonly LightSampler lights;
    private readonly Vector3 origin, inverseCell;
    private readonly int nx, ny, nz;
    private readonly long[] counts;
    /// <summary>
    /// Contribution of directional lights to each cell, in the units of <see cref="counts"/>: these lights are not learned, because
    /// ordinary sampling already aims at them.
    /// </summary>
    private readonly long[] directional;
    /// <summary>Cumulative distribution over directions of each cell, Bins entries per cell.</summary>
    private readonly float[] cumulative;
    /// <summary>Fraction of samples that are drawn from a cell's histogram; 0 where nothing was learned.</summary>
    private readonly float[] share;

    private EnvironmentGuide(RenderScene scene, (Vector3 Min, Vector3 Max) region) {
        lights = scene.Lights;
        (Vector3 min, Vector3 max) = region;
        Vector3 size = Vector3.Max(max - min, new(1e-3f));
        float cell = MathF.Max(size.X, MathF.Max(size.Y, size.Z)) / LongestAxis;
        (nx, ny, nz) = ((int)MathF.Ceiling(size.X / cell), (int)MathF.Ceiling(size.Y / cell), (int)MathF.Ceiling(size.Z / cell));
        (origin, inverseCell) = (min, new(1 / cell));
        counts = new long[nx * ny * nz * Bins];
        directional = new long[nx * ny * nz];
        cumulative = new float[counts.Length];
        share = new float[nx * ny * nz];
    }

    /// <summary>Learns the guide of a scene; null if there is no environment to sample or the scene is open to it.</summary>
    public static EnvironmentGuide? Learn(RenderScene scene, CameraRays camera, RenderSettings settings) {
        if (!scene.Lights.HasInfinite) return null;
        var guide = new EnvironmentGuide(scene, WhereLightIsGathered(scene, camera, settings));
        return guide.Train(scene, camera, settings) ? guide : null;
    }

    /// <summary>
    /// Finds the box in which nearly all paths scatter: for a room seen from inside the room, not the garden around it, so that cells are
    /// small where they matter. Points outside belong to the cells at the border.
    /// </summary>
    private static (Vector3 Min, Vector3 Max) WhereLightIsGathered(RenderScene scene, CameraRays camera, RenderSettings settings) {
        const int Across = 48;
        const float Left = 0.01f;
        int width = camera.Camera.Width, height = camera.Camera.Height, down = Math.Max(1, Across * height / width);
        List<float> x = [], y = [], z = [];
        using Tracer tracer = scene.NewTracer();
        for (int i = 0; i < Across * down; i++) {
            var random = new SobolSampler(settings.Seed ^ 0x27D4EB2Fu, (uint)i, 0);
            Vector2 pixel = (new Vector2(i % Across, i / Across) + random.Next2D()) * new Vector2((float)width / Across,
                (float)height / down);
            if (!camera.Generate(pixel, random.Next2D(), random.Next1D(), out CameraRay ray)) continue;
            Vector3 from = ray.Origin, direction = ray.Direction;
            for (int vertex = 0; vertex < Vertices; vertex++) {
                ref readonly RayHit hit = ref tracer.Intersect(from, direction, 0, float.PositiveInfinity, scene.NormalisedTime(ray.Time));
                if (hit.Missed) break;
                scene.Resolve(hit, out SurfaceHit surface);
                x.Add(surface.Position.X);
                y.Add(surface.Position.Y);
                z.Add(surface.Position.Z);
                (from, direction) = Bounce(surface, random.Next2D());
            }
        }
        if (x.Count == 0) return scene.Bounds;
        (float x0, float x1) = Range(x);
        (float y0, float y1) = Range(y);
        (float z0, float z1) = Range(z);
        return (new(x0, y0, z0), new(x1, y1, z1));

        static (float, float) Range(List<float> values) {
            values.Sort();
            int cut = (int)(Left * values.Count);
            return (values[cut], values[values.Count - 1 - cut]);
        }
    }

    /// <summary>Samples a diffuse reflection; returns the start and the direction of the next ray.</summary>
    private static (Vector3 From, Vector3 Direction) Bounce(in SurfaceHit surface, Vector2 u) {
        Vector3 facing = surface.FrontFace ? surface.GeometricNormal : -surface.GeometricNormal;
        Vector2 disc = Warp.Disc(u);
        Vector3 direction = new Basis(facing).ToWorld(new(disc, MathF.Sqrt(MathF.Max(0, 1 - disc.LengthSquared()))));
        return (PathWorker.OffsetFrom(surface.Position, facing, direction), direction);
    }

    private bool Train(RenderScene scene, CameraRays camera, RenderSettings settings) {
        int width = camera.Camera.Width, height = camera.Camera.Height;
        long tried = 0, reached = 0;
        Tiles.Run(width, height, settings.Threads, scene.NewTracer, (tracer, x0, y0, x1, y1) => {
            int triedHere = 0, reachedHere = 0;
            for (int y = y0; y < y1; y += 2) {
                for (int x = x0; x < x1; x += 2) {
                    var random = new SobolSampler(settings.Seed ^ 0x5BD1E995u, (uint)(y * width + x), 0);
                    if (camera.Generate(new Vector2(x, y) + 2 * random.Next2D(), random.Next2D(), random.Next1D(), out CameraRay ray)) {
                        Explore(scene, tracer, ray, ref random, ref triedHere, ref reachedHere);
                    }
                }
            }
            Interlocked.Add(ref tried, triedHere);
            Interlocked.Add(ref reached, reachedHere);
        });
        if (tried == 0 || reached > OpenScene * tried) return false;
        Parallel.For(0, share.Length, Normalise);
        return true;
    }

    private void Explore(RenderScene scene, Tracer tracer, in CameraRay ray, ref SobolSampler random, ref int tried, ref int reached) {
        Vector3 from = ray.Origin, direction = ray.Direction;
        float time = scene.NormalisedTime(ray.Time);
        for (int vertex = 0; vertex < Vertices; vertex++) {
            ref readonly RayHit hit = ref tracer.Intersect(from, direction, 0, float.PositiveInfinity, time);
            if (hit.Missed) return;
            scene.Resolve(hit, out SurfaceHit surface);
            Vector3 facing = surface.FrontFace ? surface.GeometricNormal : -surface.GeometricNormal;
            int cell = CellOf(surface.Position);
            for (int k = 0; k < SamplesPerVertex; k++) {
                float choose = random.Next1D();
                if (!lights.SampleInfinite(choose, random.Next2D(), out LightSample light)) continue;
                bool fromLight = light.Delta || lights.MeetsDirectional(light.Direction);
                if (!fromLight) tried++;
                if (Vector3.Dot(facing, light.Direction) <= 0) continue;
                if (!Escapes(scene, tracer, PathWorker.OffsetFrom(surface.Position, facing, light.Direction), light.Direction, time))
                    continue;
                float weight = (light.Radiance.X + light.Radiance.Y + light.Radiance.Z) / light.Pdf;
                ref long count = ref fromLight ? ref directional[cell] : ref counts[cell * Bins + BinOf(light.Direction)];
                Interlocked.Add(ref count, 1 + (long)(Unit * MathF.Min(weight, 1e9f)));
                if (!fromLight) reached++;
            }
            (from, direction) = Bounce(surface, random.Next2D());
        }
    }

    /// <summary>Whether shadow rays reach the environment: no opaque surface is in the way, only window panes and cut-outs.</summary>
    private static bool Escapes(RenderScene scene, Tracer tracer, Vector3 from, Vector3 direction, float time) {
        for (int i = 0; i < MostPanes; i++) {
            ref readonly RayHit hit = ref tracer.Intersect(from, direction, 0, float.PositiveInfinity, time);
            if (hit.Missed) return true;
            if (!scene.Materials.LetsShadowRaysPass(scene.MaterialOf(hit))) return false;
            scene.Resolve(hit, out SurfaceHit pane);
            from = PathWorker.OffsetFrom(pane.Position, pane.GeometricNormal, direction);
        }
        return false;
    }

    /// <summary>
    /// Computes the distribution of a cell from its own histogram and those of its neighbours, smoothed over adjacent directions.
    /// </summary>
    private void Normalise(int cell) {
        int x = cell % nx, y = cell / nx % ny, z = cell / (nx * ny);
        Span<double> own = stackalloc double[Bins];
        own.Clear();
        double learned = 0, aimed = 0;
        for (int dz = -1; dz <= 1; dz++) {
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int cx = x + dx, cy = y + dy, cz = z + dz;
                    if ((uint)cx >= (uint)nx || (uint)cy >= (uint)ny || (uint)cz >= (uint)nz) continue;
                    double weight = (dx == 0 ? 2 : 1) * (dy == 0 ? 2 : 1) * (dz == 0 ? 2 : 1) / 8.0;
                    ReadOnlySpan<long> counted = counts.AsSpan(((cz * ny + cy) * nx + cx) * Bins, Bins);
                    for (int i = 0; i < Bins; i++) {
                        own[i] += weight * counted[i];
                        learned += weight * counted[i];
                    }
                    aimed += weight * directional[(cz * ny + cy) * nx + cx];
                }
            }
        }
        double total = 0;
        Span<float> into = cumulative.AsSpan(cell * Bins, Bins);
        for (int row = 0; row < Rows; row++) {
            for (int column = 0; column < Columns; column++) {
                double sum = 0;
                for (int r = Math.Max(row - 1, 0); r <= Math.Min(row + 1, Rows - 1); r++) {
                    for (int c = column - 1; c <= column + 1; c++) {
                        sum += own[r * Columns + ((c + Columns) & (Columns - 1))] * (r == row ? 2 : 1) * (c == column ? 2 : 1);
                    }
                }
                total += sum;
                into[row * Columns + column] = (float)sum;
            }
        }
        if (total <= 0) return;
        double running = 0;
        for (int i = 0; i < Bins; i++) {
            running += into[i];
            into[i] = (float)(running / total);
        }
        into[Bins - 1] = 1;
        share[cell] = LargestShare * (float)(learned / (learned + aimed));
    }

    /// <summary>
    /// Samples the environment as <see cref="LightSampler.SampleInfinite"/> does, with the density that <see cref="Pdf"/> returns.
    /// </summary>
    public bool Sample(Vector3 position, float choose, Vector2 u, out LightSample sample) {
        int cell = CellOf(position);
        float learned = share[cell];
        if (choose >= learned) {
            if (!lights.SampleInfinite((choose - learned) / (1 - learned), u, out sample)) return false;
            sample.Pdf *= 1 - learned;
            if (!sample.Delta && learned > 0) sample.Pdf += learned * HistogramPdf(cell, sample.Direction);
            return true;
        }
        ReadOnlySpan<float> table = cumulative.AsSpan(cell * Bins, Bins);
        float pick = choose / learned;
        int low = 0, high = Bins - 1;
        while (low < high) {
            int middle = (low + high) >> 1;
            if (table[middle] > pick) high = middle;
            else low = middle + 1;
        }
        float zAxis = 2 * ((low / Columns + u.X) / Rows) - 1, phi = 2 * MathF.PI * ((low % Columns + u.Y) / Columns);
        float radius = MathF.Sqrt(MathF.Max(0, 1 - zAxis * zAxis));
        sample = new LightSample {
            Direction = new(radius * MathF.Cos(phi), radius * MathF.Sin(phi), zAxis), Distance = float.PositiveInfinity, Emitter = -1,
        };
        sample.Radiance = lights.InfiniteRadiance(sample.Direction, false);
        sample.Pdf = learned * HistogramPdf(cell, sample.Direction) + (1 - learned) * lights.PdfInfinite(sample.Direction);
        return sample.Radiance != Vector3.Zero && sample.Pdf > 0;
    }

    public float Pdf(Vector3 position, Vector3 direction) {
        int cell = CellOf(position);
        float learned = share[cell], usual = lights.PdfInfinite(direction);
        return learned > 0 ? learned * HistogramPdf(cell, direction) + (1 - learned) * usual : usual;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float HistogramPdf(int cell, Vector3 direction) {
        int bin = BinOf(direction), at = cell * Bins + bin;
        return (cumulative[at] - (bin > 0 ? cumulative[at - 1] : 0)) / BinSolidAngle;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BinOf(Vector3 d) {
        int row = Math.Clamp((int)((d.Z + 1) * (0.5f * Rows)), 0, Rows - 1);
        float turn = MathF.Atan2(d.Y, d.X) * (1 / (2 * MathF.PI));
        int column = (int)((turn < 0 ? turn + 1 : turn) * Columns) & (Columns - 1);
        return row * Columns + column;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CellOf(Vector3 position) {
        Vector3 c = (position - origin) * inverseCell;
        int x = Math.Clamp((int)c.X, 0, nx - 1), y = Math.Clamp((int)c.Y, 0, ny - 1), z = Math.Clamp((int)c.Z, 0, nz - 1);
        return (z * ny + y) * nx + x;
    }
}
