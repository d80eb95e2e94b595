using System.Text;

namespace Diorama.Core.Names;

/// <summary>
/// The names that become names of files or parts of them: of cameras, labels, splits, assets, packs, formats. They are the same on every
/// file system and lead nowhere else: letters, digits, '_' and '-', '.' inside, at most 100 characters.
/// </summary>
public static class FileName {
    /// <summary>The longest.</summary>
    public const int MostCharacters = 100;

    /// <summary>As a sentence says it.</summary>
    public const string Expected = "letters a to z, digits, '_', '-' and, between them, '.'; at most 100 characters";

    /// <summary>Whether it is such a name.</summary>
    public static bool IsValid(string? text) => text is not null && Problem(text) is null;

    /// <summary>
    /// What is wrong with it, as a sentence without its full stop, or null: "'a/b' is no name for a file; expected letters …".
    /// </summary>
    public static string? Problem(string text) {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is > 0 and <= MostCharacters && text[0] != '.' && text[^1] != '.' && text.All(IsAllowed)) return null;
        string what = text.Length == 0 ? "the name is empty" : text.Length > MostCharacters ? $"the name has {text.Length} characters"
            : $"'{DisplayName.Visible(text)}' cannot be part of a file's name";
        return $"{what}; expected {Expected}";
    }

    /// <summary>A name for a file that a name for people can still be recognised in: "Potted plant, 3" gives "Potted-plant-3".</summary>
    public static string From(string displayName) {
        ArgumentNullException.ThrowIfNull(displayName);
        var name = new StringBuilder();
        foreach (char c in displayName) {
            if (name.Length == MostCharacters) break;
            if (IsAllowed(c) && !(c == '.' && name.Length == 0)) name.Append(c);
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        }
        string trimmed = name.ToString().TrimEnd('.', '-');
        return trimmed.Length > 0 ? trimmed : "unnamed";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
