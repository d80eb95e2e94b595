using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Weather;

/// <summary>
/// Adds rain or snow in the air around the cameras; each drop is drawn as long as it falls while the shutter is open. Drops are visible in
/// images but in no label. Precipitation farther away than a few metres is represented by the fog that comes with it.
/// </summary>
public static class Precipitation {
    private const float Nearest = 0.35f, Layer = 4;
    private const int MaxDrops = 60_000;
    /// <summary>Shutter time for cameras without one, seconds.</summary>
    private const float UsualShutter = 1 / 100f;

    private readonly record struct Drop(Vector3 Position, float Radius, float Length, float Alpha);

    /// <summary>True if there is rain or snow in the air.</summary>
    public static bool Falls(WeatherRecipe weather, Draw draw) {
        ArgumentNullException.ThrowIfNull(weather);
        ArgumentNullException.ThrowIfNull(draw);
        return draw.Get("weather.kind", weather.Kind) is WeatherKind.Rain or WeatherKind.Snow;
    }

    /// <summary>Adds the drops or flakes, if there are any. To be called last, after the cameras are placed.</summary>
    public static void Append(Scene scene, IReadOnlyList<Node> cameras, WeatherRecipe weather, Draw draw) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentNullException.ThrowIfNull(weather);
        ArgumentNullException.ThrowIfNull(draw);
        if (!Falls(weather, draw) || cameras.Count == 0) return;
        WeatherKind kind = draw.Get("weather.kind", weather.Kind);
        float shutter = cameras[0].Camera!.ShutterSeconds > 0 ? cameras[0].Camera!.ShutterSeconds : UsualShutter;
        bool moves = scene.Animations.Exists(a => a.Name == "camera");
        (Vector3 min, Vector3 max) = Around(scene, cameras, moves ? 3.5f : 9);
        bool rain = kind == WeatherKind.Rain;
        var drops = new RainDrops(rain ? draw.Get("weather.rain_rate", weather.RainRate) : 1);
        Func<Vector3, bool> seen = moves ? _ => true : Frustum(scene, cameras);
        double density = rain ? drops.Density : 250, share = SeenShare(min, max, seen, draw);
        Vector3 size = max - min;
        double volume = (double)size.X * size.Y * size.Z * share;
        if (density * volume > MaxDrops) density = MaxDrops / volume;
        if (rain) drops = drops.AtMost(density);
        var fallen = new List<Drop>();
        KeyedGenerator random = draw.Key("drops").Generator();
        long tries = (long)(density * size.X * size.Y * size.Z);
        for (long i = 0; i < tries; i++) {
            Vector3 p = min + size * new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat());
            if (!seen(p)) continue;
            fallen.Add(rain ? RainDrop(p, drops.Diameter(ref random), shutter) : Flake(p, shutter, ref random));
        }
        Material material = rain ? Water() : Ice();
        Mesh mesh = Streaks(fallen, rain ? "rain" : "snow");
        if (moves) Falling(scene, mesh, material, rain ? 6.5f : 1.1f);
        else Append(scene, mesh, material, Vector3.Zero);
    }

    private static Drop RainDrop(Vector3 p, double diameter, float shutter) {
        float speed = (float)RainDrops.FallSpeed(diameter), width = (float)diameter / 1000, length = MathF.Max(speed * shutter, width);
        // A point on the sensor sees the drop for width / length of the exposure. A drop is a lens that shows the sky, several times
        // brighter than a white sheet in its place: its opacity is increased to account for this.
        return new(p, width / 2, length, Math.Clamp(8 * width / length, 0.02f, 0.8f));
    }

    private static Drop Flake(Vector3 p, float shutter, ref KeyedGenerator random) {
        float radius = 0.0012f + 0.0025f * random.NextFloat() * random.NextFloat();
        return new(p, radius, 2 * radius + 1.1f * shutter, 0.85f);
    }

    private static Node Append(Scene scene, Mesh mesh, Material material, Vector3 at) {
        var node = new Node { Name = mesh.Name, Translation = at };
        node.Parts.Add(new(mesh, material));
        scene.Nodes.Add(node);
        return node;
    }

    /// <summary>
    /// Adds two layers above one another that fall by their own height and start again, so that the precipitation never stops.
    /// </summary>
    private static void Falling(Scene scene, Mesh mesh, Material material, float speed) {
        float end = scene.Animations.SelectMany(a => a.Channels).Max(c => c.Times[^1]) + 1, period = Layer / speed;
        var animation = new Animation { Name = mesh.Name };
        foreach (float start in (ReadOnlySpan<float>)[0, Layer]) {
            Node node = Append(scene, mesh, material, new(0, 0, start));
            var times = new List<float>();
            var values = new List<float>();
            for (int i = 0; i * period < end; i++) {
                times.AddRange([i * period, (i + 1) * period - 1e-4f]);
                values.AddRange([0, 0, start, 0, 0, start - Layer]);
            }
            animation.Channels.Add(new() { Node = node, Target = AnimationTarget.Translation, Interpolation = Interpolation.Linear,
                Times = [.. times], Values = [.. values] });
        }
        scene.Animations.Add(animation);
    }

    /// <summary>Returns the box around all positions of the cameras; for moving ones its height is one layer.</summary>
    private static (Vector3 Min, Vector3 Max) Around(Scene scene, IReadOnlyList<Node> cameras, float reach) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        Animation? path = scene.Animations.Find(a => a.Name == "camera");
        float end = path?.Channels[0].Times[^1] ?? 0;
        for (int i = 0; i <= 32; i++) {
            ScenePose pose = ScenePose.At(scene, end * i / 32);
            foreach (Node camera in cameras) {
                Vector3 p = pose.WorldFromNode(camera).Origin;
                (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
            }
            if (path is null) break;
        }
        (min, max) = (min - new Vector3(reach), max + new Vector3(reach));
        return path is null ? (min, max) : (min with { Z = (min.Z + max.Z - Layer) / 2 }, max with { Z = (min.Z + max.Z + Layer) / 2 });
    }

    /// <summary>Returns a function that is true for points in, or nearly in, the image of any camera and not on its lens.</summary>
    private static Func<Vector3, bool> Frustum(Scene scene, IReadOnlyList<Node> cameras) {
        ScenePose pose = ScenePose.At(scene, 0);
        var views = cameras.Select(c => (Camera: c.Camera!, CameraFromWorld: (pose.WorldFromNode(c) * Camera.NodeFromCamera).Inverse()))
            .ToArray();
        return p => {
            foreach ((Camera camera, Affine3 cameraFromWorld) in views) {
                Vector3 q = cameraFromWorld.Point(p);
                float border = 0.1f * camera.Width;
                if (q.LengthSquared() > Nearest * Nearest && camera.Lens.Project(q, out Vector2 pixel)
                    && pixel.X > -border && pixel.X < camera.Width + border && pixel.Y > -border && pixel.Y < camera.Height + border)
                    return true;
            }
            return false;
        };
    }

    private static double SeenShare(Vector3 min, Vector3 max, Func<Vector3, bool> seen, Draw draw) {
        const int Samples = 4000;
        KeyedGenerator random = draw.Key("drops seen").Generator();
        int count = 0;
        for (int i = 0; i < Samples; i++) {
            if (seen(min + (max - min) * new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat()))) count++;
        }
        return Math.Max(count, 1) / (double)Samples;
    }

    /// <summary>Creates a spindle of six triangles for each drop; the alpha of the vertex colour is the opacity of the streak.</summary>
    private static Mesh Streaks(List<Drop> drops, string name) {
        var positions = new Vector3[5 * drops.Count];
        var colors = new Vector4[5 * drops.Count];
        var indices = new int[18 * drops.Count];
        ReadOnlySpan<int> spindle = [0, 2, 3, 0, 3, 4, 0, 4, 2, 1, 3, 2, 1, 4, 3, 1, 2, 4];
        for (int i = 0; i < drops.Count; i++) {
            Drop d = drops[i];
            int v = 5 * i;
            positions[v] = d.Position + new Vector3(0, 0, d.Length / 2);
            positions[v + 1] = d.Position - new Vector3(0, 0, d.Length / 2);
            for (int k = 0; k < 3; k++) {
                (float sin, float cos) = MathF.SinCos(2 * MathF.PI * (k + d.Position.X) / 3);
                positions[v + 2 + k] = d.Position + d.Radius * new Vector3(cos, sin, 0);
            }
            colors.AsSpan(v, 5).Fill(new(1, 1, 1, d.Alpha));
            for (int k = 0; k < 18; k++) indices[18 * i + k] = v + spindle[k];
        }
        return new() { Name = name, Positions = positions, Colors = colors, Indices = indices };
    }

    /// <summary>Creates the material of rain. A drop gathers light from all around it, and so does a two-sided translucent sheet.</summary>
    private static Material Water() => new() {
        Name = "rain", Model = MaterialModel.Leaf, BaseColor = new(0.95f), Translucency = new(0.5f), Roughness = 1,
        Specular = 0,
        AlphaMode = AlphaMode.Blend, DoubleSided = true, Unlabelled = true,
    };

    private static Material Ice() => new() {
        Name = "snow in the air", Model = MaterialModel.Leaf, BaseColor = new(0.95f), Translucency = new(0.4f), Roughness = 1,
        Specular = 0,
        AlphaMode = AlphaMode.Blend, DoubleSided = true, Unlabelled = true,
    };
}
