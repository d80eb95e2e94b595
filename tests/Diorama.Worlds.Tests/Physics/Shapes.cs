using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.Worlds.Tests.Physics;

/// <summary>Models of simple shapes in the asset frame: the origin in the middle of the bottom.</summary>
internal static class Shapes {
    public static AssetModel Cube(float side) => Model("cube", Primitives.Box(new(side)), new(side));

    public static AssetModel Box(Vector3 size) => Model("box", Primitives.Box(size), size);

    public static AssetModel Ball(float radius) => Model("ball", Primitives.Icosphere(radius, 3), new(2 * radius));

    /// <summary>A round bowl with a wall 4 mm thick.</summary>
    public static AssetModel Bowl(float radius, float height) {
        float wall = 0.004f, h = height / 2;
        var profile = new List<Vector2> { new(0, -h), new(radius * 0.4f, -h) };
        for (int i = 1; i <= 8; i++) profile.Add(new(radius * (0.4f + 0.6f * MathF.Sin(i / 8f * MathF.PI / 2)), -h + height * i * i / 64f));
        for (int i = 8; i >= 1; i--)
            profile.Add(new(radius * (0.4f + 0.6f * MathF.Sin(i / 8f * MathF.PI / 2)) - wall,
                -h + wall * (1 - i / 8f) + height * i * i / 64f));
        profile.Add(new(radius * 0.4f - wall, -h + wall));
        profile.Add(new(0, -h + wall));
        return Model("bowl", Primitives.Lathe([.. profile], 48), new(2 * radius, 2 * radius, height));
    }

    public static AssetModel Model(string name, Mesh mesh, Vector3 size) {
        var raised = new Mesh {
            Positions = [.. mesh.Positions.Select(p => p + new Vector3(0, 0, size.Z / 2))], Indices = mesh.Indices, Normals = mesh.Normals,
            TexCoords = mesh.TexCoords,
        };
        return new AssetModel {
            Asset = new() { Id = name + "-1", Name = name, Class = name, Pack = "test", Size = size, Licence = "CC0-1.0", Author = "",
                Model = "" },
            Parts = [new(raised, new Material { BaseColor = new(0.6f), Roughness = 0.6f })],
        };
    }
}
