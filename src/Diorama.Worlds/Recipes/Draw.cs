using Diorama.Core.Randomness;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// The samples of one scene. Every value is keyed by (seed, scene, path), so that another distribution for one path, or a new
/// path, changes no other value. A new attempt at a scene redraws what was drawn from <see cref="Key"/>, never a value of the recipe.
/// </summary>
public sealed class Draw {
    private readonly SortedDictionary<string, object> drawn;
    private readonly List<KeyValuePair<string, string>> log;
    private readonly Keyed values, tries;
    private readonly string prefix;

    public long Scene { get; }
    public int Attempt { get; }
    /// <summary>What was drawn so far, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => log;

    public Draw(ulong seed, long scene, int attempt = 0) : this(
        Keyed.Start(seed).With("scene").With(scene).With("value"),
        Keyed.Start(seed).With("scene").With(scene).With("attempt").With(attempt), scene, attempt, "", [], []) { }

    private Draw(Keyed values, Keyed tries, long scene, int attempt, string prefix, SortedDictionary<string, object> drawn, List<KeyValuePair<string, string>> log) =>
        (this.values, this.tries, Scene, Attempt, this.prefix, this.drawn, this.log) = (values, tries, scene, attempt, prefix, drawn, log);

    /// <summary>The same scene, with names below <paramref name="path"/>.</summary>
    public Draw At(string path) => new(values, tries, Scene, Attempt, prefix.Length == 0 ? path : $"{prefix}.{path}", drawn, log);

    /// <summary>Random numbers of this attempt under a name, for what the recipe does not name.</summary>
    public Keyed Key(string name) => tries.With(prefix).With(name);
}
