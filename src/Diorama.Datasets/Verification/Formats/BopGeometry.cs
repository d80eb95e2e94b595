using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Rendering.Intersection;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Compares the poses of a BOP dataset with its pictures: the model of an object, placed by its pose and seen through cam_K, must cover the
/// visible mask, have the extent of bbox_obj, and be as far away as the depth image says.
/// </summary>
/// <param name="folder">Folder of the models, in millimetres.</param>
internal sealed class BopGeometry(string folder) : IDisposable {
    /// <summary>Number of pixels of a mask that are looked at.</summary>
    private const int Samples = 200;
    /// <summary>Share of them that the model must cover, and difference of distances: a part of it, and millimetres.</summary>
    private const double CoveredShare = 0.8, DepthShare = 0.002, DepthMillimetres = 10;
    /// <summary>
    /// How far bbox_obj may reach out of the extent of the model's vertices, and how far it may stay inside, as what is thinner than a
    /// pixel, or cut out by a texture, is in no mask: pixels, and a part of the extent.
    /// </summary>
    private const double OutPixels = 2, OutShare = 0.01, InPixels = 6, InShare = 0.25;
    /// <summary>
    /// Number of pixels of the model's extent that are looked at, about, and how many may show the model farther than two pixels from the
    /// mask: pixels, and a part of them.
    /// </summary>
    private const double GridSamples = 1600, BeyondPixels = 3, BeyondShare = 0.5;
    /// <summary>
    /// How far the model may be seen past the sides of the mask's extent, if masks show all of it: pixels, and a part of the extent.
    /// </summary>
    private const double PastPixels = 1.5, PastShare = 0.02;
    /// <summary>Number of triangles of models that stay in memory.</summary>
    private const long KeptTriangles = 4_000_000;

    public const string Tolerance =
        "80 % of a mask's pixels; bbox_obj 2 pixels and 1 % outside of the model's vertices or 6 pixels and 25 % "
        + "inside; half of the model more than 2 pixels beyond the mask, 3 pixels of it past the mask's extent by 1.5 pixels and 2 %; 10 "
        + "mm and 0.2 % of the median distance";

    private readonly Dictionary<string, BopModel?> models = new(StringComparer.Ordinal);
    private long triangles;

    /// <summary>What is known of an image.</summary>
    /// <param name="K">cam_K: fx, fy, cx and cy, pixel centres at whole numbers.</param>
    /// <param name="Width">Width of the image.</param>
    /// <param name="Height">Height of the image.</param>
    /// <param name="Depth">Distances in millimetres, 0 where there is none; null without a depth image.</param>
    public sealed record View(double[] K, int Width, int Height, double[]? Depth);

    /// <summary>Checks one pose and adds what is wrong to the findings.</summary>
    /// <param name="id">obj_id of the pose.</param>
    /// <param name="r">cam_R_m2c, row by row.</param>
    /// <param name="t">cam_t_m2c, millimetres.</param>
    /// <param name="view">The image.</param>
    /// <param name="whole">Mask of the whole object; null if there is none.</param>
    /// <param name="visible">Mask of what is seen of it; null if there is none.</param>
    /// <param name="box">bbox_obj; null if there is none.</param>
    /// <param name="isSolid">Whether masks show the whole model.</param>
    /// <param name="add">Receives the place within the pose, what is expected, and what is found.</param>
    public void Check(string id, double[] r, double[] t, View view, BopMask? whole, BopMask? visible, double[]? box,
        bool isSolid, Action<string, bool, string, string> add) {
        if (ModelOf(id) is not { } model) return;
        var outline = Outline(model, r, t, view);
        var rays = new Rays(model, r, t, view);
        if (outline is { } seen && box is [var x, var y, var w, var h] && w >= 0 && h >= 0)
            Extent(seen, isSolid && rays.AreUsable ? Drawn(rays, seen, view) : null, view, x, y, w, h, add);
        if (!rays.AreUsable) return;
        if (visible is not null) Covered(rays, visible, "mask_visib", view, view.Depth, add);
        if (whole is null) return;
        Covered(rays, whole, "mask", view, null, add);
        if (outline is not { } full) return;
        Beyond(rays, whole, full, add);
        if (isSolid) Past(rays, whole, full, add);
    }

