using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Assets.Index;
using Diorama.Worlds.Caches;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>An asset with its geometry and its occupied space.</summary>
internal sealed class Piece {
    private static readonly ConditionalWeakTable<AssetModel, AssetColumns> Shapes = [];

    public Asset Asset { get; }
    public AssetModel Model { get; }
    public AssetColumns Shape { get; }
    public string Class => Asset.Class;
    public Vector3 Size => Shape.Size;
    /// <summary>Distance from the origin to the back, metres.</summary>
    public float Back => Shape.Max.Y;
    public float Front => -Shape.Min.Y;

    public Piece(AssetModel model, ComputedCache? cache = null) {
        (Asset, Model) = (model.Asset, model);
        Shape = ShapeOf(model, cache);
    }

    /// <summary>Returns the occupied space of a model, computed once or read from the cache.</summary>
    public static AssetColumns ShapeOf(AssetModel model, ComputedCache? cache = null) =>
        Shapes.TryGetValue(model, out AssetColumns? known) ? known : Shapes.GetValue(model, m => ColumnFile.Of(m.Parts, cache));

    public Footprint At(PlanarPose stance) => Footprint.Of(Shape.Min, Shape.Max, stance);
}

/// <summary>A piece with its pose in the room.</summary>
internal sealed class Thing {
    public required Piece Piece { get; init; }
    public required PlanarPose PlanarPose { get; init; }
    public required SupportKind Support { get; init; }
    public Thing? On { get; init; }
    /// <summary>True for an object that may stand under the edge of a table, or for a table.</summary>
    public bool Nested { get; init; }
    public Footprint Footprint { get; }
    public string Class => Piece.Class;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public Thing(Piece piece, PlanarPose stance, SupportKind support, Thing? on = null) {
        (Piece, PlanarPose, Support, On) = (piece, stance, support, on);
        Footprint = piece.At(stance);
    }
}
