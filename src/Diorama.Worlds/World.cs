using Diorama.Assets.Index;
using Diorama.Rendering.Scenes;
using Diorama.Sensors;
using Diorama.Worlds.Places;

namespace Diorama.Worlds;

/// <summary>One sampled scene with its cameras and the record of how it came about; ready to be prepared, rendered and labelled.</summary>
public sealed class World : IDisposable {
    public required Scene Scene { get; init; }
    /// <summary>
    /// Nodes that carry the cameras of the rig, in the recipe's order; their names are file name parts ("" for a single camera).
    /// </summary>
    public required IReadOnlyList<Node> Cameras { get; init; }
    /// <summary>Frames of this scene are at index / <see cref="FrameRate"/> seconds.</summary>
    public int FrameCount { get; init; } = 1;
    public double FrameRate { get; init; } = 24;
    /// <summary>Objects that are assets, with their places; what was built by code need not be among them.</summary>
    public IReadOnlyList<PlacedObject> Objects { get; init; } = [];
    /// <summary>The panorama around it, when it has one.</summary>
    public Asset? Panorama { get; init; }
    /// <summary>Works that its images show: of its objects, then the panorama.</summary>
    public IEnumerable<Asset> Assets => Objects.Select(o => o.Asset).Concat(Panorama is null ? [] : [Panorama]);
    public PlacementReport Report { get; init; } = new();
    /// <summary>Every value that was drawn for this scene, by its path in the recipe, in the order of drawing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];
    /// <summary>Settings of the sensor that takes the pictures; null if pictures are the rendered image, exposed and encoded.</summary>
    public SensorSettings? Sensor { get; init; }
    /// <summary>Steps that change the finished pictures, in order, such as learned noise.</summary>
    public IReadOnlyList<IPictureStage> PictureStages { get; init; } = [];
    /// <summary>
    /// The scene as it was prepared to place the cameras, good for every frame unless things move; null when it must be prepared anew.
    /// </summary>
    public RenderScene? Prepared { get; init; }

    public void Dispose() => Prepared?.Dispose();
}
