using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Animals;

/// <summary>
/// An animal of 0 A.D. with its skeleton and motions, in the asset frame: metres, +Z up, the head towards −Y, the origin in the middle of
/// the bottom of the box around its first idle pose. Immutable, so that it can be shared: <see cref="NewRig"/> gives nodes that can be
/// animated, <see cref="Pose"/> gives static meshes.
/// </summary>
public sealed class AnimalModel {
    private readonly Body[] bodies;
    private readonly IReadOnlyList<BoneState> bones;
    private Affine3 assetFromGame = Affine3.Identity;

    public string Name { get; }
    public IReadOnlyList<AnimalClip> Clips { get; private set; }
    /// <summary>Size of the box around the first idle pose, metres: width (X), length (Y), height (Z).</summary>
    public Vector3 Size { get; private set; }
    /// <summary>Motion whose first frame is the default pose; null if the animal has no idle motion.</summary>
    public AnimalClip? Idle => Clips.FirstOrDefault(c => c.Action == "idle");

    /// <summary>A mesh of the animal: the first is its body, others (antlers, a mane) are attached to it.</summary>
    /// <param name="File">Mesh and its bind pose.</param>
    /// <param name="Material">Material of the mesh.</param>
    /// <param name="Bent">True if the skeleton deforms the mesh; otherwise it is rigid on <paramref name="Point"/>.</param>
    /// <param name="Point">Point of attachment; null is the model's origin.</param>
    private sealed record Body(PmdFile File, Material Material, bool Bent, PropPoint? Point);

    private AnimalModel(string name, Body[] bodies, IReadOnlyList<AnimalClip> clips) =>
        (Name, this.bodies, bones, Clips) = (name, bodies, bodies[0].File.Bones, clips);

    /// <param name="files">Files of the game.</param>
    /// <param name="animal">An entry of <see cref="AnimalCatalogue"/>, or a similar one.</param>
    /// <exception cref="BadInputException">A file is missing or damaged.</exception>
    public static AnimalModel Load(GameFiles files, Animal animal) =>
        Load(files, animal.Name, animal.Actor, animal.Choices, _ => animal.MetresPerUnit);

    /// <summary>Loads the animal of an asset that <see cref="AnimalIndex"/> describes, scaled to the height of the asset.</summary>
    /// <param name="packFolder">Folder of the animals pack.</param>
    /// <param name="asset">An asset of the pack's index.</param>
    public static AnimalModel Load(string packFolder, Asset asset) {
        using var files = GameFiles.Open(packFolder);
        string[] parts = asset.Model.Split('#', 2);
        return Load(files, asset.Name, parts[0], parts.Length > 1 ? parts[1].Split(',') : [], size => asset.Size.Z / size.Z);
    }

    private static AnimalModel Load(GameFiles files, string name, string actorName, IReadOnlyList<string> choices,
        Func<Vector3, float> metresPerUnit) {
        var actor = ActorFile.Read(files, actorName, choices);
        var bodies = new List<Body>();
        AddBody(files, actor, bodies, null);
        foreach (var prop in actor.Props) {
            // Blood, dust and smoke belong to events in the game, not to the animal.
            if (prop.Actor.Contains("/blood") || prop.Actor.Contains("/particle/") || prop.Actor.Contains("/fauna/seagull")) continue;
            var point = bodies[0].File.PropPoints.FirstOrDefault(p => p.Name == prop.Point);
            if (point is null && prop.Point != "root") continue;
            AddBody(files, ActorFile.Read(files, prop.Actor, choices), bodies, point);
        }
        var model = new AnimalModel(name, [.. bodies], ClipFiles.Read(files, actor, bodies[0].File.Bones.Count));
        model.PlaceOnFeet(metresPerUnit);
        return model;
    }

    private static void AddBody(GameFiles files, ActorFile actor, List<Body> bodies, PropPoint? point) {
        if (actor.Mesh is null) throw new BadInputException($"{files.Full(actor.Name)} names no mesh.");
        string mesh = files.Find(actor.Mesh, "pmd")
            ?? throw new BadInputException($"{files.Full(actor.Name)}: there is no {actor.Mesh}.cached.pmd.");
        var file = PmdFile.Read(files.Full(mesh), files.Read(mesh));
        // A mane has the same bones as the horse and is attached to its origin: the same skeleton deforms it.
        bool bent = file.Bones.Count > 0 && (bodies.Count == 0 || file.Bones.Count == bodies[0].File.Bones.Count);
        bodies.Add(new(file, Material(files, actor), bent, bent ? null : point));
    }

