using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Projects the vertices of meshes by a pinhole, four at a time, to the last bit as <see cref="Affine3.Point"/> and a division would.
/// </summary>
internal static unsafe class PinholeVertices {
    /// <summary>Four vertices in camera space.</summary>
    private readonly struct Four(Vector128<float> x, Vector128<float> y, Vector128<float> z) {
        public readonly Vector128<float> X = x, Y = y, Z = z;
    }

    /// <summary>Returns the bounds of (x/z, y/z) of the vertices that are not nearer than a plane.</summary>
    /// <param name="positions">Vertices.</param>
    /// <param name="count">Their number.</param>
    /// <param name="cameraFromMesh">Transform into camera space.</param>
    /// <param name="near">Distance of the plane.</param>
    /// <param name="behind">Number of vertices that are nearer.</param>
    public static (Vector2 Least, Vector2 Most) Bounds(Vector3* positions, int count, in Affine3 cameraFromMesh, float near,
        out int behind) {
        Vector128<float> plane = Vector128.Create(near), above = Vector128.Create(float.PositiveInfinity), below = -above;
        (Vector128<float> lowX, Vector128<float> lowY, Vector128<float> highX, Vector128<float> highY) = (above, above, below, below);
        int whole = count & ~3, i = 0;
        behind = 0;
        for (; i < whole; i += 4) {
            Four p = Load(positions + i, cameraFromMesh);
            Vector128<float> hidden = Vector128.LessThan(p.Z, plane), x = p.X / p.Z, y = p.Y / p.Z;
            behind += BitOperations.PopCount(hidden.ExtractMostSignificantBits());
            lowX = Vector128.Min(lowX, Vector128.ConditionalSelect(hidden, above, x));
            lowY = Vector128.Min(lowY, Vector128.ConditionalSelect(hidden, above, y));
            highX = Vector128.Max(highX, Vector128.ConditionalSelect(hidden, below, x));
            highY = Vector128.Max(highY, Vector128.ConditionalSelect(hidden, below, y));
        }
        Vector2 least = new(Least(lowX), Least(lowY)), most = new(Most(highX), Most(highY));
        for (; i < count; i++) {
            Vector3 p = cameraFromMesh.Point(positions[i]);
            if (p.Z < near) {
                behind++;
                continue;
            }
            Vector2 q = new Vector2(p.X, p.Y) / p.Z;
            (least, most) = (Vector2.Min(least, q), Vector2.Max(most, q));
        }
        return (least, most);
    }

    /// <summary>
    /// Writes the pixel coordinates of vertices, NaN for those that are not before the camera; returns whether there are such.
    /// </summary>
    /// <param name="positions">Vertices.</param>
    /// <param name="count">Their number.</param>
    /// <param name="cameraFromMesh">Transform into camera space.</param>
    /// <param name="focal">Focal lengths, pixels.</param>
    /// <param name="centre">Principal point, pixels.</param>
    /// <param name="xs">Receives the columns.</param>
    /// <param name="ys">Receives the rows.</param>
    public static bool Project(Vector3* positions, int count, in Affine3 cameraFromMesh, Vector2 focal, Vector2 centre, Span<float> xs,
        Span<float> ys) {
        Vector128<float> fx = Vector128.Create(focal.X), fy = Vector128.Create(focal.Y), cx = Vector128.Create(centre.X),
            cy = Vector128.Create(centre.Y), nowhere = Vector128.Create(float.NaN), cut = default;
        int whole = count & ~3, i = 0;
        for (; i < whole; i += 4) {
            Four p = Load(positions + i, cameraFromMesh);
            Vector128<float> ahead = Vector128.GreaterThan(p.Z, default);
            cut |= ~ahead;
            Vector128.ConditionalSelect(ahead, p.X / p.Z * fx + cx, nowhere).CopyTo(xs[i..]);
            Vector128.ConditionalSelect(ahead, p.Y / p.Z * fy + cy, nowhere).CopyTo(ys[i..]);
        }
        bool any = cut.ExtractMostSignificantBits() != 0;
        for (; i < count; i++) {
            Vector3 p = cameraFromMesh.Point(positions[i]);
            Vector2 pixel = p.Z > 0 ? new Vector2(p.X, p.Y) / p.Z * focal + centre : new(float.NaN);
            (xs[i], ys[i]) = (pixel.X, pixel.Y);
            any |= !(p.Z > 0);
        }
        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Four Load(Vector3* positions, in Affine3 m) {
        float* p = (float*)positions;
        // x0 y0 z0 x1, y1 z1 x2 y2, z2 x3 y3 z3.
        Vector128<float> a = Vector128.Load(p), b = Vector128.Load(p + 4), c = Vector128.Load(p + 8);
        Vector128<float> right = Sse.Shuffle(b, c, 0x9E), left = Sse.Shuffle(a, b, 0x49);
        Vector128<float> x = Sse.Shuffle(a, right, 0x8C), y = Sse.Shuffle(left, right, 0xD8), z = Sse.Shuffle(left, c, 0xCD);
        return new(m.X.X * x + (m.Y.X * y + (m.Z.X * z + Vector128.Create(m.Origin.X))),
            m.X.Y * x + (m.Y.Y * y + (m.Z.Y * z + Vector128.Create(m.Origin.Y))),
            m.X.Z * x + (m.Y.Z * y + (m.Z.Z * z + Vector128.Create(m.Origin.Z))));
    }

    private static float Least(Vector128<float> v) => MathF.Min(MathF.Min(v[0], v[1]), MathF.Min(v[2], v[3]));

    private static float Most(Vector128<float> v) => MathF.Max(MathF.Max(v[0], v[1]), MathF.Max(v[2], v[3]));
}
