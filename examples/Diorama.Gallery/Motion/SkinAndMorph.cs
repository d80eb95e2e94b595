using Diorama.Core.Spaces;

namespace Diorama.Gallery.Motion;

/// <summary>A tube bent by the joints of its skin, and a ball that morphs to a star: four poses of each.</summary>
public static class SkinAndMorph {
    private const int Joints = 5;
    private const float Bone = 0.36f;

    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("deforming", width, height);
        Studio.Light(set);
        Studio.Sweep(set, Studio.Paper(0.45f, 0.47f, 0.5f));
        Mesh tube = Tube(), star = Star();
        var stripes = Paint.Color("stripes", 128, (u, v) => v * 10 % 1 < 0.5f ? new(0.75f, 0.3f, 0.05f) : new(0.85f, 0.75f, 0.6f));
        var cloth = new Material { Roughness = 0.5f, BaseColorTexture = new() { Texture = stripes } };
        var clay = new Material { BaseColor = new(0.1f, 0.35f, 0.45f), Roughness = 0.35f };
        for (int k = 0; k < 4; k++) {
            float x = (k - 1.5f) * 1.5f;
            Bend(set, tube, cloth, new(x - 0.3f, 1.1f, 0), k * 13);
            Node ball = set.Put(star, clay, new(x, -0.9f, 0.36f));
            ball.MorphWeights = [k / 3f];
        }
        set.Look(new(0, -7, 2.7f), new(0, 0, 0.72f), 33);
        return set;
    }

    /// <summary>A chain of joints, each turned by <paramref name="degrees"/> against the one below.</summary>
    private static void Bend(SceneSetup set, Mesh tube, Material material, Vector3 at, float degrees) {
        var joints = new Node[Joints];
        var inverseBind = new Affine3[Joints];
        for (int j = 0; j < Joints; j++) {
            Quaternion turn = SceneSetup.Turn(Vector3.UnitY, j == 0 ? 0 : degrees);
            joints[j] = set.Add($"joint {j}", j == 0 ? at : new(0, 0, Bone), turn, j == 0 ? null : joints[j - 1]);
            inverseBind[j] = Affine3.Translation(new(0, 0, -j * Bone));
        }
        Node node = set.Put(tube, material);
        node.Skin = new() { Joints = joints, InverseBind = inverseBind };
        set.Scene.Skins.Add(node.Skin);
    }

    /// <summary>A tube along +Z whose vertices follow the two joints nearest to them.</summary>
    private static Mesh Tube() {
        var profile = new List<Vector2> { new(0, 0), new(0.15f, 0) };
        for (int k = 1; k <= 80; k++) profile.Add(new(0.15f - 0.05f * k / 80, Joints * Bone * k / 80));
        for (int k = 1; k < 12; k++)
            profile.Add(new(0.1f * MathF.Cos(k * MathF.PI / 24), Joints * Bone + 0.1f * MathF.Sin(k * MathF.PI / 24)));
        profile.Add(new(0, Joints * Bone + 0.1f));
        Mesh mesh = Primitives.Lathe([.. profile], 64);
        var indices = new ushort[2 * mesh.VertexCount];
        var weights = new float[2 * mesh.VertexCount];
        for (int v = 0; v < mesh.VertexCount; v++) {
            float place = Math.Clamp(mesh.Positions[v].Z / Bone - 0.5f, 0, Joints - 1);
            int lower = Math.Min((int)place, Joints - 2);
            float share = place - lower;
            share = share * share * (3 - 2 * share);
            (indices[2 * v], indices[2 * v + 1]) = ((ushort)lower, (ushort)(lower + 1));
            (weights[2 * v], weights[2 * v + 1]) = (1 - share, share);
        }
        return new() {
            Name = "tube", Positions = mesh.Positions, Indices = mesh.Indices, Normals = mesh.Normals, TexCoords = mesh.TexCoords,
            Skin = new() { InfluencesPerVertex = 2, Joints = indices, Weights = weights },
        };
    }

    /// <summary>A ball with one morph target: soft spikes.</summary>
    private static Mesh Star() {
        Mesh ball = Primitives.Icosphere(0.34f, 5);
        Vector3[] target = Array.ConvertAll(ball.Positions, p => {
            Vector3 d = Vector3.Normalize(p);
            float waves = MathF.Sin(7 * d.X) * MathF.Sin(7 * d.Y + 0.5f) * MathF.Sin(7 * d.Z + 1);
            return p * (1 + 0.45f * waves);
        });
        Vector3[] normals = MeshNormals.Smooth(target, ball.Indices);
        return new() {
            Name = "star", Positions = ball.Positions, Indices = ball.Indices, Normals = ball.Normals, TexCoords = ball.TexCoords,
            MorphTargets = [new() {
                Name = "spikes", Positions = [.. target.Select((p, i) => p - ball.Positions[i])],
                Normals = [.. normals.Select((n, i) => n - ball.Normals![i])],
            }],
        };
    }
}
