namespace Diorama.Worlds.Placement;

/// <summary>Number of objects of each class that are still to be placed.</summary>
internal sealed class RequestedCounts {
    private readonly SortedDictionary<string, int> left = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Classes => [.. left.Keys];

    public int this[string name] => left.GetValueOrDefault(name);

    public void Add(string name, int count) {
        if (count > 0) left[name] = this[name] + count;
    }

    public bool Take(string name) {
        if (this[name] == 0) return false;
        if (--left[name] == 0) left.Remove(name);
        return true;
    }

    public RequestedCounts Copy() {
        var copy = new RequestedCounts();
        foreach ((string name, int count) in left) copy.Add(name, count);
        return copy;
    }
}
