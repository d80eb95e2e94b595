using System.Text;
using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>
/// Escapes text for Markdown (CommonMark with GitHub's tables) so that it appears literally: no HTML, no link, no emphasis, no line break.
/// </summary>
public static class MarkdownText {
    /// <summary>Returns the text escaped for use within a line, a heading or a table cell.</summary>
    public static string Of(string text) {
        ArgumentNullException.ThrowIfNull(text);
        string line = OneLine(text);
        var escaped = new StringBuilder(line.Length + 8);
        for (int i = 0; i < line.Length; i++) {
            char c = line[i];
            bool word = c == '_' && i > 0 && i < line.Length - 1 && char.IsLetterOrDigit(line[i - 1]) && char.IsLetterOrDigit(line[i + 1]);
            // A colon before slashes, or the dot after www, would turn an address into a link.
            bool address = c == ':' && line.AsSpan(i + 1).StartsWith("//") || c == '.' && i >= 3
                && line.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase);
            if (c is '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '~' or '&' || c == '_' && !word || address)
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>Returns the text as inline code.</summary>
    public static string Code(string text) {
        ArgumentNullException.ThrowIfNull(text);
        string line = OneLine(text);
        int longest = 0, run = 0;
        foreach (char c in line) longest = Math.Max(longest, run = c == '`' ? run + 1 : 0);
        string fence = new('`', longest + 1), space = longest > 0 ? " " : "";
        return fence + space + line + space + fence;
    }

    /// <summary>Returns a link to a page whose address needs no escaping.</summary>
    public static string Link(string text, string address) => $"[{Of(text)}]({address})";

    private static string OneLine(string text) => DisplayName.Visible(text.ReplaceLineEndings(" ").Replace('\t', ' '));
}
