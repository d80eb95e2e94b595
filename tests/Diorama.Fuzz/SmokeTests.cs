namespace Diorama.Fuzz;

public sealed class SmokeTests {
    private const ulong Seed = 1;

    /// <summary>Few cases of the kinds that need no dataset to begin with: that the command works, not that the program is safe.</summary>
    [Fact]
    public void Cases_RunAndKeepThePromises() {
        using var campaign = new Campaign(Path.Combine(AppContext.BaseDirectory, "diorama"), FuzzCommand.Repository, Seed);
        string[] kinds = ["scenes", "recipes", "panoramas", "manifests"];
        long[] cases = [.. Enumerable.Range(0, 60).Select(i => (long)i).Where(i => kinds.Contains(campaign.KindOf(i).Name)).Take(20)];
        var outcomes = cases.AsParallel().WithDegreeOfParallelism(2).Select(campaign.Run).ToList();
        string wrong = string.Join('\n', outcomes.Where(o => o.Wrong.Count > 0)
            .Select(o => $"case {o.Number}: {string.Join("; ", o.Wrong)}: {string.Join(' ', o.Arguments)}: {o.Run.Errors}"));
        Assert.True(wrong.Length == 0, wrong);
        // Not all damage is noticed, and not all is too much.
        Assert.Contains(outcomes, o => o.Run.Code == 0);
        Assert.Contains(outcomes, o => o.Run.Code == 65);
    }

    [Fact]
    public void Case_IsTheSame_WhenItIsMadeAgain() {
        var first = new Dice(Seed, 7);
        var again = new Dice(Seed, 7);
        var other = new Dice(Seed, 8);
        byte[] bytes = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        byte[] damaged = Damage.BytesDamage.Apply(first, [.. bytes]);
        Assert.Equal(damaged, Damage.BytesDamage.Apply(again, [.. bytes]));
        Assert.NotEqual(damaged, Damage.BytesDamage.Apply(other, [.. bytes]));
    }
}
