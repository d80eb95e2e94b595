namespace Diorama.Rendering.Scenes;

/// <summary>A named set of channels on one clock, in seconds (glTF 2.0 section 3.11).</summary>
public sealed class Animation {
    public string Name { get; set; } = "";
    public List<AnimationChannel> Channels { get; } = [];
}

public enum AnimationTarget { Translation, Rotation, Scale, MorphWeights }

public enum Interpolation { Step, Linear, CubicSpline }

/// <summary>
/// Key frames of one property of one node. <see cref="Values"/> holds, per key, 3, 4 (quaternion xyzw), 3 or
/// morph-count numbers; for cubic splines in-tangent, value and out-tangent stand behind one another.
/// </summary>
public sealed class AnimationChannel {
    public required Node Node { get; init; }
    public required AnimationTarget Target { get; init; }
    public required Interpolation Interpolation { get; init; }
    /// <summary>Strictly increasing, seconds.</summary>
    public required float[] Times { get; init; }
    public required float[] Values { get; init; }
}
