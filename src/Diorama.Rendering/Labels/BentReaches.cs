using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Where a lens that bends straight edges may image a triangle: a box of pixels around points on its edges; a triangle that is not imaged
/// in whole is divided until its parts are, or are small.
/// </summary>
internal sealed class BentReaches {
    private const float Small = 8;
    private const int Points = 16, Divisions = 5;

    private readonly CameraRays camera;
    private readonly Affine3 cameraFromWorld;
    private readonly int width, height;
    /// <summary>Whether all rays leave in front of the camera's plane, and the largest |x/z| and |y/z| among them.</summary>
    private readonly bool isAhead;
    private readonly Vector2 widest;

    public BentReaches(CameraRays camera) {
        this.camera = camera;
        (width, height) = (camera.Camera.Width, camera.Camera.Height);
        cameraFromWorld = camera.WorldFromCamera.Inverse();
        bool ahead = true;
        Vector2 most = default;
        for (int i = 0; i <= width; i++) Look(new(i, 0), new(i, height));
        for (int i = 0; i <= height; i++) Look(new(0, i), new(width, i));

        void Look(Vector2 one, Vector2 two) {
            foreach (Vector2 pixel in (ReadOnlySpan<Vector2>)[one, two]) {
                if (!camera.Pinhole(pixel, out CameraRay ray)) continue;
                Vector3 d = cameraFromWorld.Vector(ray.Direction), from = cameraFromWorld.Point(ray.Origin);
                ahead &= d.Z > 0.01f;
                // Rays that do not leave from the camera's centre belong to no pyramid.
                most = from.Length() > 1e-4f ? new(float.PositiveInfinity)
                    : Vector2.Max(most, new(MathF.Abs(d.X / d.Z), MathF.Abs(d.Y / d.Z)));
            }
        }
        // A circle within the image may be wider than its border.
        isAhead = ahead && camera.Pinhole(new(0.5f, 0.5f), out _);
        widest = most * 1.05f;
    }

    /// <summary>Returns the pixels that the triangle with these corners, in world space, may cover.</summary>
    public PixelBox Reach(Vector3 a, Vector3 b, Vector3 c) => Reach(a, b, c, Divisions);

    private PixelBox Reach(Vector3 a, Vector3 b, Vector3 c, int divisions) {
        Vector2 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        int imaged = 0;
        foreach (Vector3 corner in (ReadOnlySpan<Vector3>)[a, b, c]) {
            if (!camera.Project(corner, out Vector2 pixel, out _)) continue;
            (low, high, imaged) = (Vector2.Min(low, pixel), Vector2.Max(high, pixel), imaged + 1);
        }
        if (imaged == 3) return Whole(a, b, c, low, high);
        if (IsOutside(cameraFromWorld.Point(a), cameraFromWorld.Point(b), cameraFromWorld.Point(c))) return PixelBox.Empty;
        if (divisions == 0) return imaged > 0 ? Around(low, high, 2 + MathF.Max(high.X - low.X, high.Y - low.Y), width, height)
            : PixelBox.Empty;
        Vector3 ab = (a + b) / 2, bc = (b + c) / 2, ca = (c + a) / 2;
        return Reach(a, ab, ca, divisions - 1).Union(Reach(ab, b, bc, divisions - 1)).Union(Reach(ca, bc, c, divisions - 1))
            .Union(Reach(ab, bc, ca, divisions - 1));
    }

    /// <summary>
    /// Returns the box of a triangle whose corners are imaged: around points on its edges, with a margin of the largest distance between
    /// two of them. Where the image is torn, as at the seam of a panorama, that is wide.
    /// </summary>
    private PixelBox Whole(Vector3 a, Vector3 b, Vector3 c, Vector2 low, Vector2 high) {
        float size = MathF.Max(high.X - low.X, high.Y - low.Y), gap = 0;
        if (size <= Small) return Around(low, high, 1 + size / 4, width, height);
        camera.Project(a, out Vector2 last, out _);
        for (int i = 1; i <= 3 * Points; i++) {
            (Vector3 from, Vector3 to) = i <= Points ? (a, b) : i <= 2 * Points ? (b, c) : (c, a);
            if (!camera.Project(Vector3.Lerp(from, to, ((i - 1) % Points + 1f) / Points), out Vector2 pixel, out _))
                return new(0, 0, width, height);
            (low, high, gap) = (Vector2.Min(low, pixel), Vector2.Max(high, pixel), MathF.Max(gap, Vector2.Distance(last, pixel)));
            last = pixel;
        }
        return Around(low, high, 1 + gap, width, height);
    }

    /// <summary>Whether a triangle in camera space lies on the far side of a plane behind which no ray goes.</summary>
    private bool IsOutside(Vector3 a, Vector3 b, Vector3 c) => isAhead
        && (a.Z <= 0 && b.Z <= 0 && c.Z <= 0
            || a.X > widest.X * a.Z && b.X > widest.X * b.Z && c.X > widest.X * c.Z
            || -a.X > widest.X * a.Z && -b.X > widest.X * b.Z && -c.X > widest.X * c.Z
            || a.Y > widest.Y * a.Z && b.Y > widest.Y * b.Z && c.Y > widest.Y * c.Z
            || -a.Y > widest.Y * a.Z && -b.Y > widest.Y * b.Z && -c.Y > widest.Y * c.Z);

    /// <summary>Returns the pixels of the image whose centres are within a rectangle and a margin around it.</summary>
    public static PixelBox Around(Vector2 low, Vector2 high, float margin, int width, int height) {
        static int Bound(float v) => (int)Math.Clamp(v, -1e8f, 1e8f);
        return new PixelBox(Bound(MathF.Ceiling(low.X - margin - 0.5f)), Bound(MathF.Ceiling(low.Y - margin - 0.5f)),
            Bound(MathF.Floor(high.X + margin - 0.5f)) + 1, Bound(MathF.Floor(high.Y + margin - 0.5f)) + 1).Clip(width, height);
    }
}
