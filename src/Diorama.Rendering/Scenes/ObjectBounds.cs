using System.Numerics;
using Diorama.Core.Memory;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Scenes;

/// <summary>Computes boxes around objects in their own frame, from all vertices as posed at the frame time.</summary>
internal static unsafe class ObjectBounds {
    public static void Compute(NativeArray<InstanceRecord> records, IReadOnlyList<SceneObject> objects) =>
        Parallel.ForEach(objects, o => {
            if (!o.HasFrame) return;
            Affine3 objectFromWorld = o.WorldFromObject.Inverse();
            foreach (int index in o.Records) {
                ref InstanceRecord r = ref records[index];
                if (r.Kind == ShapeKind.Triangles) {
                    Affine3 objectFromPositions = r.PositionsInWorld ? objectFromWorld : objectFromWorld * r.WorldFromObject;
                    for (int i = 0; i < r.VertexCount; i++) Include(o, objectFromPositions.Point(r.Positions[i]), 0);
                } else {
                    float scale = MathF.Cbrt(MathF.Abs(objectFromWorld.Determinant));
                    for (int i = 0; i < r.VertexCount; i++) {
                        Vector4 p = r.ControlPoints[i];
                        Include(o, objectFromWorld.Point(new(p.X, p.Y, p.Z)), p.W * scale);
                    }
                }
            }
        });

    private static void Include(SceneObject o, Vector3 p, float radius) {
        o.BoxMin = Vector3.Min(o.BoxMin, p - new Vector3(radius));
        o.BoxMax = Vector3.Max(o.BoxMax, p + new Vector3(radius));
    }
}
