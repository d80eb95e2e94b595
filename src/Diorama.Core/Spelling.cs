using System.Text;
using Diorama.Core.Diagnostics;

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

    /// <summary>The candidate that was most likely meant; the first of equals, null without candidates.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates) =>
        NearestNames.Of(name, candidates, 1) is [var nearest] ? nearest : null;
}
