using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Scenes;

internal enum ShapeKind : byte { Triangles, Curves, Disc }

/// <summary>
/// One drawn part: a mesh (or strands) with one material, placed once. What shading and labelling need of it lies here or one
/// pointer away. Vertex data is in object space unless said otherwise; arrays that a mesh lacks are null.
/// </summary>
internal unsafe struct InstanceRecord {
    public ShapeKind Kind;
    /// <summary>True when <see cref="Positions"/> (and, for deformed meshes, <see cref="Normals"/>) are already in world space.</summary>
    public bool PositionsInWorld, NormalsInWorld;
    /// <summary>Number of motion steps; 1 when the part stands still while the shutter is open.</summary>
    public int Steps;
    public int* Indices;
    /// <summary>Vertices at each motion step, as Embree sees them.</summary>
    public Vector3** PositionSteps;
    public Vector3** NormalSteps;
    /// <summary>Vertices and normals at the frame time.</summary>
    public Vector3* Positions;
    public Vector3* Normals;
    public Vector4* Tangents;
    public Vector2* Uv0;
    public Vector2* Uv1;
    public Vector4* Colors;
    /// <summary>Strands: centre and radius of the control points; a disc: its centre and radius. At the frame time.</summary>
    public Vector4* ControlPoints;
    public int* Segments;
    /// <summary>Emitter of each triangle, or null when the part does not emit.</summary>
    public int* Emitters;
    public Affine3* WorldFromObjectSteps;
    public Affine3 WorldFromObject, ObjectFromWorld;
    public int VertexCount, PrimitiveCount;
    public int Material, InstanceId, PartId, ClassId;
    /// <summary>−1 when the map mirrors, so that triangles' winding still tells outside from inside.</summary>
    public float Handedness;

    /// <summary>worldFromObject at normalised shutter time, interpolated as Embree does.</summary>
    public readonly Affine3 WorldFromObjectAt(float time) {
        if (Steps <= 1) return WorldFromObject;
        float s = time * (Steps - 1);
        int i = Math.Clamp((int)s, 0, Steps - 2);
        return Affine3.Lerp(WorldFromObjectSteps[i], WorldFromObjectSteps[i + 1], s - i);
    }

    /// <summary>
    /// World position of a point on a triangle at the frame time; <paramref name="u"/>, <paramref name="v"/> weigh vertices 1 and 2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector3 PointAt(int primitive, float u, float v) {
        int* i = Indices + 3 * primitive;
        Vector3 a = Positions[i[0]];
        Vector3 p = a + u * (Positions[i[1]] - a) + v * (Positions[i[2]] - a);
        return PositionsInWorld ? p : WorldFromObject.Point(p);
    }

    /// <summary>The same at a motion step.</summary>
    public readonly Vector3 PointAt(int primitive, float u, float v, int step) {
        if (Steps <= 1) return PointAt(primitive, u, v);
        int* i = Indices + 3 * primitive;
        Vector3* at = PositionsInWorld ? PositionSteps[step] : Positions;
        Vector3 a = at[i[0]];
        Vector3 p = a + u * (at[i[1]] - a) + v * (at[i[2]] - a);
        return PositionsInWorld ? p : WorldFromObjectSteps[step].Point(p);
    }
}
