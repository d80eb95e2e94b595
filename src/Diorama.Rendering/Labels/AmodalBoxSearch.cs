using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Finds the box of an object's amodal mask without making the mask: from the visible box outwards, by the rays of the pixels that are
/// still outside and the triangles that reach there. The result is that of the mask, whose rays these are. Not thread-safe.
/// </summary>
internal sealed unsafe class AmodalBoxSearch : IDisposable {
    private readonly RenderScene scene;
    private readonly CameraRays camera;
    private readonly VisibilityRay sight;
    private readonly GlassPolicy glass;
    private readonly Affine3 cameraFromWorld;
    private readonly PerspectiveLens? lens;
    private readonly BentReaches? bent;
    /// <summary>Normals of the planes around the image's pyramid in camera space, inwards, a tenth of a pixel outside.</summary>
    private readonly Vector3[] sides = [];
    private readonly int width, height;
    /// <summary>Marks of vertices: the pixel is outside the visible box, or the outermost one on a side.</summary>
    private const byte Outside = 1, Outermost = 2;

    // State of one object.
    private PixelBox box;

    /// <summary>A triangle in world space, and the pixels that it may cover.</summary>
    private struct Triangle {
        public int Record, Primitive, Material;
        public Vector3 A, AB, AC;
        public PixelBox Reach;
    }

    public AmodalBoxSearch(RenderScene scene, CameraRays camera, LabelPolicy policy) {
        (this.scene, this.camera, glass) = (scene, camera, policy.Identity);
        (width, height) = (camera.Camera.Width, camera.Camera.Height);
        sight = new(scene, policy);
        cameraFromWorld = camera.WorldFromCamera.Inverse();
        lens = camera.Camera.Lens as PerspectiveLens;
        if (lens is null) {
            bent = new(camera);
            return;
        }
        const float Margin = 0.1f;
        float left = (-Margin - lens.Cx) / lens.Fx, right = (width + Margin - lens.Cx) / lens.Fx, top = (-Margin - lens.Cy) / lens.Fy,
            bottom = (height + Margin - lens.Cy) / lens.Fy;
        sides = [new(0, 0, 1), new(1, 0, -left), new(-1, 0, right), new(0, 1, -top), new(0, -1, bottom)];
    }

    public void Dispose() => sight.Dispose();

    /// <summary>
    /// Whether the box of this object can be found: it consists of triangles, and the rays of all rows leave at the same time.
    /// </summary>
    public bool Knows(SceneObject o) {
        if (camera.IsMoving && camera.Camera.ReadoutSeconds != 0) return false;
        foreach (int index in o.Records) {
            ref InstanceRecord r = ref scene.Records.Pointer[index];
            if (r.Kind != ShapeKind.Triangles || r.Steps > 1 && camera.Camera.ReadoutSeconds != 0) return false;
        }
        return true;
    }

    /// <summary>Returns the box of the amodal mask within the image.</summary>
    /// <param name="o">The object.</param>
    /// <param name="visible">Box of its visible pixels.</param>
    public PixelBox Find(SceneObject o, PixelBox visible) {
        box = visible;
        foreach (int index in o.Records) Search(index);
        return box;
    }

    private void Search(int index) {
        ref InstanceRecord r = ref scene.Records.Pointer[index];
        float[] rented = ArrayPool<float>.Shared.Rent(2 * r.VertexCount);
        byte[] reaches = ArrayPool<byte>.Shared.Rent(r.VertexCount);
        try {
            Span<float> xs = rented.AsSpan(0, r.VertexCount), ys = rented.AsSpan(r.VertexCount, r.VertexCount);
            PixelBox all = Project(r, xs, ys, reaches);
            if (all.IsEmpty || Contains(box, all)) return;
            if (lens is not null && Mark(xs, ys, reaches) > r.VertexCount / 8) {
                // The triangles at the outermost vertices leave little that is outside.
                Search(index, r, xs, ys, reaches, Outermost, all);
                if (!Contains(box, all)) Mark(xs, ys, reaches);
            }
            if (!Contains(box, all)) Search(index, r, xs, ys, reaches, Outside, all);
        } finally {
            ArrayPool<float>.Shared.Return(rented);
            ArrayPool<byte>.Shared.Return(reaches);
        }
    }

