using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;

namespace Diorama.StockScenes;

/// <summary>Potted plants and trees with real leaf shapes, two-sided.</summary>
internal static class Plants {
    /// <summary>A bush of arching stems with leaves; its foot is at the origin.</summary>
    public static Mesh Foliage(string name, int stems, int leavesPerStem, float height, float leafLength, KeyedGenerator random) {
        var b = new MeshBuilder();
        for (int s = 0; s < stems; s++) {
            float turn = 2 * MathF.PI * (s + 0.6f * random.NextFloat()) / stems, reach = height * (0.25f + 0.4f * random.NextFloat());
            float rise = height * (0.65f + 0.35f * random.NextFloat());
            Vector3 outwards = new(MathF.Cos(turn), MathF.Sin(turn), 0);
            Vector3 Stem(float t) => outwards * (reach * t * t) + Vector3.UnitZ * (rise * (t - 0.2f * t * t));
            Limb(b, Stem, 0.006f, 0.002f, 12, 6);
            for (int k = 0; k < leavesPerStem; k++) {
                float t = 0.3f + 0.7f * (k + random.NextFloat()) / leavesPerStem, around = 2.4f * k + random.NextFloat();
                Vector3 aside = new(MathF.Cos(around), MathF.Sin(around), 0.35f + 0.3f * random.NextFloat());
                float length = leafLength * (0.7f + 0.5f * random.NextFloat());
                Soft.Leaf(b, Stem(t), Vector3.Normalize(aside + outwards * 0.4f), Vector3.UnitZ, length, 0.42f * length, 0.5f, 10);
            }
        }
        return b.Build(name);
    }

    /// <summary>Bark of a tree <paramref name="height"/> metres tall, and its leaves, with the foot at the origin.</summary>
    public static (Mesh Wood, Mesh Leaves) Tree(string name, float height, int leavesPerTwig, KeyedGenerator random) {
        MeshBuilder wood = new(), leaves = new();
        Grow(Vector3.Zero, Vector3.UnitZ, height * 0.42f, height * 0.028f, 0);
        return (wood.Build(name + " wood"), leaves.Build(name + " leaves"));

        void Grow(Vector3 foot, Vector3 direction, float length, float radius, int depth) {
            var basis = new Core.Spaces.Basis(direction);
            Vector3 sway = (basis.Tangent * (random.NextFloat() - 0.5f) + basis.Bitangent * (random.NextFloat() - 0.5f)) * (0.35f * length);
            Vector3 Axis(float t) => foot + direction * (length * t) + sway * (t * t);
            Limb(wood, Axis, radius, radius * 0.62f, depth < 2 ? 14 : 6, 5);
            if (depth == 4) {
                for (int k = 0; k < leavesPerTwig; k++) {
                    float t = 0.1f + 0.9f * random.NextFloat(), turn = 2 * MathF.PI * random.NextFloat(),
                        tilt = 2 * random.NextFloat() - 0.8f;
                    Vector3 along = Vector3.Normalize(new(MathF.Cos(turn), MathF.Sin(turn), tilt));
                    float size = height * (0.018f + 0.012f * random.NextFloat());
                    Soft.Leaf(leaves, Axis(t), along, Vector3.UnitZ, size, 0.55f * size, 0.3f, 3);
                }
                return;
            }
            int children = depth == 0 ? 6 : 4;
            for (int k = 0; k < children; k++) {
                float t = depth == 0 ? 0.62f + 0.38f * (k + random.NextFloat()) / children
                    : 0.3f + 0.7f * (k + random.NextFloat()) / children;
                float turn = 2.4f * k + 2 * random.NextFloat(), open = 0.55f + 0.35f * random.NextFloat();
                Vector3 side = basis.Tangent * MathF.Cos(turn) + basis.Bitangent * MathF.Sin(turn);
                Vector3 child = Vector3.Normalize(direction * MathF.Cos(open) + side * MathF.Sin(open) + Vector3.UnitZ * 0.12f);
                Grow(Axis(t), child, length * (0.58f + 0.16f * random.NextFloat()), radius * 0.55f, depth + 1);
            }
        }
    }

    /// <summary>A tube along <paramref name="axis"/> (t in [0, 1]) that thins from one radius to the other; open ends.</summary>
    private static void Limb(MeshBuilder b, Func<float, Vector3> axis, float from, float to, int slices, int rings) {
        int first = b.VertexCount;
        Vector3 tangent = Vector3.Normalize(axis(0.05f) - axis(0)), across = new Core.Spaces.Basis(tangent).Tangent;
        for (int j = 0; j <= rings; j++) {
            float t = (float)j / rings;
            tangent = Vector3.Normalize(axis(MathF.Min(1, t + 0.02f)) - axis(MathF.Max(0, t - 0.02f)));
            // Carried along the axis by projection: the tube does not twist.
            across = Vector3.Normalize(across - tangent * Vector3.Dot(across, tangent));
            Vector3 other = Vector3.Cross(tangent, across);
            for (int i = 0; i <= slices; i++) {
                float angle = 2 * MathF.PI * (i % slices) / slices;
                Vector3 n = across * MathF.Cos(angle) + other * MathF.Sin(angle);
                b.Vertex(axis(t) + n * (from + (to - from) * t), n, new((float)i / slices, 1 - t));
            }
        }
        for (int j = 0; j < rings; j++) {
            for (int i = 0; i < slices; i++) {
                int a = first + j * (slices + 1) + i;
                b.Quad(a, a + 1, a + slices + 2, a + slices + 1);
            }
        }
    }
}
