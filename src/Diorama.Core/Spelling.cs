using System.Text;

namespace Diorama.Core;

/// <summary>Converts between spellings of names.</summary>
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
}