    /// <summary>
    /// Returns the extent of the model's vertices in the image; null if some lie behind the camera, where there is no outline.
    /// </summary>
    private static (double Left, double Top, double Right, double Bottom)? Outline(BopModel model, double[] r, double[] t, View view) {
        (double x0, double y0, double x1, double y1) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity,
            double.NegativeInfinity);
        foreach (Vector3 v in model.Vertices) {
            double z = r[6] * v.X + r[7] * v.Y + r[8] * v.Z + t[2];
            if (z <= 1) return null;
            double u = view.K[0] * (r[0] * v.X + r[1] * v.Y + r[2] * v.Z + t[0]) / z + view.K[2],
                s = view.K[1] * (r[3] * v.X + r[4] * v.Y + r[5] * v.Z + t[1]) / z + view.K[3];
            (x0, x1, y0, y1) = (Math.Min(x0, u), Math.Max(x1, u), Math.Min(y0, s), Math.Max(y1, s));
        }
        return (x0, y0, x1, y1);
    }

    /// <summary>
    /// Returns the extent that a mask of the model must have: of a small one that of the pixels whose centres show it, as what is thinner
    /// than a pixel may be in none; null if none does.
    /// </summary>
    private static (double Left, double Top, double Right, double Bottom)? Drawn(in Rays rays,
        (double Left, double Top, double Right, double Bottom) outline, View view) {
        if ((outline.Right - outline.Left + 1) * (outline.Bottom - outline.Top + 1) > GridSamples) return outline;
        (int x0, int y0, int x1, int y1) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
        for (int y = (int)Math.Floor(outline.Top); y <= outline.Bottom + 1; y++) {
            for (int x = (int)Math.Floor(outline.Left); x <= outline.Right + 1; x++) {
                if (!rays.Through(x, y).Missed) (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x), Math.Max(y1, y));
            }
        }
        return x1 < x0 ? null : (x0, y0, x1, y1);
    }

    /// <summary>
    /// Whether bbox_obj has the extent of the model: of its vertices, which it may not exceed, and of what is drawn, where that is known.
    /// </summary>
    private static void Extent((double Left, double Top, double Right, double Bottom) outline,
        (double Left, double Top, double Right, double Bottom)? drawn, View view, double x, double y, double w, double h,
        Action<string, bool, string, string> add) {
        (double x0, double y0, double x1, double y1) = outline;
        // BOP's toolkit draws silhouettes on a canvas of three images' width and height, and none beyond it.
        if (x0 < -view.Width || y0 < -view.Height || x1 > 2 * view.Width - 1 || y1 > 2 * view.Height - 1) return;
        double size = Math.Max(x1 - x0, y1 - y0), outside = Math.Max(Math.Max(x0 - x, y0 - y), Math.Max(x + w - x1, y + h - y1)),
            inside = drawn is (var a, var b, var c, var d) ? Math.Max(Math.Max(x - a, y - b), Math.Max(c - x - w, d - y - h)) : 0;
        add("bbox_obj", outside <= OutPixels + OutShare * size && inside <= InPixels + InShare * size,
            string.Create(CultureInfo.InvariantCulture, $"[{x0:0}, {y0:0}, {x1 - x0:0}, {y1 - y0:0}], the extent of its model"),
            string.Create(CultureInfo.InvariantCulture, $"[{x:0}, {y:0}, {w:0}, {h:0}]"));
    }

    /// <summary>Rays of a model that is placed by a pose, through the pixels of an image.</summary>
    private readonly struct Rays(BopModel model, double[] r, double[] t, View view) {
        private readonly Vector3 eye = Back(r, -t[0], -t[1], -t[2]) - model.Origin;

        public bool AreUsable => Coordinates.AreUsable(eye);

        public RayHit Through(int x, int y) => model.Tracer.Intersect(eye,
            Back(r, (x - view.K[2]) / view.K[0], (y - view.K[3]) / view.K[1], 1), 0, float.PositiveInfinity, 0);

        private static Vector3 Back(double[] r, double a, double b, double c) => new((float)(r[0] * a + r[3] * b + r[6] * c),
            (float)(r[1] * a + r[4] * b + r[7] * c), (float)(r[2] * a + r[5] * b + r[8] * c));
    }

    /// <summary>Whether the model covers a mask, and is as far away there as the depth image says.</summary>
    private static void Covered(in Rays rays, BopMask mask, string name, View view, double[]? depth,
        Action<string, bool, string, string> add) {
        // Pixels at the edge may miss the model by rounding.
        var inside = new List<(int X, int Y)>();
        for (int y = 1; y < mask.Height - 1; y++) {
            for (int x = 1; x < mask.Width - 1; x++) if (mask.IsInner(x, y)) inside.Add((x, y));
        }
        if (inside.Count < 10) return;
        int hits = 0, looked = 0;
        var differences = new List<double>();
        double distance = 0;
        int step = Math.Max(1, inside.Count / Samples);
        for (int k = 0; k < inside.Count; k += step) {
            (int x, int y) = inside[k];
            looked++;
            RayHit hit = rays.Through(x, y);
            if (hit.Missed) continue;
            hits++;
            if (depth is null || !(depth[y * view.Width + x] > 0)) continue;
            differences.Add(depth[y * view.Width + x] - hit.Ray.Far);
            distance += depth[y * view.Width + x];
        }
        add(name, hits >= CoveredShare * looked, $"a model that covers {name} ({looked} of its pixels looked at)",
            $"one that covers {hits}");
        if (hits < CoveredShare * looked || differences.Count < 10) return;
        differences.Sort();
        (double median, double mean) = (differences[differences.Count / 2], distance / differences.Count);
        add("depth", Math.Abs(median) <= DepthMillimetres + DepthShare * mean,
            string.Create(CultureInfo.InvariantCulture, $"the distances of the depth image, {mean:0} mm on the mean"),
            string.Create(CultureInfo.InvariantCulture,
                $"a model that is {Math.Abs(median):0.#} mm {(median > 0 ? "nearer" : "farther")}"));
    }

    /// <summary>Whether the model is seen where the mask of the whole object ends.</summary>
    private static void Beyond(in Rays rays, BopMask mask, (double Left, double Top, double Right, double Bottom) outline,
        Action<string, bool, string, string> add) {
        (int left, int top) = ((int)Math.Clamp(outline.Left, 0, mask.Width - 1), (int)Math.Clamp(outline.Top, 0, mask.Height - 1));
        (int right, int bottom) = ((int)Math.Clamp(outline.Right + 1, 0, mask.Width - 1),
            (int)Math.Clamp(outline.Bottom + 1, 0, mask.Height - 1));
        int step = Math.Max(1, (int)Math.Sqrt((right - left + 1.0) * (bottom - top + 1) / GridSamples)), hits = 0, beyond = 0;
        for (int y = top; y <= bottom; y += step) {
            for (int x = left; x <= right; x += step) {
                if (rays.Through(x, y).Missed) continue;
                hits++;
                if (!mask.IsNear(x, y)) beyond++;
            }
        }
        add("mask", beyond <= BeyondPixels + BeyondShare * hits, $"a model within the mask ({hits} of its pixels looked at)",
            $"one with {beyond} beyond it");
    }

    /// <summary>Whether the model is seen past the sides of the mask's extent, as one is that is too large by a few per cent.</summary>
    private static void Past(in Rays rays, BopMask mask, (double Left, double Top, double Right, double Bottom) outline,
        Action<string, bool, string, string> add) {
        if (mask.Pixels == 0) return;
        double[] extent = mask.Extent;
        double allowed = PastPixels + PastShare * Math.Max(extent[2], extent[3]);
        (int left, int top, int right, int bottom) = ((int)Math.Clamp(outline.Left, 0, mask.Width - 1),
            (int)Math.Clamp(outline.Top, 0, mask.Height - 1), (int)Math.Clamp(outline.Right + 1, 0, mask.Width - 1),
            (int)Math.Clamp(outline.Bottom + 1, 0, mask.Height - 1));
        (int x0, int y0) = ((int)Math.Ceiling(extent[0] - allowed), (int)Math.Ceiling(extent[1] - allowed));
        (int x1, int y1) = ((int)(extent[0] + extent[2] + allowed), (int)(extent[1] + extent[3] + allowed));
        int step = Math.Max(1, (int)Math.Sqrt((right - left + 1.0) * (bottom - top + 1) / GridSamples)), past = 0;
        double farthest = 0;
        for (int y = top; y <= bottom; y += step) {
            for (int x = left; x <= right; x += step) {
                // What lies within is no concern here: go on behind it.
                if (y >= y0 && y <= y1 && x >= x0 && x <= x1) {
                    x += (x1 - x) / step * step;
                    continue;
                }
                if (rays.Through(x, y).Missed) continue;
                past++;
                farthest = Math.Max(farthest, Math.Max(Math.Max(extent[0] - x, extent[1] - y), Math.Max(x - extent[0] - extent[2],
                    y - extent[1] - extent[3])));
            }
        }
        add("mask", past <= BeyondPixels, $"a model within the extent [{string.Join(", ", extent)}] of the mask",
            string.Create(CultureInfo.InvariantCulture, $"one that is seen {farthest:0} pixels past it"));
    }

    private BopModel? ModelOf(string id) {
        if (models.TryGetValue(id, out BopModel? known)) return known;
        if (triangles > KeptTriangles) Clear();
        string path = Path.Combine(folder, $"obj_{id.PadLeft(6, '0')}.ply");
        BopModel? model = null;
        try {
            if (File.Exists(path)) model = BopModel.Read(path);
        } catch (BadInputException) {
            // Reported with the model files.
        }
        triangles += model?.Triangles ?? 0;
        return models[id] = model;
    }

    private void Clear() {
        foreach (BopModel? model in models.Values) model?.Dispose();
        models.Clear();
        triangles = 0;
    }

    public void Dispose() => Clear();
}
