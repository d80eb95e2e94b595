using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>Quotes values for CSV tables (RFC 4180), on one line.</summary>
public static class CsvText {
    /// <summary>
    /// Returns the text as one line, in quotes if it contains a comma, a semicolon or a quote, or begins or ends with a space.
    /// </summary>
    public static string Of(string text) {
        string line = DisplayName.Visible(text);
        bool plain = line.AsSpan().IndexOfAny(',', '"', ';') < 0 && (line.Length == 0 || line[0] != ' ' && line[^1] != ' ');
        return plain ? line : $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Returns the text that <see cref="Of"/> wrote as <paramref name="value"/>, without the quotes.</summary>
    public static string Read(string value) =>
        value is ['"', .., '"'] and { Length: > 1 } ? value[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : value;
}