    /// <summary>Widens the box by the triangles that have a vertex with one of these marks, until it cannot grow any more.</summary>
    private void Search(int index, in InstanceRecord r, ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, byte[] reaches, byte marks,
        PixelBox all) {
        int* corners = r.Indices;
        for (int t = 0; t < r.PrimitiveCount; t++, corners += 3) {
            int a = corners[0], b = corners[1], c = corners[2];
            if (((reaches[a] | reaches[b] | reaches[c]) & marks) == 0) continue;
            (Vector2 atA, Vector2 atB, Vector2 atC) = (new(xs[a], ys[a]), new(xs[b], ys[b]), new(xs[c], ys[c]));
            if (lens is not null && IsWithin(atA, atB, atC)) continue;
            Vector3 p = World(r, a), q = World(r, b), s = World(r, c);
            PixelBox reach = lens is null ? bent!.Reach(p, q, s) : Reach(p, q, s, atA, atB, atC);
            if (reach.IsEmpty || Contains(box, reach)) continue;
            Widen(new() { Record = index, Primitive = t, Material = r.Material, A = p, AB = q - p, AC = s - p, Reach = reach });
            if (Contains(box, all)) return;
        }
    }

    /// <summary>Whether the box has all pixel centres that a triangle can cover; false where a corner is behind the camera.</summary>
    private bool IsWithin(Vector2 a, Vector2 b, Vector2 c) {
        const float Half = 0.49f;
        Vector2 low = Vector2.Min(a, Vector2.Min(b, c)), high = Vector2.Max(a, Vector2.Max(b, c));
        return !box.IsEmpty && low.X > box.X0 - Half && low.Y > box.Y0 - Half && high.X < box.X1 + Half && high.Y < box.Y1 + Half;
    }

    private static Vector3 World(in InstanceRecord r, int vertex) =>
        r.PositionsInWorld ? r.Positions[vertex] : r.WorldFromObject.Point(r.Positions[vertex]);

    /// <summary>Marks the vertices beyond the centres of the outermost pixels of the box; returns how many there are.</summary>
    private int Mark(ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, byte[] reaches) {
        if (box.IsEmpty) {
            for (int i = 0; i < xs.Length; i++) reaches[i] |= Outside;
            return xs.Length;
        }
        float left = box.X0 + 0.51f, top = box.Y0 + 0.51f, right = box.X1 - 0.51f, bottom = box.Y1 - 0.51f;
        int count = 0, at = 0;
        for (; at + 4 <= xs.Length; at += 4) {
            Vector128<float> x = Vector128.Create(xs[at..]), y = Vector128.Create(ys[at..]);
            // False for NaN.
            uint inside = (Vector128.GreaterThanOrEqual(x, Vector128.Create(left)) & Vector128.GreaterThanOrEqual(y, Vector128.Create(top))
                & Vector128.LessThanOrEqual(x, Vector128.Create(right)) & Vector128.LessThanOrEqual(y, Vector128.Create(bottom)))
                .ExtractMostSignificantBits();
            for (int k = 0; k < 4; k++) reaches[at + k] = (byte)((uint)reaches[at + k] & Outermost | ~inside >> k & Outside);
            count += 4 - BitOperations.PopCount(inside);
        }
        for (; at < xs.Length; at++) {
            bool inside = xs[at] >= left && ys[at] >= top && xs[at] <= right && ys[at] <= bottom;
            reaches[at] = (byte)(reaches[at] & Outermost | (inside ? 0 : Outside));
            if (!inside) count++;
        }
        return count;
    }

