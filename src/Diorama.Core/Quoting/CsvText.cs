using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>A value of a table in CSV (RFC 4180), on one line.</summary>
public static class CsvText {
    /// <summary>In quotes where a comma, a quote or a space at an end asks for them.</summary>
    public static string Of(string text) {
        string line = DisplayName.Visible(text);
        bool plain = line.AsSpan().IndexOfAny(',', '"', ';') < 0 && (line.Length == 0 || line[0] != ' ' && line[^1] != ' ');
        return plain ? line : $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The value that <see cref="Of"/> wrote, which is all of <paramref name="value"/>.</summary>
    public static string Read(string value) =>
        value is ['"', .., '"'] and { Length: > 1 } ? value[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : value;
}
