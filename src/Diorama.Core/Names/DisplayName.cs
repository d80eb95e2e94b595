using System.Globalization;
using System.Text;

namespace Diorama.Core.Names;

/// <summary>
/// Rules for names shown to people: of recipes, classes, assets, authors, licences. Any one line of text without invisible characters is
/// allowed.
/// </summary>
public static class DisplayName {
    /// <summary>Largest number of characters of a name.</summary>
    public const int MaxCharacters = 1000;

    /// <summary>Whether a text is a valid name; an empty one is.</summary>
    public static bool IsValid(string? text) => text is not null && Problem(text) is null;

    /// <summary>Returns what is wrong with a name, as a sentence without its full stop; null if it is valid.</summary>
    /// <param name="text">Name to check.</param>
    /// <param name="lines">Whether line feeds and tabs are allowed, as in descriptions.</param>
    /// <param name="most">Largest number of characters allowed.</param>
    public static string? Problem(string text, bool lines = false, int most = MaxCharacters) {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > most) return $"the text has {text.Length} characters; expected at most {most}";
        for (int at = 0; at < text.Length;) {
            bool whole = Rune.TryGetRuneAt(text, at, out Rune rune);
            if (!whole) return $"character {at + 1} is half a character; expected whole ones";
            if (!IsVisible(rune) && !(lines && rune.Value is '\n' or '\t')) {
                string kind = rune.Value is '\n' or '\r' or 0x85 or 0x2028 or 0x2029 ? "a line break" : "a control character";
                return string.Create(CultureInfo.InvariantCulture,
                    $"character {at + 1} is {kind} (U+{rune.Value:X4}); expected one line without control characters");
            }
            at += rune.Utf16SequenceLength;
        }
        return null;
    }

    /// <summary>
    /// Whether a character is visible or a space. Controls (C0, DEL, C1), line and paragraph separators, characters that change the
    /// direction of text (Unicode's Bidi_Control), the byte order mark and interlinear annotation characters are not: they make a text look
    /// like another one, or control the program that shows it.
    /// </summary>
    public static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate =>
            false,
        _ => rune.Value is not (0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF
            or (>= 0xFFF9 and <= 0xFFFB)),
    };

    /// <summary>
    /// Returns the text as one line, with every invisible character replaced by its code: a line break becomes <c>\n</c>, an escape
    /// character <c>\u001b</c>.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="kept">Characters that are kept although they are invisible.</param>
    public static string Visible(string text, string kept = "") {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(kept);
        int first = 0;
        while (first < text.Length && text[first] is >= ' ' and <= '~') first++;
        if (first == text.Length) return text;
        var visible = new StringBuilder(text, 0, first, text.Length + 8);
        for (int at = first; at < text.Length;) {
            if (!Rune.TryGetRuneAt(text, at, out Rune rune)) {
                visible.Append('\uFFFD');
                at++;
                continue;
            }
            if (IsVisible(rune) || rune.IsBmp && kept.Contains((char)rune.Value, StringComparison.Ordinal))
                visible.Append(text, at, rune.Utf16SequenceLength);
            else visible.Append(rune.Value switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t",
                var code => string.Create(CultureInfo.InvariantCulture, $"\\u{code:x4}") });
            at += rune.Utf16SequenceLength;
        }
        return visible.ToString();
    }
}
