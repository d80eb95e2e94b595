using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Labels;

/// <summary>The images of a <see cref="LabelFrame"/> by the names of docs/labels.md; the type of the pixels says what a label is.</summary>
public static class LabelImages {
    /// <summary>
    /// Those that were made: <c>Image&lt;uint&gt;</c> ids, <c>Image&lt;byte&gt;</c> states, <c>Image&lt;float&gt;</c>,
    /// <c>Image&lt;Vector2&gt;</c> and <c>Image&lt;Vector3&gt;</c> measures.
    /// </summary>
    public static IEnumerable<(string Name, object Image)> Of(LabelFrame f) {
        (string Name, object? Image)[] all = [
            ("instance", f.Instance), ("part", f.Part), ("material", f.Material), ("class", f.Class),
            ("depth_z", f.DepthZ), ("distance", f.Distance), ("roughness", f.Roughness), ("metallic", f.Metallic), ("position", f.Position),
            ("normal_geometric_world", f.NormalGeometricWorld), ("normal_geometric_camera", f.NormalGeometricCamera),
            ("normal_shading_world", f.NormalShadingWorld), ("normal_shading_camera", f.NormalShadingCamera),
            ("albedo", f.Albedo), ("emission", f.Emission), ("object_coordinates", f.ObjectCoordinates),
            ("scene_flow_forward", f.SceneFlowForward), ("scene_flow_backward", f.SceneFlowBackward),
            ("uv", f.Uv), ("flow_forward", f.FlowForward), ("flow_backward", f.FlowBackward),
            ("occlusion_forward", f.OcclusionForward), ("occlusion_backward", f.OcclusionBackward)];
        foreach ((string name, object? image) in all) {
            if (image is not null) yield return (name, image);
        }
    }

    /// <summary>The letters of a label's components in a layered file.</summary>
    internal static string Letters(string name) => name switch {
        "albedo" or "emission" or LabelNames.Radiance => "RGB",
        "uv" => "UV",
        _ when name.StartsWith("flow", StringComparison.Ordinal) => "XY",
        _ => "XYZ",
    };

    /// <summary>16-bit ids as PNG holds them.</summary>
    /// <exception cref="OverflowException">An id above 65,535.</exception>
    internal static Image<ushort> Ids16(Image<uint> ids) =>
        new(ids.Width, ids.Height, Array.ConvertAll(ids.Pixels, id => checked((ushort)id)));
}
