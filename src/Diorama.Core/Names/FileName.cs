using System.Text;

namespace Diorama.Core.Names;

/// <summary>
/// Rules for names that become file names or parts of them: of cameras, labels, splits, assets, packs, formats. They are valid on every
/// file system and cannot leave a folder: letters, digits, '_' and '-', '.' except at the ends, at most 100 characters.
/// </summary>
public static class FileName {
    /// <summary>Largest number of characters of a name.</summary>
    public const int MaxCharacters = 100;

    /// <summary>The rule in words, for error messages.</summary>
    public const string Expected = "letters a to z, digits, '_', '-' and, between them, '.'; at most 100 characters";

    /// <summary>Whether a text is a valid name.</summary>
    public static bool IsValid(string? text) => text is not null && Problem(text) is null;

    /// <summary>
    /// Returns what is wrong with a name, as a sentence without its full stop, such as "'a/b' cannot be part of a file's name; expected
    /// letters …"; null if it is valid.
    /// </summary>
    public static string? Problem(string text) {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is > 0 and <= MaxCharacters && text[0] != '.' && text[^1] != '.' && text.All(IsAllowed)) return null;
        string what = text.Length == 0 ? "the name is empty" : text.Length > MaxCharacters ? $"the name has {text.Length} characters"
            : $"'{DisplayName.Visible(text)}' cannot be part of a file's name";
        return $"{what}; expected {Expected}";
    }

    /// <summary>
    /// Derives a valid file name in which the display name can still be recognised: "Potted plant, 3" gives "Potted-plant-3".
    /// </summary>
    public static string From(string displayName) {
        ArgumentNullException.ThrowIfNull(displayName);
        var name = new StringBuilder();
        foreach (char c in displayName) {
            if (name.Length == MaxCharacters) break;
            if (IsAllowed(c) && !(c == '.' && name.Length == 0)) name.Append(c);
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        }
        string trimmed = name.ToString().TrimEnd('.', '-');
        return trimmed.Length > 0 ? trimmed : "unnamed";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
