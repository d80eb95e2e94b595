using Diorama.Core.Randomness;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Frames;

/// <summary>How frames are made from a world.</summary>
public sealed record FrameSettings {
    /// <summary>Paths per pixel; 0 makes labels alone.</summary>
    public int Samples { get; init; } = 64;
    public int Bounces { get; init; } = 8;
    /// <summary>Stops added to pictures; null chooses them per scene, see <see cref="AutoExposure"/>.</summary>
    public double? Exposure { get; init; }
    /// <summary>Label images. What is known per object (boxes, poses, keypoints, visible masks) is always made.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Basic;
    public ulong Seed { get; init; }
    /// <summary>Also measure depth as a structured-light camera would.</summary>
    public bool SensorDepth { get; init; }
    /// <summary>Also keep pictures before exposure and camera.</summary>
    public bool Radiance { get; init; }
    /// <summary>Worker threads for one frame; 0 uses every processor. No result depends on it.</summary>
    public int Threads { get; init; }

    /// <summary>What every record states, whatever images were asked for.</summary>
    public static readonly LabelSet PerObject = LabelTable.Boxes | LabelTable.Poses | LabelTable.Keypoints | LabelTable.VisibleMasks;

    /// <summary>The seed of the path tracer for one image.</summary>
    internal uint ImageSeed(long scene, int index, int camera, int attempt) {
        Keyed key = ImageKey("image", scene, index, camera);
        return (uint)(attempt == 0 ? key : key.With("attempt").With((long)attempt)).State;
    }

    /// <summary>Of something random in one image.</summary>
    internal Keyed ImageKey(string name, long scene, int index, int camera) =>
        Keyed.Start(Seed).With("scene").With(scene).With(name).With((long)index).With((long)camera);
}
