namespace Diorama.Core.Diagnostics;

/// <summary>The names that someone may have meant, for sentences about a name that does not exist.</summary>
public static class NearestNames {
    /// <summary>The <paramref name="count"/> nearest of <paramref name="names"/>, best first; ties keep the order given.</summary>
    public static IReadOnlyList<string> Of(string wrong, IEnumerable<string> names, int count = 3) {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(names);
        return [.. names.OrderBy(name => Cost(wrong, name)).Take(count)];
    }

    /// <summary>"expected sofa, soap or sofa bed", or an empty text when there is nothing to offer.</summary>
    public static string Sentence(string wrong, IEnumerable<string> names) {
        var near = Of(wrong, names);
        return near.Count switch {
            0 => "",
            1 => $"expected {near[0]}",
            _ => $"expected {string.Join(", ", near.Take(near.Count - 1))} or {near[^1]}",
        };
    }

    /// <summary>Edits from one word to the other (Levenshtein 1966), cheaper when one contains the other.</summary>
    private static int Cost(string wrong, string name) {
        if (name.Contains(wrong, StringComparison.OrdinalIgnoreCase) || wrong.Contains(name, StringComparison.OrdinalIgnoreCase)) {
            return Math.Abs(name.Length - wrong.Length);
        }
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
