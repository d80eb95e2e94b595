using Diorama.Assets;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;

namespace Diorama.Worlds;

/// <summary>One sampled scene with its cameras and the record of how it came about; ready to be prepared, rendered and labelled.</summary>
public sealed class World : IDisposable {
    public required Scene Scene { get; init; }
    /// <summary>Nodes that carry the cameras of the rig, in the recipe's order; their names are file name parts ("" for a single camera).</summary>
    public required IReadOnlyList<Node> Cameras { get; init; }
    /// <summary>Frames of this scene are at index / <see cref="FrameRate"/> seconds.</summary>
    public int FrameCount { get; init; } = 1;
    public double FrameRate { get; init; } = 24;
    public required IReadOnlyList<PlacedObject> Objects { get; init; }
    /// <summary>The panorama around it, when it has one.</summary>
    public Asset? Panorama { get; init; }
    /// <summary>Works that its images show: of its objects, then the panorama.</summary>
    public IEnumerable<Asset> Assets => Objects.Select(o => o.Asset).Concat(Panorama is null ? [] : [Panorama]);
    public required PlacementReport Report { get; init; }
    /// <summary>Every value that was drawn for this scene, by its path in the recipe, in the order of drawing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];
    /// <summary>The camera that takes the pictures; null where pictures are the rendered image.</summary>
    public SensorChoice? Sensor { get; init; }
    /// <summary>The learned noise on its pictures; null for none.</summary>
    public NoiseChoice? Noise { get; init; }
    /// <summary>The scene as it was prepared to place the cameras, good for every frame unless things move; null when it must be prepared anew.</summary>
    public RenderScene? Prepared { get; init; }

    public void Dispose() => Prepared?.Dispose();
}

/// <summary>What a thing stands or hangs on.</summary>
public enum SupportKind { Floor, Wall, Ceiling, Object, Ground, Floating }

/// <summary>A thing that was put into the world.</summary>
public sealed class PlacedObject {
    public required Asset Asset { get; init; }
    public required AssetModel Model { get; init; }
    /// <summary>Rigid; the model is in the asset frame.</summary>
    public required Affine3 WorldFromAsset { get; init; }
    public required SupportKind Support { get; init; }
    /// <summary>The object that it stands on, when <see cref="Support"/> is Object.</summary>
    public PlacedObject? On { get; init; }
    /// <summary>Its node in the scene.</summary>
    public Node? Node { get; set; }
    /// <summary>Index of the room, −1 outdoors.</summary>
    public int Room { get; init; } = -1;

    /// <summary>Gives it a node of its class and name in a scene, unless it has one.</summary>
    public void AddTo(Scene scene) {
        ArgumentNullException.ThrowIfNull(scene);
        if (Node is not null) return;
        Node = new() { Name = Asset.Id, Class = Asset.Class, Matrix = WorldFromAsset };
        Node.Parts.AddRange(Model.Parts);
        scene.Nodes.Add(Node);
    }
}

/// <summary>What was asked for, what was placed, and why the rest was not.</summary>
public sealed class PlacementReport {
    /// <summary>Attempts at the scene, the successful one included.</summary>
    public int Attempts { get; set; } = 1;
    /// <summary>Objects asked for per class.</summary>
    public SortedDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Placed { get; } = new(StringComparer.Ordinal);
    /// <summary>One entry per object that could not be placed.</summary>
    public List<PlacementFailure> Failures { get; } = [];
}

/// <param name="Class">Class of the object.</param>
/// <param name="Reason">From a closed list, so that it can be counted.</param>
/// <param name="Attempt">The attempt at the scene in which it failed.</param>
public sealed record PlacementFailure(string Class, PlacementReason Reason, int Attempt);

public enum PlacementReason { NoAsset, NoFreeSpace, BlocksPath, NoSupport, Overlap, NotSettled, LeftTheRoom, NoCamera }
