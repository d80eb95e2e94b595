using System.Numerics;
using Diorama.Core.Diagnostics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>Attaches cameras and lights to new nodes that look along −Z, below the nodes that have their names.</summary>
internal sealed class CameraAndLightImport(MeshFile file, IReadOnlyDictionary<string, Node> nodes, Scene scene, Warnings warnings) {
    public void ReadCameras(int width, int height) {
        for (int i = 0; i < file.Counts.Cameras; i++) {
            MeshFileShim.diorama_mesh_file_get_camera(file.Handle, i, out var entry);
            string name = Text(entry);
            if (Carrier(name, "camera", entry.Position, entry.LookAt, entry.Up) is not { } node) continue;
            // The horizontal field of view of the file is kept; the vertical one follows from width and height.
            Lens lens;
            if (entry.OrthographicHalfWidth > 0) {
                float pixelsPerMetre = width / (2 * entry.OrthographicHalfWidth * WorldScale(node));
                lens = new OrthographicLens(pixelsPerMetre, pixelsPerMetre, 0.5f * width, 0.5f * height);
            } else {
                float fov = entry.HorizontalFov is > 0.01f and < 3.1f ? entry.HorizontalFov : MathF.PI / 4;
                float focal = 0.5f * width / MathF.Tan(fov / 2);
                lens = new PerspectiveLens(focal, focal, 0.5f * width, 0.5f * height);
            }
            node.Camera = new() { Name = name, Lens = lens, Width = width, Height = height };
        }
    }

    /// <summary>
    /// Reads the lights. These formats give lights a colour without a unit: it is taken as W/sr for point and spot lights (divided by their
    /// quadratic attenuation if given), W/m² for directional ones, radiance for area lights. The light of a point or spot light without
    /// quadratic attenuation does not fall off with distance, or only linearly: it gets the power with which it lights the middle of the
    /// scene as those formats mean it, where white under a light of colour 1 is white. Ambient lights are left out, because they have no
    /// meaning in light transport.
    /// </summary>
    public void ReadLights() {
        Vector3? middle = null;
        for (int i = 0; i < file.Counts.Lights; i++) {
            MeshFileShim.diorama_mesh_file_get_light(file.Handle, i, out var entry);
            string name = Text(entry);
            // aiLightSourceType: 1 directional, 2 point, 3 spot, 5 area.
            LightKind? kind = entry.Kind switch {
                1 => LightKind.Directional, 2 => LightKind.Point, 3 => LightKind.Spot, 5 => LightKind.Rectangle, _ => null,
            };
            if (kind is null) {
                warnings.Add($"{file.Path}: light '{name}' is of a kind that shines from nowhere; it is left out");
                continue;
            }
            if (Carrier(name, "light", entry.Position, entry.Direction, entry.Up) is not { } node) continue;
            float strongest = MathF.Max(entry.Color.X, MathF.Max(entry.Color.Y, entry.Color.Z));
            if (!(strongest > 0)) continue;
            node.Light = new() {
                Name = name, Kind = kind.Value, Color = entry.Color / strongest, Intensity = strongest,
                Size = entry.SizeX > 0 && entry.SizeY > 0 ? new(entry.SizeX, entry.SizeY) : Vector2.One,
            };
            if (kind is LightKind.Point or LightKind.Spot) {
                if (entry.AttenuationQuadratic > 0) {
                    node.Light.Intensity /= entry.AttenuationQuadratic;
                } else {
                    // The scale of the file's unit does not matter: attenuations are per unit, and metres count here.
                    float metres = Vector3.Distance(World(node).Origin, middle ??= Middle()), unit = WorldScale(node.Parent!);
                    float fall = entry.AttenuationConstant + entry.AttenuationLinear * metres / MathF.Max(1e-9f, unit);
                    node.Light.Intensity *= MathF.PI * metres * metres / (fall > 0 ? fall : 1);
                }
            }
            if (kind is LightKind.Spot) {
                node.Light.OuterConeAngle = Math.Clamp(entry.OuterCone / 2, 0.001f, MathF.PI / 2);
                node.Light.InnerConeAngle = Math.Clamp(entry.InnerCone / 2, 0, node.Light.OuterConeAngle);
            }
        }
    }

    /// <summary>
    /// Turns cameras and lights of FBX files to what they look at, as everything stands at rest, upright.
    /// </summary>
    public void LookAt(IReadOnlyList<(string Looker, string Target)> pairs) {
        foreach (var (looker, target) in pairs) {
            if (!nodes.TryGetValue(looker, out Node? carrier) || !nodes.TryGetValue(target, out Node? aim)) continue;
            Vector3 to = World(aim).Origin;
            foreach (Node node in scene.Nodes.Where(n => n.Parent == carrier && (n.Camera is not null || n.Light is not null))) {
                Affine3 world = World(node);
                if (!(Vector3.DistanceSquared(world.Origin, to) > 0)) continue;
                Affine3 turned = Node.PoseLookingAt(world.Origin, to);
                // The sizes of area lights are in the unit of their node.
                float scale = world.X.Length();
                node.Matrix = World(carrier).Inverse() * new Affine3(scale * turned.X, scale * turned.Y, scale * turned.Z, turned.Origin);
            }
        }
    }

    private Node? Carrier(string name, string what, Vector3 position, Vector3 forward, Vector3 up) {
        if (!nodes.TryGetValue(name, out var parent)) {
            warnings.Add($"{file.Path}: {what} '{name}' has no node; it is left out");
            return null;
        }
        if (!(forward.LengthSquared() > 0)) forward = -Vector3.UnitZ;
        if (!(up.LengthSquared() > 0)) up = Vector3.UnitY;
        var pose = Affine3.CameraLookingAt(position, position + forward, up) * Camera.NodeFromCamera.Inverse();
        var node = new Node { Name = $"{name}.{what}", Parent = parent, Matrix = pose };
        scene.Nodes.Add(node);
        return node;
    }

    /// <summary>Returns the metres per unit along a node's X axis.</summary>
    private static float WorldScale(Node node) => World(node).X.Length();

    private static Affine3 World(Node node) {
        var worldFromNode = node.ParentFromNode;
        for (var parent = node.Parent; parent is not null; parent = parent.Parent) worldFromNode = parent.ParentFromNode * worldFromNode;
        return worldFromNode;
    }

    /// <summary>Returns the middle of the box around all geometry, world space.</summary>
    private Vector3 Middle() {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (Node node in scene.Nodes) {
            if (node.Parts.Count == 0) continue;
            Affine3 world = World(node);
            foreach (MeshPart part in node.Parts) {
                foreach (Vector3 p in part.Mesh.Positions) {
                    Vector3 q = Coordinates.Within(world.Point(p));
                    (min, max) = (Vector3.Min(min, q), Vector3.Max(max, q));
                }
            }
        }
        return min.X <= max.X ? (min + max) / 2 : Vector3.Zero;
    }

    private static unsafe string Text(in MeshFileShim.CameraEntry entry) => MeshFileShim.Text(entry.Name);
    private static unsafe string Text(in MeshFileShim.LightEntry entry) => MeshFileShim.Text(entry.Name);
}
