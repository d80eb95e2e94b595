using Diorama.Core.Randomness;

namespace Diorama.Fuzz;

/// <summary>All choices of one case, a pure function of the seed and the case's number.</summary>
internal sealed class Dice(ulong seed, long number) {
    private KeyedGenerator generator = Keyed.Start(seed).With("fuzz").With(number).Generator();

    /// <summary>0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => generator.NextInt(count);

    public bool Chance(double share) => generator.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    public ulong Word() => generator.NextUInt64();

    /// <summary>From 1 up, small ones more often.</summary>
    public int Small(int most) => 1 + Below(1 + Below(most));
}
