using Diorama.Assets.Index;

namespace Diorama.Assets.Animals;

/// <summary>Which of the game's actors is which animal.</summary>
/// <param name="Class">Name in the taxonomy.</param>
/// <param name="Name">For people.</param>
/// <param name="Actor">"art/actors/fauna/deer.xml".</param>
public sealed record Animal(string Class, string Name, string Actor) {
    /// <summary>Names of variants to choose, see <see cref="ActorFile.Read"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
    /// <summary>
    /// Length of the game's unit. It shows what walks 2.5 times as large as life (a horse is 5.5 units high); what would then be too
    /// small to play with is drawn larger still, and whales are smaller.
    /// </summary>
    public float MetresPerUnit { get; init; } = 0.4f;

    /// <summary>Actor and choices as <see cref="Asset.Model"/> holds them: "actor.xml#choice,choice".</summary>
    public string Model => Choices.Count == 0 ? Actor : $"{Actor}#{string.Join(',', Choices)}";
}
