using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Cameras;

/// <summary>
/// Computes exact distances between points and the nearest surface of a scene, from the triangles themselves, so that nothing is too thin
/// to be noticed. Thread-safe.
/// </summary>
public sealed class Clearance {
    private const int TrianglesPerBox = 64;
    private static readonly ConditionalWeakTable<Mesh, Box[]> boxesOfMesh = [];

    private readonly List<Surface> surfaces = [];
    private readonly List<(Vector3 Point, float Radius)> strands = [];

    private readonly record struct Box(Vector3 Centre, Vector3 Half);

    // The boxes enclose runs of triangles, in the mesh's frame; the last one encloses all.
    private sealed record Surface(Vector3[] Positions, int[] Indices, Affine3 World, Box[] Boxes);

    public Clearance(Scene scene, double frameTime = 0) {
        ArgumentNullException.ThrowIfNull(scene);
        ScenePose pose = ScenePose.At(scene, frameTime);
        foreach (Node node in scene.Nodes) {
            foreach (MeshPart part in node.Parts) {
                Mesh mesh = part.Mesh;
                if (mesh.TriangleCount == 0) continue;
                if (pose.Deforms(node, mesh)) {
                    var positions = new Vector3[mesh.VertexCount];
                    pose.Deform(node, mesh, positions, []);
                    surfaces.Add(new(positions, mesh.Indices, pose.WorldFromDeformed(node), BoxesOf(positions, mesh.Indices)));
                } else {
                    surfaces.Add(new(mesh.Positions, mesh.Indices, pose.WorldFromNode(node),
                        boxesOfMesh.GetValue(mesh, m => BoxesOf(m.Positions, m.Indices))));
                }
            }
            foreach (CurvesPart part in node.Curves) {
                Affine3 world = pose.WorldFromNode(node);
                foreach (Vector4 p in part.Curves.ControlPoints) strands.Add((world.Point(new(p.X, p.Y, p.Z)), p.W));
            }
        }
    }

    /// <summary>Returns the distance to the nearest surface, metres, but at most <paramref name="max"/>.</summary>
    public float Distance(Vector3 point, float max) {
        float best = max;
        foreach (Surface s in surfaces) {
            if (Bound(s.Boxes[^1], s.World, point) >= best) continue;
            for (int b = 0; b < s.Boxes.Length - 1; b++) {
                if (Bound(s.Boxes[b], s.World, point) >= best) continue;
                int end = Math.Min(s.Indices.Length, 3 * TrianglesPerBox * (b + 1));
                for (int i = 3 * TrianglesPerBox * b; i < end; i += 3) {
                    Vector3 p0 = s.World.Point(s.Positions[s.Indices[i]]), p1 = s.World.Point(s.Positions[s.Indices[i + 1]]),
                        p2 = s.World.Point(s.Positions[s.Indices[i + 2]]);
                    best = MathF.Min(best, Vector3.Distance(point, Nearest(point, p0, p1, p2)));
                }
            }
        }
        foreach ((Vector3 p, float radius) in strands) best = MathF.Min(best, MathF.Max(0, Vector3.Distance(point, p) - radius));
        return best;
    }

    /// <summary>True if nothing comes closer than <paramref name="clearance"/> metres along the whole segment.</summary>
    public bool IsFree(Vector3 from, Vector3 to, float clearance) {
        // If a point has a clearance of d, its neighbours within d − clearance are clear as well: this is the step length.
        float length = Vector3.Distance(from, to), at = 0;
        float least = MathF.Max(0.01f, 0.1f * clearance);
        while (true) {
            float distance = Distance(length > 0 ? Vector3.Lerp(from, to, at / length) : from, clearance + 0.5f);
            if (distance < clearance) return false;
            if (at >= length) return true;
            at = MathF.Min(length, at + MathF.Max(least, distance - clearance));
        }
    }

    private static Box[] BoxesOf(Vector3[] positions, int[] indices) {
        int runs = (indices.Length + 3 * TrianglesPerBox - 1) / (3 * TrianglesPerBox);
        var boxes = new Box[runs + 1];
        Vector3 allMin = new(float.PositiveInfinity), allMax = new(float.NegativeInfinity);
        for (int b = 0; b < runs; b++) {
            Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
            foreach (int i in indices.AsSpan(3 * TrianglesPerBox * b,
                Math.Min(3 * TrianglesPerBox, indices.Length - 3 * TrianglesPerBox * b))) {
                (min, max) = (Vector3.Min(min, positions[i]), Vector3.Max(max, positions[i]));
            }
            boxes[b] = new((min + max) / 2, (max - min) / 2);
            (allMin, allMax) = (Vector3.Min(allMin, min), Vector3.Max(allMax, max));
        }
        boxes[runs] = new((allMin + allMax) / 2, (allMax - allMin) / 2);
        return boxes;
    }

    /// <summary>
    /// Returns the distance to the axis-aligned world box around a box of the mesh, a lower bound of the distance to its content.
    /// </summary>
    private static float Bound(in Box box, in Affine3 world, Vector3 point) {
        Vector3 half = Vector3.Abs(world.X) * box.Half.X + Vector3.Abs(world.Y) * box.Half.Y + Vector3.Abs(world.Z) * box.Half.Z;
        return Vector3.Max(Vector3.Abs(point - world.Point(box.Centre)) - half, Vector3.Zero).Length();
    }

    /// <summary>
    /// Returns the point of a triangle nearest to <paramref name="p"/>; Ericson 2005, "Real-Time Collision Detection", section 5.1.5.
    /// </summary>
    internal static Vector3 Nearest(Vector3 p, Vector3 a, Vector3 b, Vector3 c) {
        Vector3 ab = b - a, ac = c - a, ap = p - a;
        float d1 = Vector3.Dot(ab, ap), d2 = Vector3.Dot(ac, ap);
        if (d1 <= 0 && d2 <= 0) return a;
        Vector3 bp = p - b;
        float d3 = Vector3.Dot(ab, bp), d4 = Vector3.Dot(ac, bp);
        if (d3 >= 0 && d4 <= d3) return b;
        float vc = d1 * d4 - d3 * d2;
        if (vc <= 0 && d1 >= 0 && d3 <= 0) return a + ab * (d1 / (d1 - d3));
        Vector3 cp = p - c;
        float d5 = Vector3.Dot(ab, cp), d6 = Vector3.Dot(ac, cp);
        if (d6 >= 0 && d5 <= d6) return c;
        float vb = d5 * d2 - d1 * d6;
        if (vb <= 0 && d2 >= 0 && d6 <= 0) return a + ac * (d2 / (d2 - d6));
        float va = d3 * d6 - d5 * d4;
        if (va <= 0 && d4 >= d3 && d5 >= d6) return b + (c - b) * ((d4 - d3) / (d4 - d3 + (d5 - d6)));
        float sum = va + vb + vc;
        return sum > 0 ? a + ab * (vb / sum) + ac * (vc / sum) : a;
    }
}
