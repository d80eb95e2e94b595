namespace Diorama.Assets.Animals;

/// <summary>One motion of an animal, which can be repeated without a seam.</summary>
public sealed class AnimalClip {
    /// <summary>Name of the clip, unique in the model: the action, with a number from the second clip on: "walk", "idle-2".</summary>
    public required string Name { get; init; }
    /// <summary>Name of the action: "idle", "walk", "run", "feeding", "death", …</summary>
    public required string Action { get; init; }
    /// <summary>Duration of one cycle, seconds.</summary>
    public required float Seconds { get; init; }
    /// <summary>
    /// Distance that the animal must move forward (−Y) during one cycle so that its feet do not slide, metres; 0 for motions on the spot.
    /// </summary>
    public required float Stride { get; init; }
    /// <summary>States of all bones; the frames after the first <see cref="Frames"/> repeat the beginning.</summary>
    public required PsaFile Motion { get; init; }
    /// <summary>Number of frames of one cycle: all, except a last one that repeats the first.</summary>
    public required int Frames { get; init; }

    internal AnimalClip Scaled(float metresPerUnit) =>
        new() { Name = Name, Action = Action, Seconds = Seconds, Stride = Stride * metresPerUnit, Motion = Motion, Frames = Frames };

    public override string ToString() => Name;
}
