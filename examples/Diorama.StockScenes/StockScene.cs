using Diorama.Rendering.Scenes;

namespace Diorama.StockScenes;

/// <summary>A scene for pictures and measurements, with its only camera on the node "camera".</summary>
/// <param name="Name">As it stands in the report.</param>
/// <param name="Scene">Environment maps included; every emissive material has a back that nothing can see.</param>
public sealed record StockScene(string Name, Scene Scene) {
    public const string CameraNode = "camera";

    /// <summary>Names of the scenes of `bench render`, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["room", "lamps", "outdoors"];

    /// <summary>The scenes of `bench render`, at the size of picture they are framed for.</summary>
    public static IReadOnlyList<StockScene> All(int width, int height) =>
        [FurnishedRoom.Build(width, height), LampRoom.Build(width, height), Outdoors.Build(width, height)];

    /// <summary>Triangles of all instances together.</summary>
    public long TriangleCount => Scene.Nodes.Sum(n => n.Parts.Sum(p => (long)p.Mesh.TriangleCount));
}
