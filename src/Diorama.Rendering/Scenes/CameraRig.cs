using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.Scenes;

/// <summary>One camera of a rig and its fixed pose in the rig (both with OpenCV axes: +X right, +Y down, +Z forward; metres).</summary>
public readonly record struct RigCamera(string Name, Camera Camera, Affine3 RigFromCamera);

/// <summary>
/// Cameras with fixed poses relative to one another. The rig is only a way to create nodes: once attached, they are ordinary cameras.
/// </summary>
public sealed class CameraRig {
    public List<RigCamera> Cameras { get; } = [];

    /// <summary>Adds a copy of <paramref name="camera"/> with a name of its own.</summary>
    public CameraRig Add(string name, Camera camera, Affine3 rigFromCamera) {
        ArgumentNullException.ThrowIfNull(camera);
        if (Cameras.Exists(c => c.Name == name)) throw new ArgumentException($"the rig has a camera named '{name}' already", nameof(name));
        Cameras.Add(new(name, camera.Named(name), rigFromCamera));
        return this;
    }

    /// <summary>
    /// Appends one node per camera to the scene, below <paramref name="parent"/>, which must already be in the scene (null: the world).
    /// The rig is attached to the parent as a camera would be: it looks along the parent's −Z with +Y up. Returns the new nodes in order.
    /// </summary>
    public Node[] Attach(Scene scene, Node? parent) {
        ArgumentNullException.ThrowIfNull(scene);
        if (parent is not null && !scene.Nodes.Contains(parent))
            throw new ArgumentException("the parent of a rig must be a node of the scene", nameof(parent));
        var nodes = new Node[Cameras.Count];
        var rigFromNode = Camera.NodeFromCamera.Inverse();
        for (int i = 0; i < nodes.Length; i++) {
            var (name, camera, rigFromCamera) = Cameras[i];
            nodes[i] = new() {
                Name = name,
                Parent = parent,
                Camera = camera,
                Matrix = Camera.NodeFromCamera * rigFromCamera * rigFromNode,
            };
        }
        scene.Nodes.AddRange(nodes);
        return nodes;
    }
}
