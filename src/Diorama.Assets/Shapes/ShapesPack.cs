using Diorama.Assets.Packs;

namespace Diorama.Assets.Shapes;

/// <summary>The pack of solids that the program generates.</summary>
public static class ShapesPack {
    public static Pack Pack { get; } = new() {
        Name = "shapes", Summary = "Cube, sphere, cylinder and cone.", Licence = "CC0-1.0", BuildIndex = _ => BasicShapes.Assets,
        LoadModel = (_, asset) => BasicShapes.Load(asset),
    };
}
