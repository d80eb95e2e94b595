using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Scenes;

internal enum ShapeKind : byte { Triangles, Curves, Disc }

/// <summary>
/// One part as it is drawn: a mesh (or strands) with one material, placed once. It holds, directly or through one pointer, everything that
/// shading and labelling need. Vertex data is in object space unless stated otherwise; arrays that a mesh lacks are null.
/// </summary>
internal unsafe struct InstanceRecord {
    public ShapeKind Kind;
    /// <summary>True if <see cref="Positions"/> (and, for deformed meshes, <see cref="Normals"/>) are already in world space.</summary>
    public bool PositionsInWorld, NormalsInWorld;
    /// <summary>Number of motion steps; 1 if the part is static while the shutter is open.</summary>
    public int Steps;
    public int* Indices;
    /// <summary>Vertices at each motion step, as passed to Embree.</summary>
    public Vector3** PositionSteps;
    public Vector3** NormalSteps;
    /// <summary>Vertices and normals at the frame time.</summary>
    public Vector3* Positions;
    public Vector3* Normals;
    public Vector4* Tangents;
    public Vector2* Uv0;
    public Vector2* Uv1;
    public Vector4* Colors;
    /// <summary>Centre and radius of the control points of strands, or of a disc, at the frame time.</summary>
    public Vector4* ControlPoints;
    public int* Segments;
    /// <summary>Emitter index of each triangle; null if the part does not emit.</summary>
    public int* Emitters;
    public Affine3* WorldFromObjectSteps;
    public Affine3 WorldFromObject, ObjectFromWorld;
    public int VertexCount, PrimitiveCount;
    public int Material, InstanceId, PartId, ClassId;
    /// <summary>−1 if the transform mirrors, else 1, so that the winding of triangles still distinguishes outside from inside.</summary>
    public float Handedness;

    /// <summary>Returns worldFromObject at a normalised shutter time, interpolated as Embree does.</summary>
    public readonly Affine3 WorldFromObjectAt(float time) {
        if (Steps <= 1) return WorldFromObject;
        float s = time * (Steps - 1);
        int i = Math.Clamp((int)s, 0, Steps - 2);
        return Affine3.Lerp(WorldFromObjectSteps[i], WorldFromObjectSteps[i + 1], s - i);
    }

    /// <summary>
    /// Returns the world position of a point on a triangle at the frame time; <paramref name="u"/>, <paramref name="v"/> weight vertices
    /// 1 and 2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector3 PointAt(int primitive, float u, float v) {
        int* i = Indices + 3 * primitive;
        Vector3 a = Positions[i[0]];
        Vector3 p = a + u * (Positions[i[1]] - a) + v * (Positions[i[2]] - a);
        return PositionsInWorld ? p : WorldFromObject.Point(p);
    }

    /// <summary>Returns the world position of a point on a triangle at a motion step.</summary>
    public readonly Vector3 PointAt(int primitive, float u, float v, int step) {
        if (Steps <= 1) return PointAt(primitive, u, v);
        int* i = Indices + 3 * primitive;
        Vector3* at = PositionsInWorld ? PositionSteps[step] : Positions;
        Vector3 a = at[i[0]];
        Vector3 p = a + u * (at[i[1]] - a) + v * (at[i[2]] - a);
        return PositionsInWorld ? p : WorldFromObjectSteps[step].Point(p);
    }
}
