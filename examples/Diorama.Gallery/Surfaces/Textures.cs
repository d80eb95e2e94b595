using Diorama.Core.Colors;

namespace Diorama.Gallery.Surfaces;

/// <summary>Base colour, roughness and normal maps: a brick wall, a floor of wet tiles, a dimpled ball, a painted globe.</summary>
public static class Textures {
    public static SceneSetup Build(int width, int height) {
        var set = new SceneSetup("textures", width, height);
        set.Scene.Environment = new() { Map = Studio.Panorama(256), Scale = new(0.5f) };
        // Grazing light brings out the relief.
        set.Shine(new() { Kind = LightKind.Spot, Intensity = 75, Color = Blackbody.Color(3800), InnerConeAngle = 0.3f,
            OuterConeAngle = 0.75f }, new(-4.2f, -0.9f, 3), new(0.4f, 0.6f, 0.4f));
        Vector2 wall = new(7, 3.5f);
        set.Put(SceneSetup.WithTangents(Primitives.Quad(wall)), Brick(wall / 1.4f), new(0, 1, wall.Y / 2),
            SceneSetup.Turn(Vector3.UnitX, 90));
        Vector2 floor = new(7, 4.5f);
        set.Put(SceneSetup.WithTangents(Primitives.Quad(floor)), Tiles(floor / 1.2f), new(0, 1 - floor.Y / 2, 0));
        var golf = new Material {
            BaseColor = new(0.8f), Roughness = 0.4f,
            NormalTexture = new() { Texture = Paint.Normals("dimples", 256,
                (u, v) => -0.7f * MathF.Max(0, 0.16f - Square(u - 0.5f) - Square(v - 0.5f))), Scale = new(18, 9) },
        };
        set.Put(SceneSetup.WithTangents(Studio.Ball), golf, new(-0.75f, -0.35f, 0.42f), SceneSetup.Turn(Vector3.UnitY, 80), 0.84f);
        set.Put(Studio.Ball, Globe(), new(0.75f, -0.25f, 0.5f), SceneSetup.Turn(new(0.2f, 0, 1), -60));
        set.Look(new(0, -5, 1.55f), new(0, 0, 0.72f), 32);
        return set;
    }

    private static float Square(float x) => x * x;

    /// <summary>
    /// Four bricks by eight courses: the course, the brick in it, and the distance from the joint in units of the texture.
    /// </summary>
    private static (int Course, int Brick, float Inside) BrickAt(float u, float v) {
        int course = (int)MathF.Floor(v * 8);
        float x = u * 4 + (course % 2 == 0 ? 0 : 0.5f), y = v * 8 - course;
        int brick = ((int)MathF.Floor(x) % 4 + 4) % 4;
        x -= MathF.Floor(x);
        return ((course % 8 + 8) % 8, brick, MathF.Min(MathF.Min(x, 1 - x) / 4, MathF.Min(y, 1 - y) / 8));
    }

    private static Material Brick(Vector2 repeats) {
        TextureSlot Slot(Texture t) => new() { Texture = t, Scale = repeats };
        return new() {
            BaseColorTexture = Slot(Paint.Color("brick", 512, (u, v) => {
                var (course, brick, inside) = BrickAt(u, v);
                float grain = 0.6f + 0.8f * Paint.Clouds(u, v, 24, 1), tone = Paint.Noise((brick + 0.5f) / 4, (course + 0.5f) / 8, 8, 2);
                return inside < 0.009f ? new Vector3(0.42f, 0.4f, 0.36f) * grain
                    : Vector3.Lerp(new(0.32f, 0.09f, 0.05f), new(0.48f, 0.2f, 0.1f), tone) * grain;
            })),
            NormalTexture = Slot(Paint.Normals("brick relief", 512, (u, v) =>
                0.012f * Math.Clamp((BrickAt(u, v).Inside - 0.006f) / 0.008f, 0, 1) + 0.006f * Paint.Clouds(u, v, 24, 1))),
        };
    }

    private static Material Tiles(Vector2 repeats) {
        TextureSlot Slot(Texture t) => new() { Texture = t, Scale = repeats };
        static float Joint(float u, float v) => MathF.Min(MathF.Min(u * 3 % 1, 1 - u * 3 % 1), MathF.Min(v * 3 % 1, 1 - v * 3 % 1));
        return new() {
            BaseColorTexture = Slot(Paint.Color("tiles", 256,
                (u, v) => Joint(u, v) < 0.03f ? new(0.05f) : new Vector3(0.22f, 0.24f, 0.23f) * (0.8f + 0.4f * Paint.Clouds(u, v, 8, 7)))),
            // Roughness in G, metallic in B: puddles are smooth.
            MetallicRoughnessTexture = Slot(Paint.Data("puddles", 256,
                (u, v) => new(0, Math.Clamp(0.25f + 6 * (Paint.Clouds(u, v, 3, 3) - 0.5f), 0.25f, 0.6f), 0))),
        };
    }

    private static Material Globe() => new() {
        Roughness = 0.4f,
        BaseColorTexture = new() {
            Texture = Paint.Color("globe", 512, (u, v) => {
                float land = Paint.Clouds(u, v, 6, 21), line = MathF.Min(MathF.Abs(u * 24 % 1 - 0.5f), MathF.Abs(v * 12 % 1 - 0.5f));
                Vector3 c = land > 0.52f ? Vector3.Lerp(new(0.5f, 0.42f, 0.2f), new(0.12f, 0.28f, 0.08f), (land - 0.52f) * 6)
                    : new(0.06f, 0.2f, 0.42f);
                return line < 0.02f ? c * 0.5f : c;
            }),
        },
    };
}
