using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Labels;

/// <summary>
/// Writes <c>objects.json</c> of a single frame: all objects of the scene, visible or not, with the conventions of the numbers.
/// </summary>
public static class ObjectsFile {
    public static void Write(string path, LabelFrame frame, RenderScene scene, CameraRays camera) {
        var root = new JsonObject {
            ["conventions"] = JsonSerializer.SerializeToNode(Conventions.Ours, DatasetJson.Line),
            ["width"] = frame.Width, ["height"] = frame.Height,
            ["camera"] = new JsonObject {
                ["name"] = camera.Camera.Name, ["lens"] = LensJson.Write(camera.Camera.Lens),
                ["world_from_camera"] = JsonSerializer.SerializeToNode(ObjectRecords.Rows(camera.WorldFromCamera), DatasetJson.Line),
            },
            ["classes"] = Named(scene.Source.Classes), ["materials"] = Named(scene.MaterialList.Select(m => m.Name)),
            ["objects"] = JsonSerializer.SerializeToNode(frame.Objects.Select(o =>
                ObjectRecords.Of(o, frame, scene.Objects[o.Id - 1], o.ClassId, o.ClassId > 0 ? scene.Source.Classes[o.ClassId - 1] : null,
                null)), DatasetJson.Line),
        };
        // Of a scene that was moved to the origin; what is written has to be added to it.
        if (scene.Source.Origin is var origin && origin != default)
            root["world_origin"] = new JsonArray(origin.X, origin.Y, origin.Z);
        AtomicFile.WriteStream(path, stream => {
            using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = DatasetJson.Line.Encoder });
            root.WriteTo(writer);
        });
    }

    private static JsonArray Named(IEnumerable<string> names) =>
        new([.. names.Select((name, i) => (JsonNode)new JsonObject { ["id"] = i + 1, ["name"] = name })]);
}
