namespace Diorama.Core.Diagnostics;

/// <summary>
/// Collects warnings while something is read or built; each distinct message is kept once, in the order of the first occurrence.
/// Thread-safe.
/// </summary>
public sealed class Warnings {
    private readonly List<string> messages = [];
    private readonly HashSet<string> seen = [];

    public void Add(string sentence) {
        lock (messages) {
            if (seen.Add(sentence)) messages.Add(sentence);
        }
    }

    public IReadOnlyList<string> Messages {
        get { lock (messages) return [.. messages]; }
    }
}
