using System.Numerics;
using Diorama.Cli.Options;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Labels;
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
        float down = Filled * MathF.Tan(FieldOfView / 2), right = down * width / height, distance = MathF.Max(1e-5f, 3e-6f * far);
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

    /// <summary>
    /// Lights a scene without an environment whose own lights, if it has any, leave most of what is seen dark, and warns. The default sky
    /// is brighter above than below, so that things of any colour stand out from it; where the file has neither light nor camera, ground
    /// catches the shadow.
    /// </summary>
    public static void LightIfDark(Scene scene, Node camera, bool isFraming, double seconds, int threads) {
        // A display shows less than this as black.
        const float Dark = 0.02f;
        if (scene.Environment is not null) return;
        bool lamps = scene.Nodes.Any(n => n.Light is not null || n.Parts.Any(p => p.Material.Emits));
        if (lamps && Median(scene, camera, seconds, threads) >= Dark * MathF.Pow(2, -camera.Camera!.ExposureStops)) return;
        scene.Environment = new() { Map = PlainSky() };
        if (isFraming && !lamps) PlainGround.Add(scene, Posed(scene, seconds));
        scene.Warnings.Add(lamps
            ? "The scene's own light leaves most of what is seen dark: a plain sky lights it too; give --environment for another."
            : "The scene has no light: a plain sky lights it; give --environment for another.");
    }

    /// <summary>Returns the median luminance of what a small picture of the scene shows.</summary>
    private static float Median(Scene scene, Node camera, double seconds, int threads) {
        const int Width = 48;
        Camera full = camera.Camera!;
        using RenderScene prepared = RenderScene.Prepare(scene, new() { FrameTime = seconds, QuickBuild = true });
        int height = Math.Clamp((int)MathF.Round((float)Width * full.Height / full.Width), 1, 4 * Width);
        Camera small = full.Resized(Width, height);
        // Noise would hide dim light: many samples of few pixels.
        var rays = new CameraRays(small, prepared.CameraAt(camera).WorldFromCamera);
        Image<Vector3> picture = PathTracer.Render(prepared, rays, new() { Samples = 16, MaxBounces = 4, Threads = threads }).Radiance;
        // What shows nothing is black in any light.
        uint[] seen = LabelPass.Run(prepared, rays, new() { Labels = LabelTable.Instance, Threads = threads }).Instance!.Pixels;
        float[] luminance = [.. picture.Pixels.Where((_, i) => seen[i] != 0).Select(Luminance.Of)];
        Array.Sort(luminance);
        return luminance.Length > 0 ? luminance[luminance.Length / 2] : 0;
    }

    /// <summary>
    /// Returns a sky whose light on a level surface is 1: darker towards the ground, with a soft light high to the left of the framing
    /// camera, so that faces of one colour differ.
    /// </summary>
    private static Image<Vector3> PlainSky() {
        const float Horizon = 0.42f, Slope = 0.27f, Light = 0.4f, Exponent = 16;
        Vector3 towards = Vector3.Normalize(new(-0.25f, -0.65f, 0.75f));
        var map = new Image<Vector3>(128, 64);
        double level = 0;
        for (int y = 0; y < map.Height; y++) {
            for (int x = 0; x < map.Width; x++) {
                (float sin, float cos) = MathF.SinCos(MathF.PI * (y + 0.5f) / map.Height);
                float azimuth = MathF.PI - MathF.Tau * (x + 0.5f) / map.Width;
                var direction = new Vector3(sin * MathF.Cos(azimuth), sin * MathF.Sin(azimuth), cos);
                float lobe = MathF.Pow(MathF.Max(Vector3.Dot(direction, towards), 0), Exponent);
                map[x, y] = new(lobe);
                float solidAngle = sin * MathF.PI / map.Height * MathF.Tau / map.Width;
                level += lobe * MathF.Max(direction.Z, 0) * solidAngle / MathF.PI;
            }
        }
        for (int y = 0; y < map.Height; y++) {
            float up = MathF.Cos(MathF.PI * (y + 0.5f) / map.Height);
            for (int x = 0; x < map.Width; x++) map[x, y] = new(Horizon + Slope * up + map[x, y].X * Light / (float)level);
        }
        return map;
    }
}
