using Diorama.StockScenes;

namespace Diorama.Gallery;

/// <summary>A photographer's studio: soft boxes as an environment map, and paper that runs from the floor up the wall.</summary>
internal static class Studio {
    /// <summary>Lights the set by soft boxes: a warm one on the left, a cool strip on the right, a large one above.</summary>
    public static void Light(SceneSetup set, float brightness = 1) =>
        set.Scene.Environment = new() { Map = Panorama(512), Scale = new(brightness) };

    /// <summary>An equirectangular map computed from direction, in the layout of <see cref="Environment.Map"/>.</summary>
    public static Image<Vector3> Panorama(int width) {
        var map = new Image<Vector3>(width, width / 2);
        for (int y = 0; y < map.Height; y++) {
            (float sin, float cos) = MathF.SinCos(MathF.PI * (y + 0.5f) / map.Height);
            for (int x = 0; x < width; x++) {
                (float ySide, float xSide) = MathF.SinCos((0.5f - (x + 0.5f) / width) * 2 * MathF.PI);
                map[x, y] = Radiance(new(sin * xSide, sin * ySide, cos));
            }
        }
        return map;
    }

    private static Vector3 Radiance(Vector3 direction) =>
        new Vector3(0.16f, 0.17f, 0.185f) * (1 + 0.5f * direction.Z)
        + new Vector3(Box(direction, new(-0.8f, -0.55f, 0.6f), 0.62f, 0.62f)) * new Vector3(2.5f, 2.3f, 2)
        + new Vector3(Box(direction, new(0.95f, -0.3f, 0.35f), 0.22f, 0.9f)) * new Vector3(1.9f, 2.1f, 2.4f)
        + new Vector3(Box(direction, new(0.1f, 0.05f, 1), 0.8f, 0.5f)) * new Vector3(0.9f);

    /// <summary>1 within a rectangle on the plane at distance 1 in direction <paramref name="centre"/>, soft at its rim.</summary>
    private static float Box(Vector3 direction, Vector3 centre, float halfWidth, float halfHeight) {
        centre = Vector3.Normalize(centre);
        float depth = Vector3.Dot(direction, centre);
        if (depth <= 0.1f) return 0;
        Vector3 right = Vector3.Normalize(Vector3.Cross(centre, MathF.Abs(centre.Z) > 0.9f ? Vector3.UnitY : Vector3.UnitZ)),
            up = Vector3.Cross(right, centre);
        float x = MathF.Abs(Vector3.Dot(direction, right)) / depth, y = MathF.Abs(Vector3.Dot(direction, up)) / depth;
        return Edge((halfWidth - x) / 0.04f) * Edge((halfHeight - y) / 0.04f);
    }

    private static float Edge(float x) {
        x = Math.Clamp(x + 0.5f, 0, 1);
        return x * x * (3 - 2 * x);
    }

    public static Material Paper(float r, float g, float b) =>
        new() { Name = "paper", BaseColor = new(r, g, b), Roughness = 1, Specular = 0 };

    /// <summary>Paper on the floor z = 0 that bends up behind <paramref name="back"/> (metres along +Y).</summary>
    public static void Sweep(SceneSetup set, Material paper, float back = 2.5f) {
        const float bend = 1.5f, front = 12, height = 9, width = 30;
        set.Put(Soft.Sheet("sweep", 1, 64, (u, v) => {
            float along = v * (front + back + bend * MathF.PI / 2 + height) - front, x = (u - 0.5f) * width;
            if (along < back) return new(x, along, 0);
            float angle = (along - back) / bend;
            if (angle < MathF.PI / 2) return new(x, back + bend * MathF.Sin(angle), bend * (1 - MathF.Cos(angle)));
            return new(x, back + bend, bend + along - back - bend * MathF.PI / 2);
        }), paper);
    }

    /// <summary>A ball that is round at the size of a picture.</summary>
    public static Mesh Ball { get; } = Primitives.UvSphere(0.5f, 128, 64);
}
