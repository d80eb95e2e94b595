using Diorama.Core.Colors;

namespace Diorama.Gallery.Lamps;

/// <summary>
/// One still life lit by environment maps alone: a studio, the studio turned, a baked clear sky, and a baked evening sky.
/// </summary>
public static class Surroundings {
    public static SceneSetup Build(int width, int height, Environment environment) {
        var set = new SceneSetup("surroundings", width, height);
        set.Scene.Environment = environment;
        set.Put(Primitives.Lathe([new(0, -0.12f), new(2.2f, -0.12f), new(2.3f, -0.06f), new(2.3f, -0.03f), new(2.27f, 0), new(0, 0)], 128),
            new() { BaseColor = new(0.3f, 0.17f, 0.09f), Roughness = 0.35f });
        set.Put(Studio.Ball, new() { BaseColor = new(0.95f, 0.94f, 0.92f), Metallic = 1, Roughness = 0.02f }, new(-0.95f, 0.1f, 0.55f),
            null, 1.1f);
        set.Put(Studio.Ball, new() { BaseColor = new(0.72f), Roughness = 1 }, new(0.15f, -0.25f, 0.45f), null, 0.9f);
        set.Put(Primitives.Torus(0.3f, 0.13f, 96, 48), new() { BaseColor = new(0.05f, 0.25f, 0.4f), Roughness = 0.15f },
            new(1.15f, -0.1f, 0.13f));
        set.Put(Primitives.RoundedBox(new(0.5f, 0.5f, 1.1f), 0.04f, 6),
            new() { BaseColor = new(0.9f, 0.62f, 0.4f), Metallic = 1, Roughness = 0.3f }, new(0.75f, 0.85f, 0.55f),
                SceneSetup.Turn(Vector3.UnitZ, 30));
        set.Look(new(0, -5.6f, 1.0f), new(0.05f, 0, 0.72f), 29);
        return set;
    }

    internal static Image<Rgb8> Draw(PictureRenderer room) {
        var (width, height) = room.Cell(2, 2);
        Image<Vector3> studio = Studio.Panorama(512);
        Environment[] environments = [
            new() { Map = studio }, new() { Map = studio, RotationZ = 2.3f },
            new() { Map = SkyModel.Bake(new() { SunDirection = SunAndSky.Direction(40, -120), Turbidity = 2.5f }, 512, 256) },
            new() { Map = SkyModel.Bake(new() { SunDirection = SunAndSky.Direction(1, 60), Turbidity = 5 }, 512, 256) }];
        return PictureRenderer.Sheet(2, [.. environments.Select(e => room.PrintMetered(Build(width, height, e), 0.7f))]);
    }
}
