namespace Diorama.Rendering.Labels;

/// <summary>Which labels a <see cref="LabelPass"/> makes; docs/labels.md defines each.</summary>
[Flags]
public enum LabelSet {
    None = 0,
    Instance = 1 << 0,
    Part = 1 << 1,
    Material = 1 << 2,
    Class = 1 << 3,
    DepthZ = 1 << 4,
    Distance = 1 << 5,
    Position = 1 << 6,
    NormalGeometricWorld = 1 << 7,
    NormalGeometricCamera = 1 << 8,
    NormalShadingWorld = 1 << 9,
    NormalShadingCamera = 1 << 10,
    Albedo = 1 << 11,
    Roughness = 1 << 12,
    Metallic = 1 << 13,
    Emission = 1 << 14,
    Uv = 1 << 15,
    ObjectCoordinates = 1 << 16,
    FlowForward = 1 << 17,
    FlowBackward = 1 << 18,
    OcclusionForward = 1 << 19,
    OcclusionBackward = 1 << 20,
    SceneFlowForward = 1 << 21,
    SceneFlowBackward = 1 << 22,
    /// <summary>Per object: visible pixels, visible, amodal and untruncated box, 3D box.</summary>
    Boxes = 1 << 23,
    Poses = 1 << 24,
    Keypoints = 1 << 25,
    /// <summary>Per object the pixels it shows.</summary>
    VisibleMasks = 1 << 26,
    /// <summary>Per object the pixels it would show if nothing stood in front, and with them the visible fraction.</summary>
    AmodalMasks = 1 << 27,

    Ids = Instance | Part | Material | Class,
    Normals = NormalGeometricWorld | NormalGeometricCamera | NormalShadingWorld | NormalShadingCamera,
    Basic = Ids | DepthZ | Distance | Position | Normals | Albedo | Uv | Boxes | Poses,
    /// <summary>What needs the next frame.</summary>
    Forward = FlowForward | OcclusionForward | SceneFlowForward,
    /// <summary>What needs the previous frame.</summary>
    Backward = FlowBackward | OcclusionBackward | SceneFlowBackward,
    All = (1 << 28) - 1,
}
