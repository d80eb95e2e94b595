namespace Diorama.Rendering.Scenes;

/// <summary>A named set of channels on a common clock, in seconds (glTF 2.0 section 3.11).</summary>
public sealed class Animation {
    public string Name { get; set; } = "";
    public List<AnimationChannel> Channels { get; } = [];
}

public enum AnimationTarget { Translation, Rotation, Scale, MorphWeights }

public enum Interpolation { Step, Linear, CubicSpline }

/// <summary>
/// Key frames of one property of one node. <see cref="Values"/> holds for each key 3 numbers (translation), 4 (rotation, quaternion xyzw),
/// 3 (scale) or one per morph target; for cubic splines the in-tangent, the value and the out-tangent follow one another.
/// </summary>
public sealed class AnimationChannel {
    public required Node Node { get; init; }
    public required AnimationTarget Target { get; init; }
    public required Interpolation Interpolation { get; init; }
    /// <summary>Times of the keys in seconds, strictly increasing.</summary>
    public required float[] Times { get; init; }
    public required float[] Values { get; init; }
}
