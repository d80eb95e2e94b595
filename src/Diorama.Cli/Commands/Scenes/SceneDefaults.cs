using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Cli.Commands.Scenes;

/// <summary>Defaults for what a scene file may lack: a camera and light.</summary>
internal static class SceneDefaults {
    /// <summary>
    /// Returns the named camera, otherwise the first one, otherwise a new camera that shows the whole scene from the front right.
    /// </summary>
    public static Node ChooseCamera(Scene scene, string? name, string file, int width, int height) {
        Node[] cameras = [.. scene.Nodes.Where(n => n.Camera is not null)];
        if (name is not null) {
            return cameras.FirstOrDefault(n => n.Name == name || n.Camera!.Name == name) ?? throw new BadInputException(
                $"{file} has no camera named '{name}'; expected "
                    + (cameras.Length == 0 ? "none, the file has no cameras."
                        : string.Join(" or ", cameras.Select(n => $"'{n.Name}'")) + "."));
        }
        if (cameras.Length > 0) return cameras[0];
        Node node = FramingCamera(scene, width, height);
        scene.Nodes.Add(node);
        return node;
    }

    private static Node FramingCamera(Scene scene, int width, int height) {
        ScenePose pose = ScenePose.At(scene, 0);
        Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        foreach (Node node in scene.Nodes) {
            Affine3 world = pose.WorldFromDeformed(node);
            foreach (MeshPart part in node.Parts) {
                foreach (Vector3 p in part.Mesh.Positions) {
                    Vector3 w = world.Point(p);
                    (low, high) = (Vector3.Min(low, w), Vector3.Max(high, w));
                }
            }
        }
        if (!(low.X <= high.X)) (low, high) = (-Vector3.One, Vector3.One);
        // Coordinates that are too large are reported when the scene is prepared.
        (low, high) = (Coordinates.Within(low), Coordinates.Within(high));
        Vector3 centre = (low + high) / 2;
        // Far from the origin, single precision cannot represent smaller distances.
        float far = Vector3.Abs(centre) is var a ? MathF.Max(a.X, MathF.Max(a.Y, a.Z)) : 0;
        float radius = MathF.Max((high - low).Length() / 2, MathF.Max(1e-3f, 1e-6f * far));
        const float fieldOfView = 0.7f;
        float narrowest = MathF.Min(fieldOfView, 2 * MathF.Atan(MathF.Tan(fieldOfView / 2) * width / height));
        Vector3 eye = centre + Vector3.Normalize(new(0.6f, -0.75f, 0.35f)) * (radius / MathF.Sin(narrowest / 2));
        eye = Coordinates.Within(eye);
        Affine3 worldFromNode = Node.PoseLookingAt(eye, centre);
        return new Node {
            Name = "framing camera", Matrix = worldFromNode,
            Camera = new Camera { Lens = PerspectiveLens.FromVerticalFov(fieldOfView, width, height), Width = width, Height = height },
        };
    }

    /// <summary>Adds a uniform white sky and a warning to a scene without any light.</summary>
    public static void LightIfDark(Scene scene) {
        if (scene.Environment is not null || scene.Nodes.Any(n => n.Light is not null || n.Parts.Any(p => p.Material.Emits))) return;
        scene.Environment = new() { Scale = Vector3.One };
        scene.Warnings.Add("The scene has no light: an even white sky lights it; give --environment for another.");
    }
}
