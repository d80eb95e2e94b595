using Diorama.Assets.Index;
using Diorama.Rendering.Scenes;
using Diorama.Sensors;
using Diorama.Worlds.Places;

namespace Diorama.Worlds;

/// <summary>One sampled scene with its cameras and a report of how it was built; ready to be prepared, rendered and labelled.</summary>
public sealed class World : IDisposable {
    public required Scene Scene { get; init; }
    /// <summary>
    /// Nodes that carry the cameras of the rig, in the recipe's order; their names are parts of file names ("" for a single camera).
    /// </summary>
    public required IReadOnlyList<Node> Cameras { get; init; }
    /// <summary>Number of frames; frame i is at the time i / <see cref="FrameRate"/> seconds.</summary>
    public int FrameCount { get; init; } = 1;
    public double FrameRate { get; init; } = 24;
    /// <summary>Objects that are assets, with their poses; objects built by code need not be included.</summary>
    public IReadOnlyList<PlacedObject> Objects { get; init; } = [];
    /// <summary>Panorama that surrounds the scene; null if there is none.</summary>
    public Asset? Panorama { get; init; }
    /// <summary>Assets that the images show: those of the objects, then the panorama; for attribution.</summary>
    public IEnumerable<Asset> Assets => Objects.Select(o => o.Asset).Concat(Panorama is null ? [] : [Panorama]);
    public PlacementReport Report { get; init; } = new();
    /// <summary>All values drawn for this scene, by their paths in the recipe, in the order of drawing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];
    /// <summary>Camera whose sensor is simulated; null if the images are the rendered ones.</summary>
    public SensorSettings? Sensor { get; init; }
    /// <summary>Learned noise of the images; null for none.</summary>
    public IReadOnlyList<IPictureStage> PictureStages { get; init; } = [];
    /// <summary>
    /// The scene as prepared for placing the cameras, valid for every frame unless objects move; null if it must be prepared again.
    /// </summary>
    public RenderScene? Prepared { get; init; }

    public void Dispose() => Prepared?.Dispose();
}
