using Diorama.Assets.Index;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Places;

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
