using System.Text;

namespace Diorama.Core;

/// <summary>Names as people write them in files, and the one they meant.</summary>
public static class Spelling {
    /// <summary><c>FieldOfView</c> → <c>field_of_view</c>.</summary>
    public static string SnakeCase(string pascal) {
        var s = new StringBuilder();
        foreach (char c in pascal) {
            if (char.IsUpper(c) && s.Length > 0) s.Append('_');
            s.Append(char.ToLowerInvariant(c));
        }
        return s.ToString();
    }

    /// <summary>The candidate that takes the fewest edits to reach; the first of equals, null without candidates.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates) => candidates.MinBy(c => Distance(c, name));

    /// <summary>Levenshtein's edit distance.</summary>
    private static int Distance(string a, string b) {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++) {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
