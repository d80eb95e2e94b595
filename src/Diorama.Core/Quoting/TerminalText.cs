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
}
