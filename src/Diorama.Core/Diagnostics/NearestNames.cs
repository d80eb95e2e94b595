namespace Diorama.Core.Diagnostics;

/// <summary>Finds the existing names that are most similar to a misspelled name, for error messages.</summary>
public static class NearestNames {
    /// <summary>
    /// Returns the <paramref name="count"/> names that are most similar to <paramref name="wrong"/>, best first; ties keep the order of
    /// <paramref name="names"/>.
    /// </summary>
    public static IReadOnlyList<string> Of(string wrong, IEnumerable<string> names, int count = 3) {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(names);
        return [.. names.Where(name => name.Length > 0).OrderBy(name => Cost(wrong, name)).Take(count)];
    }

    /// <summary>Returns the name that was most likely meant: the first one of equally good ones; null without names.</summary>
    public static string? First(string wrong, IEnumerable<string> names) => Of(wrong, names, 1) is [var nearest] ? nearest : null;

    /// <summary>
    /// Returns the name of which another one is probably a misspelling: one edit away, or two in names of five letters or more; null if
    /// there is none.
    /// </summary>
    public static string? Misspelled(string wrong, IEnumerable<string> names) {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(names);
        int most = wrong.Length >= 5 ? 4 : 2;
        return names.Where(n => n.Length >= 3).Select(n => (Name: n, Cost: Edits(wrong, n))).Where(n => n.Cost <= most)
            .OrderBy(n => n.Cost).FirstOrDefault().Name;
    }

    /// <summary>Returns the error for a name that does not exist: "There is no camera 'D80O', expected D800."</summary>
    /// <param name="kind">What the name should stand for, such as "camera".</param>
    /// <param name="wrong">The name that was given.</param>
    /// <param name="names">The names that exist.</param>
    public static BadInputException Unknown(string kind, string wrong, IEnumerable<string> names) =>
        new($"There is no {kind} '{wrong}', {Sentence(wrong, names)}.");

    /// <summary>Returns a text such as "expected sofa, soap or sofa bed"; empty when there are no names.</summary>
    public static string Sentence(string wrong, IEnumerable<string> names) {
        var near = Of(wrong, names);
        return near.Count switch {
            0 => "",
            1 => $"expected {near[0]}",
            _ => $"expected {string.Join(", ", near.Take(near.Count - 1))} or {near[^1]}",
        };
    }

    /// <summary>Twice the edits between two words; where one contains the other, only the difference of their lengths.</summary>
    private static int Cost(string wrong, string name) =>
        name.Contains(wrong, StringComparison.OrdinalIgnoreCase) || wrong.Contains(name, StringComparison.OrdinalIgnoreCase)
            ? Math.Abs(name.Length - wrong.Length) : Edits(wrong, name);

    /// <summary>Edit distance between two words without regard to case (Levenshtein 1966), each edit counted as 2.</summary>
    private static int Edits(string wrong, string name) {
        var row = new int[name.Length + 1];
        for (int j = 0; j < row.Length; j++) row[j] = 2 * j;
        for (int i = 1; i <= wrong.Length; i++) {
            int diagonal = row[0];
            row[0] = 2 * i;
            for (int j = 1; j < row.Length; j++) {
                int replace = diagonal + (char.ToLowerInvariant(wrong[i - 1]) == char.ToLowerInvariant(name[j - 1]) ? 0 : 2);
                diagonal = row[j];
                row[j] = Math.Min(replace, 2 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
