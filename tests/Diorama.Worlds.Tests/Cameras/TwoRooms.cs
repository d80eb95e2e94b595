using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Tests.Cameras;

/// <summary>
/// Two rooms of 5 × 4 × 2.6 m side by side, joined by a doorway 0.9 m wide in a wall 0.2 m thick, with boxes as furniture.
/// </summary>
internal static class TwoRooms {
    public const float Height = 2.6f;

    public static Scene Build() {
        var scene = new Scene();
        var paint = new Material { Name = "paint", BaseColor = new(0.8f) };
        Box(scene, paint, null, "floor", new(5.1f, 2, -0.05f), new(10.6f, 4.4f, 0.1f));
        Box(scene, paint, null, "ceiling", new(5.1f, 2, Height + 0.05f), new(10.6f, 4.4f, 0.1f));
        Box(scene, paint, null, "wall", new(5.1f, -0.1f, 1.3f), new(10.6f, 0.2f, Height));
        Box(scene, paint, null, "wall", new(5.1f, 4.1f, 1.3f), new(10.6f, 0.2f, Height));
        Box(scene, paint, null, "wall", new(-0.1f, 2, 1.3f), new(0.2f, 4.4f, Height));
        Box(scene, paint, null, "wall", new(10.3f, 2, 1.3f), new(0.2f, 4.4f, Height));
        Box(scene, paint, null, "wall", new(5.1f, 0.75f, 1.3f), new(0.2f, 1.5f, Height));
        Box(scene, paint, null, "wall", new(5.1f, 3.2f, 1.3f), new(0.2f, 1.6f, Height));
        Box(scene, paint, "sofa", "sofa", new(1.2f, 0.5f, 0.4f), new(2, 0.9f, 0.8f));
        Box(scene, paint, "table", "table", new(2.5f, 2.2f, 0.375f), new(1.2f, 0.7f, 0.75f));
        Box(scene, paint, "wardrobe", "wardrobe", new(0.9f, 3.1f, 1.1f), new(1.6f, 1.6f, 2.2f));
        Box(scene, paint, "lamp", "lamp", new(3.9f, 0.8f, 0.9f), new(0.03f, 0.03f, 1.8f));
        Box(scene, paint, "bed", "bed", new(8.5f, 3, 0.25f), new(2, 1.6f, 0.5f));
        Box(scene, paint, "chair", "chair", new(7, 1, 0.45f), new(0.5f, 0.5f, 0.9f));
        return scene;
    }

    public static CameraSpace Space(params CameraArea[] more) => new() {
        Areas = [
            new([new(0, 0), new(5, 0), new(5, 4), new(0, 4)], 0, Height),
            new([new(5.2f, 0), new(10.2f, 0), new(10.2f, 4), new(5.2f, 4)], 0, Height),
            new([new(5, 1.5f), new(5.2f, 1.5f), new(5.2f, 2.4f), new(5, 2.4f)], 0, Height, Passage: true),
            .. more],
    };

    public static Node Box(Scene scene, Material material, string? kind, string name, Vector3 centre, Vector3 size) {
        var node = new Node { Name = name, Class = kind, Translation = centre };
        node.Parts.Add(new(Primitives.Box(size), material));
        scene.Nodes.Add(node);
        return node;
    }
}
