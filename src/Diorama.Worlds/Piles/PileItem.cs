using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Worlds.Caches;
using Diorama.Worlds.Physics;

namespace Diorama.Worlds.Piles;

/// <summary>An object to be placed: its model at the size of the recipe, and its shape for physics.</summary>
internal sealed class PileItem {
    /// <summary>Smallest length of the longest side, metres; smaller objects are not used.</summary>
    private const float MinSize = 0.02f;

    public required AssetModel Model { get; init; }
    public required ConvexParts Parts { get; init; }
    public TriangleTree Surface => TriangleTree.Of(Model);
    public Vector3 Size => Model.Asset.Size;
    /// <summary>Radius of a sphere around the middle of the box that encloses the box, metres.</summary>
    public float Radius => Size.Length() / 2;

    /// <summary>
    /// Chooses a random asset of a class, or the asset with an id, whose longest side is at most <paramref name="longest"/> metres. Null if
    /// there is none.
    /// </summary>
    /// <exception cref="BadInputException">The name is neither a class nor an id.</exception>
    public static Asset? Choose(AssetLibrary library, string name, float longest, Keyed key) {
        bool isClass = library.Classes.Exists(name) || library.Classes.IsGroup(name);
        IReadOnlyList<Asset> known = isClass ? library.OfClass(name) : [library.Find(name)];
        Asset[] fitting = [.. known.Where(a => a.Opening == null && Longest(a.Size) <= longest && Longest(a.Size) >= MinSize)];
        return fitting.Length == 0 ? null : fitting[key.Generator().NextInt(fitting.Length)];
    }

    public static float Longest(Vector3 size) => MathF.Max(size.X, MathF.Max(size.Y, size.Z));

    /// <summary>
    /// Loads an asset, scaled so that its longest side is <paramref name="longest"/> metres; 0 keeps its size. Equal items share their
    /// models.
    /// </summary>
    public static PileItem Load(AssetLibrary library, Asset asset, float longest, ComputedCache cache,
        Dictionary<(string, float), PileItem> loaded) {
        if (loaded.TryGetValue((asset.Id, longest), out var known)) return known;
        AssetModel model = library.Load(asset);
        float scale = longest > 0 ? longest / Longest(asset.Size) : 1;
        var item = new PileItem { Model = Scaled(model, scale), Parts = ConvexParts.Of(model, cache).Scaled(scale) };
        loaded.Add((asset.Id, longest), item);
        return item;
    }

    /// <summary>Returns the model at another scale; materials are shared.</summary>
    public static AssetModel Scaled(AssetModel model, float scale) => scale == 1 ? model : new() {
        Asset = model.Asset with { Size = model.Asset.Size * scale, SupportHeight = model.Asset.SupportHeight * scale },
        Parts = [.. model.Parts.Select(p => p with { Mesh = Scaled(p.Mesh, scale) })],
        Keypoints = [.. model.Keypoints.Select(k => k with { Position = k.Position * scale })], Skeleton = model.Skeleton,
        Bytes = model.Bytes,
    };

    private static Mesh Scaled(Mesh mesh, float scale) => new() {
        Name = mesh.Name, Positions = [.. mesh.Positions.Select(p => p * scale)], Indices = mesh.Indices, Normals = mesh.Normals,
        Tangents = mesh.Tangents,
        TexCoords = mesh.TexCoords, Colors = mesh.Colors,
    };
}
