using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Reads the <c>lens</c> object of a camera's <c>extras.diorama</c>, as <see cref="LensJson"/> writes it; optional parameters that are
/// missing have their default value.
/// </summary>
internal static class GltfLenses {
    public static Lens Read(GltfValue lens, int width, int height) {
        string model = lens.Need("model").Text();
        try {
            return LensJson.Read(model, (name, usual) => usual is { } value ? lens.Number(name, value) : lens.Need(name).Number(), width,
                height)
                ?? throw lens.Document.Bad($"{lens.Path}.model", $"{LensJson.Names} was expected, found '{model}'");
        } catch (ArgumentException e) {
            throw lens.Document.Bad(lens.Path, $"its parameters make no lens, {e.Message.Split(" (Parameter")[0]}");
        }
    }
}
