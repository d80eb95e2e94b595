using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;
using Diorama.Rendering.Intersection;

namespace Diorama.Rendering.Scenes;

/// <summary>Converts hits of Embree to surface points for shading.</summary>
public sealed unsafe partial class RenderScene {
    /// <summary>Returns the index of the part that was hit: the geometry id or, for an instance, the instance id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int RecordOf(in RayHit hit) => (int)(hit.Instance == Embree.InvalidId ? hit.Geometry : hit.Instance);

    internal int MaterialOf(in RayHit hit) => Records.Pointer[RecordOf(hit)].Material;

    /// <summary>Interpolates position, normals, texture coordinates and colour at the point where a ray hit the scene.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Resolve(in RayHit hit, out SurfaceHit s) {
        int index = RecordOf(hit);
        ref InstanceRecord r = ref Records.Pointer[index];
        Unsafe.SkipInit(out s);
        s.Record = index;
        s.Primitive = (int)hit.Primitive;
        s.Material = r.Material;
        s.Distance = hit.Ray.Far;
        s.U = hit.U;
        s.V = hit.V;
        s.Tangent = default;
        s.Color = Vector4.One;
        s.FibreOffset = s.FibreRadius = 0;
        s.UvDensity = float.NegativeInfinity;
        if (r.Kind == ShapeKind.Triangles) ResolveTriangle(ref r, hit, ref s);
        else ResolveRound(ref r, hit, ref s);
        s.FrontFace = Vector3.Dot(s.GeometricNormal, hit.Ray.Direction) < 0;
    }

    private static void ResolveTriangle(ref InstanceRecord r, in RayHit hit, ref SurfaceHit s) {
        int* indices = r.Indices + 3 * s.Primitive;
        int i0 = indices[0], i1 = indices[1], i2 = indices[2];
        float u = hit.U, v = hit.V, w = 1 - u - v;
        Vector3 p0, p1, p2;
        Affine3 worldFromObject = default, objectFromWorld = default;
        bool moving = r.Steps > 1;
        bool needsMap = !r.PositionsInWorld || (r.Normals != null && !r.NormalsInWorld) || r.Tangents != null;
        if (moving && needsMap && r.WorldFromObjectSteps != null) {
            worldFromObject = r.WorldFromObjectAt(hit.Ray.Time);
            objectFromWorld = worldFromObject.Inverse();
        } else if (needsMap) {
            worldFromObject = r.WorldFromObject;
            objectFromWorld = r.ObjectFromWorld;
        }
        if (moving && r.PositionsInWorld) {
            float step = hit.Ray.Time * (r.Steps - 1);
            int k = Math.Clamp((int)step, 0, r.Steps - 2);
            float f = step - k;
            Vector3* a = r.PositionSteps[k];
            Vector3* b = r.PositionSteps[k + 1];
            p0 = Vector3.Lerp(a[i0], b[i0], f);
            p1 = Vector3.Lerp(a[i1], b[i1], f);
            p2 = Vector3.Lerp(a[i2], b[i2], f);
        } else {
            p0 = r.Positions[i0];
            p1 = r.Positions[i1];
            p2 = r.Positions[i2];
            if (!r.PositionsInWorld) {
                p0 = worldFromObject.Point(p0);
                p1 = worldFromObject.Point(p1);
                p2 = worldFromObject.Point(p2);
            }
        }
        Vector3 e1 = p1 - p0, e2 = p2 - p0;
        s.Position = p0 + u * e1 + v * e2;
        Vector3 cross = Vector3.Cross(e1, e2) * r.Handedness;
        float doubleArea = cross.Length();
        s.GeometricNormal = doubleArea > 0 ? cross / doubleArea : -hit.Ray.Direction;
        s.ShadingNormal = s.GeometricNormal;
        if (r.Normals != null) {
            Vector3 n;
            if (moving && r.NormalsInWorld) {
                float step = hit.Ray.Time * (r.Steps - 1);
                int k = Math.Clamp((int)step, 0, r.Steps - 2);
                Vector3* a = r.NormalSteps[k];
                Vector3* b = r.NormalSteps[k + 1];
                n = Vector3.Lerp(w * a[i0] + u * a[i1] + v * a[i2], w * b[i0] + u * b[i1] + v * b[i2], step - k);
            } else {
                n = w * r.Normals[i0] + u * r.Normals[i1] + v * r.Normals[i2];
                if (!r.NormalsInWorld) n = objectFromWorld.NormalByInverse(n);
            }
            float length = n.LengthSquared();
            if (length > 1e-20f) s.ShadingNormal = n / MathF.Sqrt(length);
        }
        if (r.Uv0 != null) {
            Vector2 t0 = r.Uv0[i0], t1 = r.Uv0[i1], t2 = r.Uv0[i2];
            s.Uv0 = w * t0 + u * t1 + v * t2;
            Vector2 d1 = t1 - t0, d2 = t2 - t0;
            float uvArea = MathF.Abs(d1.X * d2.Y - d1.Y * d2.X);
            if (uvArea > 0 && doubleArea > 0) s.UvDensity = 0.5f * MathF.Log2(uvArea / doubleArea);
            if (r.Tangents != null) {
                Vector4 t = w * r.Tangents[i0] + u * r.Tangents[i1] + v * r.Tangents[i2];
                s.Tangent = new(worldFromObject.Vector(new(t.X, t.Y, t.Z)), t.W * r.Handedness);
            } else if (uvArea > 0) {
                // Without tangents in the file: dP/du, with the handedness of the UV map (v runs down, glTF's bitangent runs up).
                float sign = MathF.Sign(d1.X * d2.Y - d1.Y * d2.X);
                s.Tangent = new((e1 * d2.Y - e2 * d1.Y) * sign, -sign * r.Handedness);
            }
        } else {
            s.Uv0 = new(u, v);
        }
        s.Uv1 = r.Uv1 != null ? w * r.Uv1[i0] + u * r.Uv1[i1] + v * r.Uv1[i2] : s.Uv0;
        if (r.Colors != null) s.Color = w * r.Colors[i0] + u * r.Colors[i1] + v * r.Colors[i2];
    }

    private static void ResolveRound(ref InstanceRecord r, in RayHit hit, ref SurfaceHit s) {
        s.Position = hit.Ray.Origin + hit.Ray.Far * hit.Ray.Direction;
        s.GeometricNormal = Vector3.Normalize(hit.Normal);
        s.ShadingNormal = s.GeometricNormal;
        s.Uv0 = s.Uv1 = new(hit.U, hit.V);
        if (r.Kind != ShapeKind.Curves) return;
        Vector4* c = r.ControlPoints + r.Segments[s.Primitive];
        // Derivative of the uniform cubic B-spline.
        float t = hit.U, k = 1 - t;
        Vector4 d = 0.5f * (-k * k * c[0] + (3 * t * t - 4 * t) * c[1] + (1 + 2 * t - 3 * t * t) * c[2] + t * t * c[3]);
        Vector3 fibre = Vector3.Normalize(new(d.X, d.Y, d.Z));
        s.Tangent = new(fibre, 1);
        s.FibreRadius = (k * k * k * c[0].W + (4 - 6 * t * t + 3 * t * t * t) * c[1].W + (1 + 3 * t + 3 * t * t - 3 * t * t * t) * c[2].W
            + t * t * t * c[3].W) / 6;
        Vector3 across = Vector3.Cross(fibre, hit.Ray.Direction);
        float length = across.Length();
        if (length > 1e-6f) s.FibreOffset = Math.Clamp(Vector3.Dot(s.GeometricNormal, across) / length, -1, 1);
    }
}
