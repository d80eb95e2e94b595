using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>
/// Text on a terminal: what it was given by files must not move its cursor, change its colours or its title, or turn lines around.
/// </summary>
public static class TerminalText {
    /// <summary>One line.</summary>
    public static string Of(string text) => DisplayName.Visible(text);

    /// <summary>Line breaks and tabs stay.</summary>
    public static string Lines(string text) => DisplayName.Visible(text, "\n\t");

    /// <summary>
    /// Lines of at most <paramref name="most"/> characters: what a sentence quotes from a file may be as long as the file. Of a longer one
    /// the beginning and the end stay, where the place and what was expected are told.
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
