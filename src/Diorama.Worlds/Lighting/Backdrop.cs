using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Skies;
using Diorama.Worlds.Surfaces;
using Environment = Diorama.Rendering.Scenes.Environment;

namespace Diorama.Worlds.Lighting;

/// <summary>
/// The surroundings seen through windows if the sky has no ground: a lawn or paving, a hedge and trees, painted into the sky's map as seen
/// from the middle of the house. As a part of the environment map they cost no geometry, and their light is sampled like that of the sky,
/// through the windows.
/// </summary>
internal static class Backdrop {
    private const int Width = 1024, Height = 512;
    /// <summary>Height of the eye above the ground, and distances from the eye to the hedge and the trees, metres.</summary>
    private const float Eye = 1.7f, HedgeDistance = 9, TreeDistance = 35;

    /// <summary>Replaces the scene's environment by a map with the same sky; the sun becomes a separate light.</summary>
    public static void Add(Scene scene, SceneSky sky, Keyed key) {
        Vector3 sunlight = Vector3.Zero;
        if (sky.Environment.SunSky is { } analytic) {
            sunlight = SkyModel.Sun(analytic).Irradiance;
            var frame = new Basis(sky.SunDirection);
            scene.Nodes.Add(new Node {
                Name = "sun", Matrix = new Affine3(frame.Tangent, frame.Bitangent, sky.SunDirection, Vector3.Zero),
                Light = new Light { Name = "sun", Kind = LightKind.Directional, Color = sunlight,
                    AngularDiameter = analytic.SunAngularDiameter },
            });
        }
        scene.Environment = new Environment { Scale = sky.Environment.Scale };
        scene.Environment.PaintMap(() => {
            Image<Vector3> map = Sky(sky.Environment);
            Paint(map, sky.SunDirection, sunlight, SceneSky.Irradiance(map), key);
            return map;
        });
    }

    private static Image<Vector3> Sky(Environment environment) {
        if (environment.SunSky is { } analytic) return SkyModel.Bake(analytic, Width, Height);
        Image<Vector3> dome = environment.Map!;
        var map = new Image<Vector3>(Width, Height);
        for (int y = 0; y < Height; y++) {
            float row = Math.Clamp((y + 0.5f) / Height * dome.Height - 0.5f, 0, dome.Height - 1);
            int above = Math.Min((int)row, dome.Height - 2);
            map.Row(y).Fill(Vector3.Lerp(dome[0, above], dome[0, above + 1], row - above));
        }
        return map;
    }

    private static void Paint(Image<Vector3> map, Vector3 sun, Vector3 sunlight, Vector3 skylight, Keyed key) {
        KeyedGenerator random = key.Generator();
        PatternKind kind = random.NextFloat() < 0.65f ? PatternKind.Grass : PatternKind.Paving;
        ISurfacePattern ground = SurfaceTextures.Pattern(kind, 0), leaves = SurfaceTextures.Pattern(PatternKind.Grass, 1);
        float tint = kind == PatternKind.Grass ? 1 : 0.45f, hedgeHeight = 1.2f + 0.9f * random.NextFloat(), treeHeight =
            4 + 5 * random.NextFloat();
        uint seed = (uint)random.NextUInt64();
        Vector3 onGround = (sunlight * MathF.Max(0, sun.Z) + skylight) / MathF.PI, haze = map[0, Height / 2 - 8];
        Parallel.For(0, Width, x => {
            float azimuth = (0.5f - (x + 0.5f) / Width) * 2 * MathF.PI;
            (float sine, float cosine) = MathF.SinCos(azimuth);
            float hedge = HedgeDistance / MathF.Max(MathF.Abs(cosine), MathF.Abs(sine)), around = (azimuth / (2 * MathF.PI) + 0.5f) * 64;
            // A surface that faces the house, rough like leaves.
            float facing = 0.25f + 0.6f * MathF.Max(0, -(cosine * sun.X + sine * sun.Y));
            Vector3 upright = (sunlight * (sun.Z > 0 ? facing : 0) + skylight * 0.5f) / MathF.PI;
            float hedgeTop = hedgeHeight + 0.2f * (TileNoise.Clouds(new(around * 4, 0.5f), 256, 2, 3, seed) - 0.5f);
            float treeTop = treeHeight * (0.3f + 1.1f * TileNoise.Clouds(new(around * 0.25f, 0.5f), 16, 2, 5, seed + 7));
            for (int y = 0; y < Height; y++) {
                float theta = MathF.PI * (y + 0.5f) / Height, slope = 1 / MathF.Tan(theta),
                    far = slope < 0 ? Eye / -slope : float.PositiveInfinity;
                if (far < hedge) {
                    Vector3 albedo = ground.At(new Vector2(cosine, sine) * far).Color * tint;
                    // The ground is darker at the foot of the hedge.
                    map[x, y] = albedo * onGround * (0.5f + 0.5f * TileNoise.Step(0, 1.2f, hedge - far));
                } else if (Eye + slope * hedge < hedgeTop) {
                    float up = Eye + slope * hedge;
                    Vector3 albedo = leaves.At(new(around * 0.9f, up)).Color * (0.55f + 0.45f * up / hedgeHeight);
                    map[x, y] = albedo * upright;
                } else if (Eye + slope * TreeDistance < treeTop) {
                    float up = Eye + slope * TreeDistance, clumps =
                        TileNoise.Clouds(new(around * 3, up * 1.3f), 192, 1 << 16, 4, seed + 20);
                    map[x, y] = Vector3.Lerp(new Vector3(0.05f, 0.08f, 0.025f) * (0.3f + 1.4f * clumps) * upright, haze, 0.12f);
                }
            }
        });
    }
}
