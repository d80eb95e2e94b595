using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Cameras;

/// <summary>The cameras of a scene and how well they meet the recipe.</summary>
public sealed class PlacedCameras {
    /// <summary>
    /// Nodes that carry the cameras, appended to the scene; named by their part of file names: "" for a single camera, "left" and
    /// "right" for stereo, then the rig's. Empty when no place had the clearance asked for.
    /// </summary>
    public required IReadOnlyList<Node> Cameras { get; init; }
    /// <summary>Null when everything that the recipe asks of cameras is met; else the cameras are the best that was found.</summary>
    public PlacementFailure? Failure { get; init; }
    /// <summary>Subjects seen in the first frame.</summary>
    public int VisibleSubjects { get; init; }
    /// <summary>Poses that were looked at.</summary>
    public int Tries { get; init; }
}
