using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Installs doors and windows in their openings: width and height are scaled to the opening, the depth to the wall within limits. A model
/// that is thinner than the wall is flush with its inner face.
/// </summary>
internal sealed class OpeningFitting(FloorPlan plan, AssetLibrary? library, Keyed key) {
    private readonly List<(Opening Like, AssetModel Model, Vector3 Origin)> made = [];

    public PlacedObject Place(Room room, Opening opening) {
        (AssetModel model, Vector3 origin) = Fitted(opening);
        WallSegment wall = room.Wall(opening.Wall);
        Vector3 outward = new(-wall.Inward, 0), across = new(-wall.Direction, 0);
        Vector2 middle = wall.At((opening.Offset + opening.End) / 2) - wall.Inward * (plan.WallThickness / 2);
        var worldFromHole = new Affine3(across, outward, Vector3.UnitZ, new(middle, opening.Sill));
        return new PlacedObject {
            Asset = model.Asset, Model = model, WorldFromAsset = worldFromHole * Affine3.Translation(origin), Support = SupportKind.Wall,
            Room = room.Index,
        };
    }

    private (AssetModel, Vector3) Fitted(Opening o) {
        foreach ((Opening like, AssetModel known, Vector3 at) in made) {
            if (like.Kind == o.Kind && like.Asset?.Id == o.Asset?.Id && like.Width == o.Width && like.Height == o.Height)
                return (known, at);
        }
        (AssetModel model, Vector3 origin) = o.Asset is { } asset && library is not null
            ? Scaled(library.Load(asset), o)
            : PlainDoorsAndWindows.Create(o, plan.WallThickness, key.With((int)o.Kind));
        made.Add((o, model, origin));
        return (model, origin);
    }

    private (AssetModel, Vector3) Scaled(AssetModel source, Opening o) {
        Asset asset = source.Asset;
        float share = asset.Opening is { WallThickness: > 0.05f and <= 1 } known ? known.WallThickness : 1,
            distance = asset.Opening?.WallDistance ?? 0;
        // Handles and leaves look unnatural if they are stretched with the wall.
        float deep = Math.Clamp(plan.WallThickness / (share * asset.Size.Y), 0.6f, 1.4f);
        Vector3 scale = new(o.Width / asset.Size.X, deep, o.Height / asset.Size.Z);
        var parts = new MeshPart[source.Parts.Count];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = new(Scaled(source.Parts[i].Mesh, scale),
                o.Kind == OpeningKind.Window ? Clear(source.Parts[i].Material) : source.Parts[i].Material);
        float depth = asset.Size.Y * deep, back = depth / 2 - distance * depth, front = back - share * depth;
        // y runs outwards and 0 is the middle of the wall; the part within the wall ends at its inner face.
        float y = -plan.WallThickness / 2 - front;
        return (new AssetModel { Asset = asset with { Size = asset.Size * scale }, Parts = parts, Bytes = source.Bytes }, new(0, y, 0));
    }

    private static Mesh Scaled(Mesh mesh, Vector3 scale) {
        var positions = new Vector3[mesh.VertexCount];
        for (int i = 0; i < positions.Length; i++) positions[i] = mesh.Positions[i] * scale;
        Vector3[]? normals = null;
        if (mesh.Normals is { } from) {
            normals = new Vector3[from.Length];
            for (int i = 0; i < from.Length; i++) normals[i] = Vector3.Normalize(from[i] / scale);
        }
        return mesh.With(positions, normals);
    }

    /// <summary>Replaces transparent grey, which catalogues use for window panes, by clear glass.</summary>
    private static Material Clear(Material material) =>
        material.BaseColorTexture is null && (material.Alpha < 0.9f && material.AlphaMode == AlphaMode.Blend
        || material.Transmission > 0.1f) ? PlainDoorsAndWindows.Glass() : material;
}
