using System.Numerics;
using Diorama.Cli.Options;
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
    public static Node ChooseCamera(Scene scene, string? name, string file, double seconds, int width, int height) {
        Node[] cameras = [.. scene.Nodes.Where(n => n.Camera is not null)];
        if (name is not null) {
            if (cameras.FirstOrDefault(n => n.Name == name || n.Camera!.Name == name) is { } named) return named;
            // Names need not be unique, so that numbers choose too.
            if (NumberOption.TryParse(name, out long number) && number >= 1 && number <= cameras.Length) return cameras[number - 1];
            throw new BadInputException($"{file} has no camera named '{name}'; expected "
                + (cameras.Length == 0 ? "none, the file has no cameras."
                    : string.Join(" or ", cameras.Select(n => $"'{n.Name}'")) + $", or a number from 1 to {cameras.Length}."));
        }
        if (cameras.Length > 0) return cameras[0];
        Node node = FramingCamera(scene, seconds, width, height);
        scene.Nodes.Add(node);
        return node;
    }

    /// <summary>Returns a camera that has all that the scene shows at a time in view, as large as fits.</summary>
    private static Node FramingCamera(Scene scene, double seconds, int width, int height) {
        const float FieldOfView = 0.7f, Filled = 0.9f;
        List<Vector3> points = Posed(scene, seconds);
        Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        foreach (Vector3 p in points) (low, high) = (Vector3.Min(low, p), Vector3.Max(high, p));
        if (!(low.X <= high.X)) (low, high) = (-Vector3.One, Vector3.One);
        // Coordinates that are too large are reported when the scene is prepared.
        (low, high) = (Coordinates.Within(low), Coordinates.Within(high));
        Vector3 centre = (low + high) / 2, direction = Vector3.Normalize(new(0.6f, -0.75f, 0.35f));
        // Far from the origin, single precision cannot represent smaller distances.
        float far = Vector3.Abs(centre) is var a ? MathF.Max(a.X, MathF.Max(a.Y, a.Z)) : 0;
        Affine3 axes = Affine3.CameraLookingAt(direction, Vector3.Zero, Vector3.UnitZ);
        float down = Filled * MathF.Tan(FieldOfView / 2), right = down * width / height, distance = MathF.Max(3e-3f, 3e-6f * far);
        foreach (Vector3 point in points) {
            Vector3 p = Coordinates.Within(point) - centre;
            float x = MathF.Abs(Vector3.Dot(axes.X, p)), y = MathF.Abs(Vector3.Dot(axes.Y, p)), z = Vector3.Dot(axes.Z, p);
            distance = MathF.Max(distance, MathF.Max(x / right, y / down) - z);
        }
        if (points.Count == 0) distance = 5;
        Affine3 worldFromNode = Node.PoseLookingAt(Coordinates.Within(centre + direction * distance), centre);
        return new Node {
            Name = "framing camera", Matrix = worldFromNode,
            Camera = new Camera { Lens = PerspectiveLens.FromVerticalFov(FieldOfView, width, height), Width = width, Height = height },
        };
    }

    /// <summary>Returns the vertices of everything that is drawn, in world space as posed at a time.</summary>
    private static List<Vector3> Posed(Scene scene, double seconds) {
        ScenePose pose = ScenePose.At(scene, seconds);
        var points = new List<Vector3>();
        foreach (Node node in scene.Nodes) {
            Affine3 world = pose.WorldFromNode(node);
            foreach (CurvesPart part in node.Curves)
                foreach (Vector4 p in part.Curves.ControlPoints) points.Add(world.Point(new(p.X, p.Y, p.Z)));
            foreach (MeshPart part in node.Parts) {
                Vector3[] positions = part.Mesh.Positions;
                bool deforms = pose.Deforms(node, part.Mesh);
                if (deforms) pose.Deform(node, part.Mesh, positions = new Vector3[part.Mesh.VertexCount], []);
                Affine3 map = deforms ? pose.WorldFromDeformed(node) : world;
                // Files may have vertices that no triangle uses.
                var used = new bool[positions.Length];
                foreach (int index in part.Mesh.Indices) used[index] = true;
                for (int i = 0; i < positions.Length; i++) if (used[i]) points.Add(map.Point(positions[i]));
            }
        }
        return points;
    }

    /// <summary>Adds a uniform white sky and a warning to a scene without any light.</summary>
    public static void LightIfDark(Scene scene) {
        if (scene.Environment is not null || scene.Nodes.Any(n => n.Light is not null || n.Parts.Any(p => p.Material.Emits))) return;
        scene.Environment = new() { Scale = Vector3.One };
        scene.Warnings.Add("The scene has no light: an even white sky lights it; give --environment for another.");
    }
}
