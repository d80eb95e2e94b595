using System.Buffers;
using System.Numerics;
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
        Vector3[] world = ArrayPool<Vector3>.Shared.Rent(r.VertexCount);
        Vector2[] pixels = ArrayPool<Vector2>.Shared.Rent(r.VertexCount);
        try {
            bool any = Project(r, world, pixels);
            for (int t = 0; any && t < r.PrimitiveCount; t++) {
                int a = r.Indices[3 * t], b = r.Indices[3 * t + 1], c = r.Indices[3 * t + 2];
                PixelBox reach = lens is null ? bent!.Reach(world[a], world[b], world[c]) : Reach(world, pixels, a, b, c);
                if (reach.IsEmpty || Contains(box, reach)) continue;
                Widen(new() {
                    Record = index, Primitive = t, Material = r.Material, A = world[a], AB = world[b] - world[a], AC = world[c] - world[a],
                    Reach = reach,
                });
            }
        } finally {
            ArrayPool<Vector3>.Shared.Return(world);
            ArrayPool<Vector2>.Shared.Return(pixels);
        }
    }

    /// <summary>
    /// Computes the world position of each vertex and its pixel, NaN where the lens does not image it. False if all pixels are within the
    /// box.
    /// </summary>
    private bool Project(in InstanceRecord r, Vector3[] world, Vector2[] pixels) {
        Vector2 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        bool cut = false;
        for (int i = 0; i < r.VertexCount; i++) {
            Vector3 p = world[i] = r.PositionsInWorld ? r.Positions[i] : r.WorldFromObject.Point(r.Positions[i]);
            Vector2 pixel = new(float.NaN);
            if (lens is not null) {
                Vector3 seen = cameraFromWorld.Point(p);
                if (seen.Z > 0) pixel = new(seen.X / seen.Z * lens.Fx + lens.Cx, seen.Y / seen.Z * lens.Fy + lens.Cy);
            } else if (!camera.Project(p, out pixel, out _)) {
                pixel = new(float.NaN);
            }
            pixels[i] = pixel;
            cut |= float.IsNaN(pixel.X);
            low = Vector2.Min(low, pixel);
            high = Vector2.Max(high, pixel);
        }
        // Comparisons of Vector2 with NaN keep it, so that the box of a cut object is the whole image.
        PixelBox all = cut || lens is null ? new(0, 0, width, height) : Around(low, high);
        return !all.IsEmpty && !Contains(box, all);
    }

    /// <summary>
    /// Returns the pixels that a triangle may cover: those of the polygon that is left of it within the pyramid of the image.
    /// </summary>
    private PixelBox Reach(Vector3[] world, Vector2[] pixels, int a, int b, int c) {
        (Vector2 p, Vector2 q, Vector2 r) = (pixels[a], pixels[b], pixels[c]);
        Vector2 low = Vector2.Min(p, Vector2.Min(q, r)), high = Vector2.Max(p, Vector2.Max(q, r));
        // NaN, behind the camera, fails here.
        if (low.X >= 0 && low.Y >= 0 && high.X <= width && high.Y <= height) return Around(low, high);
        Span<Vector3> polygon = stackalloc Vector3[10], other = stackalloc Vector3[10];
        (polygon[0], polygon[1], polygon[2]) = (cameraFromWorld.Point(world[a]), cameraFromWorld.Point(world[b]),
            cameraFromWorld.Point(world[c]));
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
        if (sight.NeedsLook(t.Material, glass) && !Counts(t, ray, (float)u, (float)v, (float)distance)) return false;
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
