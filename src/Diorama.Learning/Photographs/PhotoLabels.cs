using System.Collections.Immutable;
using Diorama.Core.Images;
using Diorama.Learning.Detectors;

namespace Diorama.Learning.Photographs;

/// <summary>A face with its mesh and, if they were wanted, its eyes.</summary>
public sealed record LabelledFace(FaceLandmarks Mesh, ImmutableArray<EyeLandmarks> Eyes);

/// <summary>What was found in a photograph; null is what was not looked for. All coordinates are pixels of the photograph.</summary>
public sealed record PhotoLabels {
    public IReadOnlyList<FoundRegion>? Faces { get; init; }
    public IReadOnlyList<LabelledFace>? FaceMeshes { get; init; }
    public IReadOnlyList<BodyPose>? Poses { get; init; }
    public IReadOnlyList<HandLandmarks>? Hands { get; init; }
    public IReadOnlyList<FoundObject>? Objects { get; init; }
    /// <summary>How sure it is that a pixel shows a person, 0 to 1.</summary>
    public Image<float>? PersonMask { get; init; }
    /// <summary>How sure it is that a pixel shows what stands in front, 0 to 1.</summary>
    public Image<float>? Foreground { get; init; }
}
