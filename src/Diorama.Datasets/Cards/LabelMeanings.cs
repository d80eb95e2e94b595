using Diorama.Datasets.Labels;

namespace Diorama.Datasets.Cards;

/// <summary>One line about each label image of docs/labels.md, for those who have the dataset and not the program.</summary>
internal static class LabelMeanings {
    public static string Of(string label) => label switch {
        "instance" => "id of the object in its frame's `objects`, 0 is background; 16-bit PNG",
        "part" => "place (from 1) in the object's `parts`, 0 is background; 16-bit PNG",
        "material" => "place (from 1) in the frame's `materials`, 0 is background; 16-bit PNG",
        "class" => "id of the class table below, 0 is background or no class; 16-bit PNG",
        "depth_z" => "metres along the camera's +Z axis, +∞ is background; 32-bit EXR, channel `Y`",
        "distance" => "metres along the ray, +∞ is background; 32-bit EXR, channel `Y`",
        "position" => "world position, metres, NaN is background; 32-bit EXR, `R,G,B` = x, y, z",
        "normal_geometric_world" => "unit normal of the triangle, world axes, 0 is background; 16-bit EXR",
        "normal_geometric_camera" => "unit normal of the triangle, camera axes, 0 is background; 16-bit EXR",
        "normal_shading_world" => "unit normal as shaded (interpolated and mapped), world axes, 0 is background; 16-bit EXR",
        "normal_shading_camera" => "unit normal as shaded (interpolated and mapped), camera axes, 0 is background; 16-bit EXR",
        "uv" => "first texture coordinates, v runs down; 16-bit EXR, `R,G` = u, v",
        "object_coordinates" => "place within the object's box, 0 to 1 (NOCS); 16-bit EXR",
        "albedo" => "base colour, linear Rec.709; 16-bit EXR",
        "roughness" => "0 to 1; 16-bit EXR, channel `Y`",
        "metallic" => "0 to 1; 16-bit EXR, channel `Y`",
        "emission" => "radiance sent out towards the camera, linear Rec.709; 16-bit EXR",
        "flow_forward" => "(dx, dy) in pixels to the next frame, NaN is unknown; 32-bit EXR, `R,G`",
        "flow_backward" => "(dx, dy) in pixels to the previous frame, NaN is unknown; 32-bit EXR, `R,G`",
        "occlusion_forward" => "in the next frame: 0 visible, 1 occluded, 2 outside, 3 undefined; 8-bit PNG",
        "occlusion_backward" => "in the previous frame: 0 visible, 1 occluded, 2 outside, 3 undefined; 8-bit PNG",
        "scene_flow_forward" => "world displacement to the next frame, metres, NaN is background; 32-bit EXR",
        "scene_flow_backward" => "world displacement to the previous frame, metres, NaN is background; 32-bit EXR",
        LabelNames.SensorDepth =>
            "depth as a structured-light camera would measure it, metres, 0 where it would not; 32-bit EXR, channel `Y`",
        LabelNames.Radiance => "the picture before exposure and camera, W·sr⁻¹·m⁻², linear Rec.709, unclipped; 32-bit EXR",
        _ => "see docs/labels.md of Diorama",
    };
}
