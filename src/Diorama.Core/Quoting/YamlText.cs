using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>Writes text as a scalar of YAML 1.1 and 1.2.</summary>
public static partial class YamlText {
    /// <summary>Returns the text without quotes if it cannot be mistaken for another type, else in double quotes.</summary>
    public static string Of(string text) {
        ArgumentNullException.ThrowIfNull(text);
        return PlainWords().IsMatch(text) && !Reserved().IsMatch(text) ? text : Quoted(text);
    }

    /// <summary>Returns the text in double quotes, on one line.</summary>
    public static string Quoted(string text) {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (Rune rune in text.EnumerateRunes()) {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (DisplayName.IsVisible(rune)) quoted.Append(rune);
            else quoted.Append(rune.Value switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", var code => Code(code) });
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>Returns a comment line, beginning with #; characters that would end it are replaced by their codes.</summary>
    public static string Comment(string text) => "# " + DisplayName.Visible(text);

    private static string Code(int code) => code <= 0xFF ? string.Create(CultureInfo.InvariantCulture, $"\\x{code:X2}")
        : code <= 0xFFFF ? string.Create(CultureInfo.InvariantCulture, $"\\u{code:X4}")
        : string.Create(CultureInfo.InvariantCulture, $"\\U{code:X8}");

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*\z")]
    private static partial Regex PlainWords();

    /// <summary>Matches words that YAML 1.1 or 1.2 reads as a boolean, null or a number.</summary>
    [GeneratedRegex(@"\A(true|false|yes|no|on|off|y|n|null|nan|inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
