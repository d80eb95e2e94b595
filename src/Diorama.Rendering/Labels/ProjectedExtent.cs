using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Bounding box of an object on the image plane, also beyond the image, from its vertices at the frame time. For a pinhole that is the
/// extent of its triangles; with a distorting lens an edge may reach slightly farther than its ends. A pinhole clips what is nearer than a
/// thousandth of the distance to the farthest corner of the object's box; other lenses omit vertices that they do not image.
/// </summary>
internal unsafe struct ProjectedExtent {
    /// <summary>
    /// Distance of the near plane as a share of the distance to the farthest corner of the box, so that no unit is assumed.
    /// </summary>
    private const float NearShare = 1e-3f;

    private Vector2 low, high;

    /// <summary>Whether a part of the object is behind the camera or is not imaged by the lens.</summary>
    public bool Cut { get; private set; }

    /// <summary>Pixels whose centres are within the extent, edges included.</summary>
    public readonly PixelBox Pixels {
        get {
            if (!(low.X <= high.X)) return PixelBox.Empty;
            static int Bound(float v) => (int)Math.Clamp(v, -1e8f, 1e8f);
            var box = new PixelBox(Bound(MathF.Ceiling(low.X - 0.5f)), Bound(MathF.Ceiling(low.Y - 0.5f)),
                Bound(MathF.Floor(high.X - 0.5f)) + 1, Bound(MathF.Floor(high.Y - 0.5f)) + 1);
            return box.IsEmpty ? PixelBox.Empty : box;
        }
    }

    public static ProjectedExtent Of(RenderScene scene, CameraRays camera, SceneObject o) {
        var extent = new ProjectedExtent { low = new(float.PositiveInfinity), high = new(float.NegativeInfinity) };
        bool still = !camera.IsMoving || camera.Camera.ReadoutSeconds == 0;
        Affine3 cameraFromWorld = camera.WorldFromCamera.Inverse();
        float near = NearShare * Farthest(cameraFromWorld * o.WorldFromObject, o.BoxMin, o.BoxMax);
        foreach (int index in o.Records) {
            ref InstanceRecord r = ref scene.Records.Pointer[index];
            if (r.Kind != ShapeKind.Triangles) extent.AddRound(r, camera);
            else if (still && camera.Camera.Lens is PerspectiveLens lens) extent.AddPinhole(r, cameraFromWorld, lens, near);
            else extent.AddVertices(r, camera);
        }
        return extent;
    }

    /// <summary>Returns the distance from the camera to the farthest corner of the object's box, metres.</summary>
    private static float Farthest(in Affine3 cameraFromObject, Vector3 min, Vector3 max) {
        float far = 0;
        for (int i = 0; i < 8; i++) {
            var corner = new Vector3((i & 1) == 0 ? min.X : max.X, (i & 2) == 0 ? min.Y : max.Y, (i & 4) == 0 ? min.Z : max.Z);
            far = MathF.Max(far, cameraFromObject.Point(corner).Length());
        }
        return float.IsFinite(far) ? far : 0;
    }

    private void Add(Vector2 p) {
        low = Vector2.Min(low, p);
        high = Vector2.Max(high, p);
    }

    private void AddPinhole(in InstanceRecord r, in Affine3 cameraFromWorld, PerspectiveLens lens, float near) {
        Affine3 map = r.PositionsInWorld ? cameraFromWorld : cameraFromWorld * r.WorldFromObject;
        (Vector2 least, Vector2 most) = PinholeVertices.Bounds(r.Positions, r.VertexCount, map, near, out int behind);
        Cut |= behind > 0;
        if (behind > 0 && behind < r.VertexCount) Clip(r, map, near, ref least, ref most);
        if (!(least.X <= most.X)) return;
        Vector2 f = new(lens.Fx, lens.Fy), c = new(lens.Cx, lens.Cy);
        Add(least * f + c);
        Add(most * f + c);
    }

    /// <summary>Adds the points where edges cross the near plane.</summary>
    private static void Clip(in InstanceRecord r, in Affine3 map, float near, ref Vector2 least, ref Vector2 most) {
        Vector3* corner = stackalloc Vector3[3];
        for (int t = 0; t < r.PrimitiveCount; t++) {
            for (int k = 0; k < 3; k++) corner[k] = map.Point(r.Positions[r.Indices[3 * t + k]]);
            for (int k = 0; k < 3; k++) {
                Vector3 a = corner[k], b = corner[(k + 1) % 3];
                if (a.Z < near == b.Z < near) continue;
                Vector3 p = Vector3.Lerp(a, b, (near - a.Z) / (b.Z - a.Z));
                Vector2 q = new Vector2(p.X, p.Y) / near;
                least = Vector2.Min(least, q);
                most = Vector2.Max(most, q);
            }
        }
    }

    private void AddVertices(in InstanceRecord r, CameraRays camera) {
        for (int i = 0; i < r.VertexCount; i++) {
            Vector3 p = r.Positions[i];
            AddPoint(r.PositionsInWorld ? p : r.WorldFromObject.Point(p), camera);
        }
    }

    private void AddPoint(Vector3 world, CameraRays camera) {
        if (camera.Project(world, out Vector2 pixel, out _)) Add(pixel);
        else Cut = true;
    }

    /// <summary>Adds strands by the sides of their control points, and a disc by its rim.</summary>
    private void AddRound(in InstanceRecord r, CameraRays camera) {
        if (r.Kind == ShapeKind.Disc) {
            Vector4 disc = r.ControlPoints[0];
            Vector3 x = disc.W * Vector3.Normalize(r.WorldFromObject.X), y = disc.W * Vector3.Normalize(r.WorldFromObject.Y);
            for (int i = 0; i < 64; i++) {
                (float sin, float cos) = MathF.SinCos(i * MathF.Tau / 64);
                AddPoint(new Vector3(disc.X, disc.Y, disc.Z) + cos * x + sin * y, camera);
            }
            return;
        }
        Affine3 world = camera.WorldFromCamera;
        for (int i = 0; i < r.VertexCount; i++) {
            Vector4 p = r.ControlPoints[i];
            var centre = new Vector3(p.X, p.Y, p.Z);
            AddPoint(centre - p.W * world.X, camera);
            AddPoint(centre + p.W * world.X, camera);
            AddPoint(centre - p.W * world.Y, camera);
            AddPoint(centre + p.W * world.Y, camera);
        }
    }
}
