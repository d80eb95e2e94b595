using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Shapes;

/// <summary>Solids that need no pack, with a size of one metre in every direction.</summary>
internal static class BasicShapes {
    private static readonly string[] names = ["cube", "sphere", "cylinder", "cone"];

    public static IReadOnlyList<Asset> Assets { get; } = [.. names.Select(name => new Asset {
        Id = name + "-1", Name = char.ToUpperInvariant(name[0]) + name[1..], Class = name, Pack = ShapesPack.Pack.Name, Category = "Shapes",
        Size = Vector3.One, Licence = ShapesPack.Pack.Licence, Author = "Diorama", Model = name,
        SupportHeight = name is "cube" or "cylinder" ? 1 : null,
    })];

    public static AssetModel Load(Asset asset) {
        var mesh = asset.Model switch {
            "cube" => Primitives.Box(Vector3.One),
            "sphere" => Primitives.UvSphere(0.5f, 64, 32),
            "cylinder" => Primitives.Cylinder(0.5f, 1, 64),
            _ => Primitives.Cone(0.5f, 1, 64),
        };
        for (int v = 0; v < mesh.VertexCount; v++) mesh.Positions[v].Z += 0.5f;
        var material = new Material { Name = asset.Model, BaseColor = new(0.5f), Roughness = 0.6f };
        return new() { Asset = asset, Parts = [new MeshPart(mesh, material)] };
    }
}
