using Diorama.Core.Randomness;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Frames;

/// <summary>Settings for rendering frames of a world.</summary>
public sealed record FrameSettings {
    /// <summary>Number of paths per pixel; 0 makes labels without pictures.</summary>
    public int Samples { get; init; } = 64;
    public int Bounces { get; init; } = 8;
    /// <summary>Exposure of pictures in stops; null chooses it per scene, see <see cref="AutoExposure"/>.</summary>
    public double? Exposure { get; init; }
    /// <summary>Label images to make. Labels per object (boxes, poses, keypoints, visible masks) are always made.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Basic;
    /// <summary>What counts as visible in labels: glass and alpha.</summary>
    public LabelPolicy Policy { get; init; } = new();
    public ulong Seed { get; init; }
    /// <summary>True if depth is also measured as a structured-light camera would.</summary>
    public bool SensorDepth { get; init; }
    /// <summary>True if the linear radiance, before exposure and camera, is kept too.</summary>
    public bool Radiance { get; init; }
    /// <summary>Number of worker threads for one frame; 0 uses every processor. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Labels that every record holds, whatever label images were asked for.</summary>
    public static readonly LabelSet PerObject = LabelTable.Boxes | LabelTable.Poses | LabelTable.Keypoints | LabelTable.VisibleMasks;

    /// <summary>Computes the seed of the path tracer for one image.</summary>
    internal uint ImageSeed(long scene, int index, int camera, int attempt) {
        Keyed key = ImageKey("image", scene, index, camera);
        return (uint)(attempt == 0 ? key : key.With("attempt").With((long)attempt)).State;
    }

    /// <summary>Computes the key of a random process in one image.</summary>
    internal Keyed ImageKey(string name, long scene, int index, int camera) =>
        Keyed.Start(Seed).With("scene").With(scene).With(name).With((long)index).With((long)camera);
}
