using System.Text;
using Diorama.Core;
using Diorama.Rendering.Labels;

namespace Diorama.Cli;

/// <summary>Labels by the names of docs/labels.md: <c>depth_z</c>, <c>flow_forward</c> …</summary>
internal static class LabelNames {
    /// <summary>Every single label with its name, in the order of <see cref="LabelSet"/>.</summary>
    public static IReadOnlyList<(string Name, LabelSet Label)> Single { get; } =
        [.. Enum.GetValues<LabelSet>().Where(l => System.Numerics.BitOperations.IsPow2((int)l)).Select(l => (SnakeCase(l.ToString()), l))];

    /// <summary>'all', 'basic', 'none', or names separated by commas.</summary>
    public static LabelSet Parse(string text) {
        LabelSet labels = LabelSet.None;
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) {
            labels |= name switch {
                "all" => LabelSet.All,
                "basic" => LabelSet.Basic,
                "none" => LabelSet.None,
                _ => Single.FirstOrDefault(s => s.Name == name) is { Name: not null } known ? known.Label : throw Unknown(name),
            };
        }
        return labels;
    }

    private static BadInputException Unknown(string name) {
        string nearest = Single.Select(s => s.Name).Append("all").Append("basic").MinBy(n => Distance(n, name))!;
        return new($"--labels: '{name}' is not a label; did you mean '{nearest}'? docs/labels.md lists them all.");
    }

    private static string SnakeCase(string pascal) {
        var s = new StringBuilder();
        foreach (char c in pascal) {
            if (char.IsUpper(c) && s.Length > 0) s.Append('_');
            s.Append(char.ToLowerInvariant(c));
        }
        return s.ToString();
    }

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
