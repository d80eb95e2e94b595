using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Position of a point of a surface in another preparation of the same scene, over its motion interval. Not thread-safe: set to one point
/// after the other by <see cref="Aim"/>.
/// </summary>
internal sealed unsafe class MaterialPoint {
    private readonly RenderScene scene, other;
    private InstanceRecord* record;
    private int primitive;
    private float u, v;
    private Vector3 still;

    /// <summary><see cref="At"/> as a delegate, created once.</summary>
    public Func<float, Vector3> Path { get; }

    public MaterialPoint(RenderScene scene, RenderScene other) {
        (this.scene, this.other) = (scene, other);
        Path = At;
    }

    /// <summary>Whether the point moves within the other scene's interval.</summary>
    public bool Moves => record->Steps > 1 && record->Kind == ShapeKind.Triangles;

    /// <summary>Sets the point and returns its world position at the other scene's frame time.</summary>
    public Vector3 Aim(in SurfacePoint point) {
        record = other.Records.Pointer + point.Record;
        (primitive, u, v) = (point.Primitive, point.U, point.V);
        if (record->Kind == ShapeKind.Triangles) {
            still = scene == other && record->Steps <= 1 ? point.Position : record->PointAt(primitive, u, v);
        } else {
            // Strands and discs move with their object.
            InstanceRecord* here = scene.Records.Pointer + point.Record;
            still = scene == other ? point.Position : record->WorldFromObject.Point(here->ObjectFromWorld.Point(point.Position));
        }
        return still;
    }

    /// <summary>
    /// Returns the world position at seconds relative to the other scene's frame time, interpolated as the ray tracer does.
    /// </summary>
    public Vector3 At(float seconds) {
        if (!Moves) return still;
        float time = other.NormalisedTime(seconds);
        int* i = record->Indices + 3 * primitive;
        if (!record->PositionsInWorld) {
            Affine3 world = record->WorldFromObjectAt(time);
            Vector3* p = record->Positions;
            return world.Point(p[i[0]] + u * (p[i[1]] - p[i[0]]) + v * (p[i[2]] - p[i[0]]));
        }
        float step = time * (record->Steps - 1);
        int k = Math.Clamp((int)step, 0, record->Steps - 2);
        return Vector3.Lerp(On(record->PositionSteps[k], i), On(record->PositionSteps[k + 1], i), step - k);
    }

    private Vector3 On(Vector3* p, int* i) => p[i[0]] + u * (p[i[1]] - p[i[0]]) + v * (p[i[2]] - p[i[0]]);
}