    /// <summary>
    /// Computes the pixel of each vertex, NaN where a pinhole has it behind itself, and marks the outermost ones. Returns the pixels that
    /// the part can cover at most. For other lenses all vertices are marked as outside, and all pixels can be covered.
    /// </summary>
    private PixelBox Project(in InstanceRecord r, Span<float> xs, Span<float> ys, byte[] reaches) {
        if (lens is null) {
            Array.Fill(reaches, Outside, 0, r.VertexCount);
            return new(0, 0, width, height);
        }
        Affine3 map = r.PositionsInWorld ? cameraFromWorld : cameraFromWorld * r.WorldFromObject;
        bool cut = PinholeVertices.Project(r.Positions, r.VertexCount, map, new(lens.Fx, lens.Fy), new(lens.Cx, lens.Cy), xs, ys);
        Array.Clear(reaches, 0, r.VertexCount);
        (float left, float right) = Extremes(xs, reaches);
        (float top, float bottom) = Extremes(ys, reaches);
        return cut ? new(0, 0, width, height) : Around(new(left, top), new(right, bottom));
    }

    /// <summary>Returns the smallest and the largest of the values that are numbers, and marks where they stand as outermost.</summary>
    private static (float Low, float High) Extremes(ReadOnlySpan<float> values, byte[] reaches) {
        // NaN is neither smaller nor larger: the second operand stays.
        Vector128<float> lows = Vector128.Create(float.PositiveInfinity), highs = -lows;
        int at = 0;
        for (; at + 4 <= values.Length; at += 4) {
            Vector128<float> v = Vector128.Create(values[at..]);
            (lows, highs) = (Sse.Min(v, lows), Sse.Max(v, highs));
        }
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (int k = 0; k < 4; k++) (low, high) = (MathF.Min(low, lows[k]), MathF.Max(high, highs[k]));
        for (; at < values.Length; at++) {
            if (values[at] < low) low = values[at];
            if (values[at] > high) high = values[at];
        }
        foreach (float extreme in (ReadOnlySpan<float>)[low, high]) {
            int found = values.IndexOf(extreme);
            if (found >= 0) reaches[found] = Outermost;
        }
        return (low, high);
    }

    /// <summary>
    /// Returns the pixels that a triangle may cover: those of the polygon that is left of it within the pyramid of the image.
    /// </summary>
    private PixelBox Reach(Vector3 a, Vector3 b, Vector3 c, Vector2 atA, Vector2 atB, Vector2 atC) {
        Vector2 low = Vector2.Min(atA, Vector2.Min(atB, atC)), high = Vector2.Max(atA, Vector2.Max(atB, atC));
        // NaN, behind the camera, fails here.
        if (low.X >= 0 && low.Y >= 0 && high.X <= width && high.Y <= height) return Around(low, high);
        Span<Vector3> polygon = stackalloc Vector3[10], other = stackalloc Vector3[10];
        (polygon[0], polygon[1], polygon[2]) = (cameraFromWorld.Point(a), cameraFromWorld.Point(b), cameraFromWorld.Point(c));
        int count = 3;
        for (int plane = 0; plane < sides.Length && count > 0; plane++) {
            count = Clip(polygon[..count], sides[plane], other);
            Span<Vector3> swap = polygon;
            polygon = other;
            other = swap;
        }
        if (count == 0) return PixelBox.Empty;
        (low, high) = (new(float.PositiveInfinity), new(float.NegativeInfinity));
        foreach (Vector3 v in polygon[..count]) {
            // The tip of the pyramid is seen everywhere.
            if (!(v.Z > 0)) return new(0, 0, width, height);
            Vector2 pixel = new(v.X / v.Z * lens!.Fx + lens.Cx, v.Y / v.Z * lens.Fy + lens.Cy);
            (low, high) = (Vector2.Min(low, pixel), Vector2.Max(high, pixel));
        }
        return Around(low, high);
    }