    private static Material Material(GameFiles files, ActorFile actor) {
        var material = new Material { Name = Path.GetFileNameWithoutExtension(actor.Name), Roughness = 0.75f,
            DoubleSided = true };
        if (actor.Textures.TryGetValue("baseTex", out string? picture) && files.Find(picture, "dds") is { } dds) {
            byte[] bytes = files.Read(dds);
            material.BaseColorTexture = new() {
                Texture = new() { Name = Path.GetFileName(picture), Source = files.Full(dds), Encoded = files.IsFolder ? null : bytes },
            };
        }
        // For other materials alpha marks the parts in a player's colour, or the gloss of the surface. The threshold is the game's own.
        if (actor.Material.StartsWith("basic_trans", StringComparison.Ordinal))
            (material.AlphaMode, material.AlphaCutoff) = (AlphaMode.Mask, 0.4f);
        return material;
    }

    private void PlaceOnFeet(Func<Vector3, float> metresPerUnit) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (var part in Pose(Idle, 0)) {
            foreach (var p in part.Mesh.Positions) (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
        }
        float scale = metresPerUnit(max - min);
        var bottom = new Vector3((min.X + max.X) / 2, (min.Y + max.Y) / 2, min.Z);
        assetFromGame = Affine3.Translation(-bottom * scale) * Affine3.Scaling(new(scale));
        Size = (max - min) * scale;
        Clips = [.. Clips.Select(c => c.Scaled(scale))];
    }

    /// <summary>Creates new nodes for a scene; meshes and materials are shared by all rigs of the model.</summary>
    public AnimalRig NewRig() {
        var root = new Node { Name = Name };
        var frame = new Node { Name = "frame", Parent = root, Translation = assetFromGame.Origin, Scale = new(assetFromGame.X.X) };
        var nodes = new List<Node> { root, frame };
        var joints = new Node[bones.Count];
        for (int b = 0; b < joints.Length; b++) {
            joints[b] = new() { Name = $"bone-{b}", Parent = frame, Translation = bones[b].Translation, Rotation = bones[b].Rotation };
        }
        nodes.AddRange(joints);
        var skins = new List<Skin>();
        foreach (var body in bodies) {
            var node = new Node { Name = body.File.Mesh.Name, Parent = body.Point?.Bone is { } bone ? joints[bone] : frame };
            node.Parts.Add(new(body.File.Mesh, body.Material));
            if (body.Bent) {
                // There is one joint more than bones: the model itself.
                skins.Add(node.Skin = new() { Joints = [.. joints, frame],
                    InverseBind = [.. body.File.Bones.Select(InverseBind), Affine3.Identity] });
            } else if (body.Point is { } point) {
                (node.Translation, node.Rotation) = (point.State.Translation, point.State.Rotation);
            }
            nodes.Add(node);
        }
        return new(nodes, joints, skins);
    }

    private static Affine3 InverseBind(BoneState bone) => Affine3.FromTrs(bone.Translation, bone.Rotation, Vector3.One).Inverse();

    /// <summary>Returns the meshes in the asset frame at one time of a motion, which repeats after its end.</summary>
    /// <param name="clip">One of <see cref="Clips"/>; null is the bind pose.</param>
    /// <param name="seconds">Time since the beginning of the motion, seconds.</param>
    public IReadOnlyList<MeshPart> Pose(AnimalClip? clip, double seconds) {
        var scene = new Scene();
        var rig = NewRig();
        rig.AddTo(scene);
        if (clip is not null) {
            scene.Animations.Add(rig.Animate(clip, clip.Seconds));
            seconds -= Math.Floor(seconds / clip.Seconds) * clip.Seconds;
        }
        var pose = ScenePose.At(scene, seconds);
        var parts = new List<MeshPart>();
        foreach (var node in rig.Nodes) {
            foreach (var (mesh, material) in node.Parts) {
                var positions = new Vector3[mesh.VertexCount];
                var normals = new Vector3[mesh.VertexCount];
                pose.Deform(node, mesh, positions, normals);
                Deformation.Rigid(pose.WorldFromDeformed(node), positions, normals, []);
                parts.Add(new(new() { Name = mesh.Name, Positions = positions, Normals = normals, TexCoords = mesh.TexCoords,
                    Indices = mesh.Indices }, material));
            }
        }
        return parts;
    }

    /// <summary>Returns the animal in its default pose, for placement as a static object.</summary>
    public AssetModel Still(Asset asset) {
        var parts = Pose(Idle, 0);
        return new() { Asset = asset, Parts = parts, Bytes = parts.Sum(p => 32L * p.Mesh.VertexCount + 4L * p.Mesh.Indices.Length) };
    }
}
