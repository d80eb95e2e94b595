using System.Text;
using Diorama.Core.Diagnostics;

namespace Diorama.Core;

/// <summary>Converts between spellings of names, and finds the name that was most likely meant.</summary>
public static class Spelling {
    /// <summary>Converts <c>FieldOfView</c> to <c>field_of_view</c>.</summary>
    public static string SnakeCase(string pascal) {
        var s = new StringBuilder();
        foreach (char c in pascal) {
            if (char.IsUpper(c) && s.Length > 0) s.Append('_');
            s.Append(char.ToLowerInvariant(c));
        }
        return s.ToString();
    }

    /// <summary>Returns the candidate that was most likely meant: the first one of equally good ones; null without candidates.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates) =>
        NearestNames.Of(name, candidates, 1) is [var nearest] ? nearest : null;
}