    /// <summary>Keeps the part of a convex polygon in front of a plane through the camera (Sutherland and Hodgman 1974).</summary>
    private static int Clip(ReadOnlySpan<Vector3> polygon, Vector3 plane, Span<Vector3> kept) {
        int count = 0;
        for (int i = 0; i < polygon.Length; i++) {
            Vector3 a = polygon[i], b = polygon[i + 1 == polygon.Length ? 0 : i + 1];
            float da = Vector3.Dot(plane, a), db = Vector3.Dot(plane, b);
            if (da >= 0) kept[count++] = a;
            if (da >= 0 != db >= 0) kept[count++] = Vector3.Lerp(a, b, da / (da - db));
        }
        return count;
    }

    private PixelBox Around(Vector2 low, Vector2 high) => BentReaches.Around(low, high, 0.01f, width, height);

    private static bool Contains(PixelBox outer, PixelBox inner) => !outer.IsEmpty && inner.X0 >= outer.X0 && inner.Y0 >= outer.Y0
        && inner.X1 <= outer.X1 && inner.Y1 <= outer.Y1;

    /// <summary>
    /// Widens the box by the pixels of a triangle: on each side from the outermost row or column to the first that has one.
    /// </summary>
    private void Widen(in Triangle t) {
        PixelBox reach = t.Reach;
        for (int y = reach.Y0; y < reach.Y1 && (box.IsEmpty || y < box.Y0); y++) if (Row(t, y)) break;
        for (int y = reach.Y1 - 1; y >= reach.Y0 && !box.IsEmpty && y >= box.Y1; y--) if (Row(t, y)) break;
        for (int x = reach.X0; x < reach.X1 && !box.IsEmpty && x < box.X0; x++) if (Column(t, x)) break;
        for (int x = reach.X1 - 1; x >= reach.X0 && !box.IsEmpty && x >= box.X1; x--) if (Column(t, x)) break;
    }

    private bool Row(in Triangle t, int y) {
        for (int x = t.Reach.X0; x < t.Reach.X1; x++) if (Take(t, x, y)) return true;
        return false;
    }

    private bool Column(in Triangle t, int x) {
        for (int y = t.Reach.Y0; y < t.Reach.Y1; y++) if (Take(t, x, y)) return true;
        return false;
    }

    /// <summary>Adds the pixel to the box if its ray meets the triangle where it counts (Möller and Trumbore 1997).</summary>
    private bool Take(in Triangle t, int x, int y) {
        if (!camera.Pinhole(new(x + 0.5f, y + 0.5f), out CameraRay ray)) return false;
        (Double3 direction, Double3 ab, Double3 ac, Double3 from) = (ray.Direction, t.AB, t.AC, (Double3)ray.Origin - t.A);
        Double3 p = Double3.Cross(direction, ac);
        double determinant = Double3.Dot(ab, p);
        if (determinant == 0) return false;
        double u = Double3.Dot(from, p) / determinant;
        Double3 q = Double3.Cross(from, ab);
        double v = Double3.Dot(direction, q) / determinant, distance = Double3.Dot(ac, q) / determinant;
        if (!(u >= 0 && v >= 0 && u + v <= 1 && distance > 0)) return false;
        if ((sight.NeedsLook(t.Material, glass) || sight.IsOneSided(t.Material)) && !Counts(t, ray, (float)u, (float)v, (float)distance))
            return false;
        box = box.Union(new(x, y, x + 1, y + 1));
        return true;
    }

    private bool Counts(in Triangle t, in CameraRay ray, float u, float v, float distance) {
        RayHit hit = default;
        (hit.Ray.Origin, hit.Ray.Direction, hit.Ray.Far, hit.Ray.Time) =
            (ray.Origin, ray.Direction, distance, scene.NormalisedTime(ray.Time));
        (hit.U, hit.V, hit.Primitive, hit.Geometry, hit.Instance) = (u, v, (uint)t.Primitive, (uint)t.Record, Embree.InvalidId);
        hit.Normal = -ray.Direction;
        return sight.Counts(hit, ray, glass);
    }
}
