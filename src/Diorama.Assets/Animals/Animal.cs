using Diorama.Assets.Index;

namespace Diorama.Assets.Animals;

/// <summary>An animal: a class with the actor of the game that shows it.</summary>
/// <param name="Class">Class in the taxonomy.</param>
/// <param name="Name">Name for display.</param>
/// <param name="Actor">Name of the actor file, such as "art/actors/fauna/deer.xml".</param>
public sealed record Animal(string Class, string Name, string Actor) {
    /// <summary>Names of the variants to choose, see <see cref="ActorFile.Read"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
    /// <summary>
    /// Length of the game's unit, metres. The game shows most walking animals 2.5 times as large as life (a horse is 5.5 units high);
    /// animals that would then be too small for the game are even larger, and whales are smaller.
    /// </summary>
    public float MetresPerUnit { get; init; } = 0.4f;

    /// <summary>Actor and choices in the form of <see cref="Asset.Model"/>: "actor.xml#choice,choice".</summary>
    public string Model => Choices.Count == 0 ? Actor : $"{Actor}#{string.Join(',', Choices)}";
}
