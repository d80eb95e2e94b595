using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Cameras;

/// <summary>The cameras of a scene, and whether they meet the recipe's requirements.</summary>
public sealed class PlacedCameras {
    /// <summary>
    /// Nodes that carry the cameras, added to the scene. Their names are parts of file names: "" for a single camera, "left" and "right"
    /// for stereo, then those of the rig. Empty if no place had the required clearance.
    /// </summary>
    public required IReadOnlyList<Node> Cameras { get; init; }
    /// <summary>
    /// Failure of the placement; null if all requirements of the recipe are met, otherwise the cameras are the best that were found.
    /// </summary>
    public PlacementFailure? Failure { get; init; }
    /// <summary>Number of subjects visible in the first frame.</summary>
    public int VisibleSubjects { get; init; }
    /// <summary>Number of poses that were tried.</summary>
    public int Tries { get; init; }
}
