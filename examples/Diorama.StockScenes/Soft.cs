using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;

namespace Diorama.StockScenes;

/// <summary>Cloth, cushions, pile and leaves: shapes without hard edges, in object space (metres).</summary>
internal static class Soft {
    /// <summary>
    /// A sheet p(u, v), u and v in [0, 1], of <paramref name="nu"/> × <paramref name="nv"/> cells; it faces ∂p/∂u × ∂p/∂v.
    /// </summary>
    public static Mesh Sheet(string name, int nu, int nv, Func<float, float, Vector3> point) {
        var b = new MeshBuilder();
        Sheet(b, nu, nv, point);
        return b.Build(name);
    }

    private static void Sheet(MeshBuilder b, int nu, int nv, Func<float, float, Vector3> point) {
        int first = b.VertexCount;
        const float h = 1e-3f;
        for (int j = 0; j <= nv; j++) {
            for (int i = 0; i <= nu; i++) {
                float u = (float)i / nu, v = (float)j / nv;
                Vector3 du = point(MathF.Min(u + h, 1), v) - point(MathF.Max(u - h, 0), v);
                Vector3 dv = point(u, MathF.Min(v + h, 1)) - point(u, MathF.Max(v - h, 0));
                b.Vertex(point(u, v), Vector3.Normalize(Vector3.Cross(du, dv)), new(u, 1 - v));
            }
        }
        for (int j = 0; j < nv; j++) {
            for (int i = 0; i < nu; i++) {
                int a = first + j * (nu + 1) + i;
                b.Quad(a, a + 1, a + nu + 2, a + nu + 1);
            }
        }
    }

    /// <summary>
    /// A stuffed cushion lying in XY: <paramref name="fullness"/> 0.5 bulges like a pillow, 0.15 is a box with soft edges. Two sheets
    /// meet in the seam, which is drawn in between the corners.
    /// </summary>
    public static Mesh Cushion(string name, Vector3 size, float fullness, int cells, float phase) {
        var b = new MeshBuilder();
        for (int side = -1; side <= 1; side += 2) {
            float s = side;
            Sheet(b, cells, cells, (u, v) => {
                float a = MathF.Sin(MathF.PI * (u - 0.5f)) * s, c = MathF.Sin(MathF.PI * (v - 0.5f));
                float ca = MathF.Max(0, 1 - a * a), cc = MathF.Max(0, 1 - c * c);
                float bulge = MathF.Pow(ca, fullness) * MathF.Pow(cc, fullness);
                float pinch = 1 - 0.25f * fullness * (ca * c * c + cc * a * a);
                float folds = 0.012f * fullness * bulge * MathF.Sin(9 * a + 4 * c + phase) * MathF.Sin(7 * c - 3 * a + 2 * phase);
                return new(a * pinch * size.X / 2, c * pinch * size.Y / 2, s * (bulge * size.Z / 2 + folds));
            });
        }
        return b.Build(name);
    }

    /// <summary>A hanging curtain from the origin along +X and down −Z, folded along its width.</summary>
    public static Mesh Curtain(float width, float drop, int folds, int nu, int nv) => Sheet("curtain", nu, nv, (u, v) => {
        float down = 1 - v, wave = folds * 2 * MathF.PI * u;
        float depth = 0.035f * (0.7f + 0.3f * MathF.Sin(3 * u + 1.7f)) * (0.6f + 0.4f * down);
        return new(u * width + 0.012f * MathF.Sin(2 * wave + 2 * down), depth * MathF.Sin(wave + 0.5f * MathF.Sin(2.2f * down)),
            -down * drop);
    });

    /// <summary>Upright tapered blades over a rectangle in XY: the pile of a rug, or grass. Three triangles each.</summary>
    public static Mesh Blades(string name, Vector2 size, int count, float height, float width, KeyedGenerator random,
        Func<Vector2, float>? ground = null) {
        var b = new MeshBuilder();
        for (int k = 0; k < count; k++) {
            Vector2 p = new((random.NextFloat() - 0.5f) * size.X, (random.NextFloat() - 0.5f) * size.Y);
            float turn = 2 * MathF.PI * random.NextFloat(), h = height * (0.6f + 0.5f * random.NextFloat());
            float lean = h * (0.15f + 0.6f * random.NextFloat()), w = width * (0.7f + 0.6f * random.NextFloat()) / 2;
            Vector3 across = new(MathF.Cos(turn), MathF.Sin(turn), 0), forward = new(-across.Y, across.X, 0);
            Vector3 foot = new(p, ground?.Invoke(p) ?? 0), knee = foot + forward * (lean * 0.3f) + Vector3.UnitZ * (h * 0.6f);
            Vector3 tip = foot + forward * lean + Vector3.UnitZ * h;
            Vector3 low = Vector3.Normalize(Vector3.Cross(across, knee - foot)),
                high = Vector3.Normalize(Vector3.Cross(across, tip - knee));
            int a = b.Vertex(foot - across * w, low, new(0, 1)), c = b.Vertex(foot + across * w, low, new(1, 1));
            Vector3 middle = Vector3.Normalize(low + high);
            int d = b.Vertex(knee - across * (w * 0.8f), middle, new(0, 0.4f)),
                e = b.Vertex(knee + across * (w * 0.8f), middle, new(1, 0.4f));
            int f = b.Vertex(tip, high, new(0.5f, 0));
            b.Quad(a, c, e, d);
            b.Triangle(d, e, f);
        }
        return b.Build(name);
    }

    /// <summary>
    /// Adds a leaf that starts at <paramref name="foot"/> and grows along <paramref name="along"/>, folded along its midrib and bent
    /// towards −<paramref name="up"/>; 4 × <paramref name="segments"/> triangles.
    /// </summary>
    public static void Leaf(MeshBuilder b, Vector3 foot, Vector3 along, Vector3 up, float length, float width, float bend, int segments) {
        along = Vector3.Normalize(along);
        Vector3 side = Vector3.Cross(up, along);
        side = side.LengthSquared() < 1e-8f ? new Core.Spaces.Basis(along).Tangent : Vector3.Normalize(side);
        up = Vector3.Cross(along, side);
        Vector3 Rib(float t) => foot + along * (length * t) - up * (bend * length * t * t);
        // Widest at two fifths, pointed at the tip; never quite zero, so that no triangle collapses.
        static float Half(float t) => 0.03f + 0.97f * MathF.Pow(MathF.Sin(MathF.PI * MathF.Pow(0.02f + 0.97f * t, 0.75f)), 0.8f);
        int first = b.VertexCount;
        for (int k = 0; k <= segments; k++) {
            float t = (float)k / segments, w = Half(t) * width / 2;
            Vector3 tangent = Vector3.Normalize(along - up * (2 * bend * t)), n = Vector3.Normalize(Vector3.Cross(tangent, side));
            Vector3 lift = n * (0.25f * w), left = Vector3.Normalize(n + side * 0.25f), right = Vector3.Normalize(n - side * 0.25f);
            b.Vertex(Rib(t) - side * w + lift, left, new(0, 1 - t));
            b.Vertex(Rib(t), n, new(0.5f, 1 - t));
            b.Vertex(Rib(t) + side * w + lift, right, new(1, 1 - t));
        }
        for (int k = 0; k < segments; k++) {
            int a = first + 3 * k;
            b.Quad(a, a + 3, a + 4, a + 1);
            b.Quad(a + 1, a + 4, a + 5, a + 2);
        }
    }
}
