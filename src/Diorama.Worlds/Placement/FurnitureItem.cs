using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Assets.Index;
using Diorama.Worlds.Caches;

namespace Diorama.Worlds.Placement;

/// <summary>An asset that can be placed, with its geometry and the columns of its box that are filled.</summary>
internal sealed class FurnitureItem {
    private static readonly ConditionalWeakTable<AssetModel, AssetColumns> Shapes = [];

    public Asset Asset { get; }
    public AssetModel Model { get; }
    public AssetColumns Shape { get; }
    public string Class => Asset.Class;
    public Vector3 Size => Shape.Size;
    /// <summary>Distance from the origin to the back, metres.</summary>
    public float Back => Shape.Max.Y;
    /// <summary>Distance from the origin to the front, metres.</summary>
    public float Front => -Shape.Min.Y;

    public FurnitureItem(AssetModel model, ComputedCache? cache = null) {
        (Asset, Model) = (model.Asset, model);
        Shape = ShapeOf(model, cache);
    }

    /// <summary>Filled columns of a model: computed once for each, or taken from the cache.</summary>
    public static AssetColumns ShapeOf(AssetModel model, ComputedCache? cache = null) =>
        Shapes.TryGetValue(model, out AssetColumns? known) ? known : Shapes.GetValue(model, m => ColumnFile.Of(m.Parts, cache));

    public Footprint At(PlanarPose pose) => Footprint.Of(Shape.Min, Shape.Max, pose);
}
