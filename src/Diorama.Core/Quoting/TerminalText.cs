using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>
/// Makes text safe for a terminal: text that comes from files must not move the cursor, change colours or the title, or change the
/// direction of lines.
/// </summary>
public static class TerminalText {
    /// <summary>Returns the text as one line, with control characters replaced by their codes.</summary>
    public static string Of(string text) => DisplayName.Visible(text);

    /// <summary>Returns the text with control characters replaced by their codes; line breaks and tabs are kept.</summary>
    public static string Lines(string text) => DisplayName.Visible(text, "\n\t");

    /// <summary>
    /// Shortens lines to about <paramref name="most"/> characters, because what a message quotes from a file may be as long as the file.
    /// The beginning and the end are kept, which hold the place and what was expected.
    /// </summary>
    public static string Shortened(string text, int most) {
        if (text.Length <= most) return text;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++) {
            if (lines[i].Length > most) lines[i] = $"{lines[i][..(most / 2)]} … {lines[i][^(most / 2)..]}";
        }
        return string.Join('\n', lines);
    }
}
