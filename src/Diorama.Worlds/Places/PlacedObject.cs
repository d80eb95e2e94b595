using Diorama.Assets.Index;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Places;

/// <summary>An asset with its pose in a scene.</summary>
public sealed class PlacedObject {
    public required Asset Asset { get; init; }
    public required AssetModel Model { get; init; }
    /// <summary>Pose of the asset frame; a rigid transform.</summary>
    public required Affine3 WorldFromAsset { get; init; }
    public required SupportKind Support { get; init; }
    /// <summary>Object that supports this one, if <see cref="Support"/> is Object.</summary>
    public PlacedObject? On { get; init; }
    /// <summary>Node of the object in the scene; null before it is added.</summary>
    public Node? Node { get; set; }
    /// <summary>Index of the room, −1 outdoors.</summary>
    public int Room { get; init; } = -1;

    /// <summary>Adds a node with the object's class and name to a scene, unless the object has one.</summary>
    public void AddTo(Scene scene) {
        ArgumentNullException.ThrowIfNull(scene);
        if (Node is not null) return;
        Node = new() { Name = Asset.Id, Class = Asset.Class, Matrix = WorldFromAsset };
        Model.AddTo(Node);
        scene.Nodes.Add(Node);
    }
}
