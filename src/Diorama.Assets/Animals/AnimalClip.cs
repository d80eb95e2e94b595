namespace Diorama.Assets.Animals;

/// <summary>One motion of an animal, to be repeated without a seam.</summary>
public sealed class AnimalClip {
    /// <summary>Unique in the model: the action, with a number from the second on: "walk", "idle-2".</summary>
    public required string Name { get; init; }
    /// <summary>"idle", "walk", "run", "feeding", "death", …</summary>
    public required string Action { get; init; }
    /// <summary>Length of one cycle.</summary>
    public required float Seconds { get; init; }
    /// <summary>Metres that the animal must be moved forward (−Y) during one cycle for its feet not to slide; 0 when it stays.</summary>
    public required float Stride { get; init; }
    /// <summary>The states of all bones; those after the first <see cref="Frames"/> repeat the beginning.</summary>
    public required PsaFile Motion { get; init; }
    /// <summary>Frames of one cycle: all but a last one that repeats the first.</summary>
    public required int Frames { get; init; }

    internal AnimalClip Scaled(float metresPerUnit) =>
        new() { Name = Name, Action = Action, Seconds = Seconds, Stride = Stride * metresPerUnit, Motion = Motion, Frames = Frames };

    public override string ToString() => Name;
}
