using System.Globalization;
using System.Text;

namespace Diorama.Assets.Catalogues;

/// <summary>
/// Java's .properties format as <c>java.util.Properties.load(InputStream)</c> defines it: ISO-8859-1, \uXXXX escapes, lines joined by a
/// trailing backslash, key and value separated by '=', ':' or space.
/// </summary>
public static class JavaProperties {
    /// <summary>Returns all keys with their values; of equal keys the last one counts.</summary>
    public static Dictionary<string, string> Parse(ReadOnlySpan<byte> file) {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] lines = Encoding.Latin1.GetString(file).Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        for (int i = 0; i < lines.Length; i++) {
            string line = lines[i].TrimStart(' ', '\t', '\f');
            if (line.Length == 0 || line[0] is '#' or '!') continue;
            while (Continues(line) && i + 1 < lines.Length) line = line[..^1] + lines[++i].TrimStart(' ', '\t', '\f');
            var (key, value) = Split(line);
            pairs[Unescape(key)] = Unescape(value);
        }
        return pairs;
    }

    /// <summary>True if the line ends with an odd number of backslashes.</summary>
    private static bool Continues(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    private static (string Key, string Value) Split(string line) {
        int end = 0;
        while (end < line.Length && !(line[end] is '=' or ':' or ' ' or '\t' or '\f')) end += line[end] == '\\' ? 2 : 1;
        end = Math.Min(end, line.Length);
        string rest = line[end..].TrimStart(' ', '\t', '\f');
        if (rest.Length > 0 && rest[0] is '=' or ':') rest = rest[1..].TrimStart(' ', '\t', '\f');
        return (line[..end], rest);
    }

    private static string Unescape(string text) {
        if (!text.Contains('\\')) return text;
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++) {
            if (text[i] != '\\' || ++i == text.Length) {
                if (i < text.Length) plain.Append(text[i]);
            } else if (text[i] == 'u' && i + 4 < text.Length
                       && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ushort code)) {
                plain.Append((char)code);
                i += 4;
            } else {
                plain.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
            }
        }
        return plain.ToString();
    }
}
