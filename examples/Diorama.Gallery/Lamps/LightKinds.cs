using Diorama.Core.Colors;

namespace Diorama.Gallery.Lamps;

/// <summary>The same corner lit by each kind of light in turn: point, spot, directional, rectangle, disc, and an emissive mesh.</summary>
public static class LightKinds {
    public static SceneSetup Build(int width, int height, Light? light) {
        var set = new SceneSetup("lights", width, height);
        set.Scene.Environment = new() { Scale = new(0.04f) };
        var plaster = new Material { BaseColor = new(0.7f, 0.68f, 0.64f), Roughness = 0.9f };
        set.Put(Primitives.Quad(new(8, 8)), plaster);
        set.Put(Primitives.Quad(new(8, 6)), plaster, new(0, 1.4f, 3), SceneSetup.Turn(Vector3.UnitX, 90));
        set.Put(Studio.Ball, new() { BaseColor = new(0.6f, 0.12f, 0.06f), Roughness = 0.3f }, new(-0.6f, 0, 0.45f), null,
            0.9f);
        set.Put(Primitives.Cone(0.42f, 1.1f, 96), new() { BaseColor = new(0.1f, 0.25f, 0.42f), Roughness = 0.6f },
            new(0.6f, 0.3f, 0.55f));
        set.Put(Primitives.RoundedBox(new(0.4f, 0.4f, 0.4f), 0.03f, 4),
            new() { BaseColor = new(0.85f, 0.6f, 0.3f), Metallic = 1, Roughness = 0.5f }, new(0.15f, -0.65f, 0.2f),
                SceneSetup.Turn(Vector3.UnitZ, 25));
        Vector3 lamp = new(-1.5f, -1, 2.1f), aim = new(0.1f, 0.15f, 0.3f);
        if (light is null) set.Put(Primitives.Torus(0.34f, 0.05f, 64, 16),
            new() { BaseColor = default, Emission = Blackbody.Color(2700) * 15 }, new(-0.35f, 0.1f, 1.55f),
                SceneSetup.Turn(Vector3.UnitX, 70));
        else set.Shine(light, lamp, aim);
        set.Look(new(0.2f, -5.2f, 1.7f), new(0, 0, 0.68f), 27);
        return set;
    }

    internal static Image<Rgb8> Draw(PictureRenderer room) {
        var (width, height) = room.Cell(3, 2);
        Vector3 warm = Blackbody.Color(3500);
        Light?[] lights = [
            new() { Kind = LightKind.Point, Color = warm, Intensity = 11 },
            new() { Kind = LightKind.Spot, Color = warm, Intensity = 15, InnerConeAngle = 0.26f, OuterConeAngle = 0.34f },
            new() { Kind = LightKind.Directional, Color = warm, Intensity = 2.2f },
            new() { Kind = LightKind.Rectangle, Color = warm, Size = new(1.6f, 0.5f), Intensity = 14 },
            new() { Kind = LightKind.Disc, Color = warm, Size = new(1.1f, 1.1f), Intensity = 12 },
            null];
        return PictureRenderer.Sheet(3, [.. lights.Select(l => room.Print(Build(width, height, l)))]);
    }
}
