using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Assets.Animals;

/// <summary>
/// A model of 0 A.D. ("PSMD", versions 1 to 4: the game's wiki, PMD_File_Format, and CModelDef of its source): one mesh, the bones that
/// deform it, and points for attaching other models. Axes are Diorama's (+Z up, right-handed, the front faces −Y), lengths are in game
/// units.
/// </summary>
public sealed class PmdFile {
    private const int NoBone = 0xFF;

    /// <summary>Mesh in the bind pose. If joint index <c>Bones.Count</c> occurs, it is the model itself, which no bone moves.</summary>
    public required Mesh Mesh { get; init; }
    /// <summary>Bones in the bind pose.</summary>
    public required IReadOnlyList<BoneState> Bones { get; init; }
    public required IReadOnlyList<PropPoint> PropPoints { get; init; }

    /// <param name="name">File name for messages, typically the path.</param>
    /// <param name="bytes">Content of the file.</param>
    /// <exception cref="BadInputException">The content is no such file, is truncated, or has an index out of range.</exception>
    public static PmdFile Read(string name, ReadOnlySpan<byte> bytes) {
        var file = new GameBytes(name, bytes, "PSMD", newest: 4);
        int vertexCount = file.Count("vertices", 44);
        uint sets = file.Version >= 4 ? file.UInt("the number of texture coordinate sets") : 1;
        if (sets > 8) throw new BadInputException($"{name} has {sets} sets of texture coordinates, expected 0 to 8.");
        var positions = new Vector3[vertexCount];
        var normals = new Vector3[vertexCount];
        var uvs = new Vector2[sets][];
        for (int s = 0; s < sets; s++) uvs[s] = new Vector2[vertexCount];
        var blends = new Blend[vertexCount];
        for (int v = 0; v < vertexCount; v++) {
            positions[v] = file.Vector3("a vertex");
            normals[v] = file.Vector3("a vertex");
            for (int s = 0; s < sets; s++) {
                // In the game's files, v increases upwards in the image.
                var uv = file.Vector2("a vertex");
                uvs[s][v] = new(uv.X, 1 - uv.Y);
            }
            blends[v] = new() {
                Bones = [file.Byte("a vertex"), file.Byte("a vertex"), file.Byte("a vertex"), file.Byte("a vertex")],
                Weights = [file.Float("a vertex"), file.Float("a vertex"), file.Float("a vertex"), file.Float("a vertex")],
            };
        }

        var indices = new int[3 * file.Count("faces", 6)];
        for (int i = 0; i < indices.Length; i++) {
            indices[i] = file.UShort("a face");
            if (indices[i] >= vertexCount)
                throw new BadInputException($"{name}: face {i / 3} has vertex {indices[i]}, expected 0 to {vertexCount - 1}.");
        }

        var bones = new BoneState[file.Count("bones", 28)];
        for (int b = 0; b < bones.Length; b++) bones[b] = file.Bone("a bone");
        var points = new PropPoint[file.Version >= 2 ? file.Count("prop points", 33) : 0];
        for (int p = 0; p < points.Length; p++) {
            string point = file.Text("the name of a prop point");
            var state = file.Bone("a prop point");
            int bone = file.Byte("a prop point");
            if (bone != NoBone && bone >= bones.Length)
                throw new BadInputException($"{name}: prop point '{point}' has bone {bone}, expected 0 to {bones.Length - 1}.");
            points[p] = new(point, state, bone == NoBone ? null : bone);
        }

        var skin = bones.Length > 0 ? Skin(name, blends, bones.Length) : null;
        // Up to version 2, vertices were stored in the frames of their bones.
        if (skin is not null && file.Version <= 2) {
            var modelFromBone = Array.ConvertAll(bones, b => Affine3.FromTrs(b.Translation, b.Rotation, Vector3.One));
            Rendering.Scenes.Deformation.Skin([.. modelFromBone, Affine3.Identity], skin, positions, normals, []);
        }
        MeshNormals.Repair(normals, positions, indices);
        var mesh = new Mesh {
            Name = Path.GetFileName(name).Split('.')[0], Positions = positions, Normals = normals, TexCoords = uvs, Indices = indices,
            Skin = skin,
        };
        MeshChecks.ThrowIfBroken(mesh, name);
        return new() { Mesh = MeshChecks.WithoutDegenerateTriangles(mesh), Bones = bones, PropPoints = points };
    }

    private static SkinWeights Skin(string name, Blend[] blends, int boneCount) {
        int influences = 1;
        foreach (var blend in blends) {
            for (int i = 0; i < 4; i++) if (blend.Bones[i] != NoBone) influences = Math.Max(influences, i + 1);
        }
        var joints = new ushort[blends.Length * influences];
        var weights = new float[blends.Length * influences];
        for (int v = 0; v < blends.Length; v++) {
            float sum = 0;
            for (int i = 0; i < influences; i++) {
                int bone = blends[v].Bones[i];
                float weight = blends[v].Weights[i];
                if (bone == NoBone) continue;
                if (bone > boneCount) throw new BadInputException($"{name}: vertex {v} follows bone {bone}, expected 0 to {boneCount}, "
                    + $"or {NoBone} for none.");
                if (!(weight >= 0)) throw new BadInputException($"{name}: vertex {v} has weight {weight}, expected 0 to 1.");
                joints[v * influences + i] = (ushort)bone;
                weights[v * influences + i] = weight;
                sum += weight;
            }
            if (sum > 0) {
                for (int i = 0; i < influences; i++) weights[v * influences + i] /= sum;
            } else {
                joints[v * influences] = (ushort)boneCount;
                weights[v * influences] = 1;
            }
        }
        return new() { InfluencesPerVertex = influences, Joints = joints, Weights = weights };
    }

    private readonly struct Blend {
        public required byte[] Bones { get; init; }
        public required float[] Weights { get; init; }
    }
}

/// <summary>A point at which another model can be attached.</summary>
/// <param name="Name">Name of the point in actor files.</param>
/// <param name="State">Transform boneFromProp, or modelFromProp without a bone.</param>
/// <param name="Bone">Index of the bone that carries the point; null for none.</param>
public sealed record PropPoint(string Name, BoneState State, int? Bone);
