using System.Globalization;
using System.Text;

namespace Diorama.Rendering.SceneFiles.Fbx;

/// <summary>
/// Reads the elements of FBX files in text that <see cref="FbxElement.IsRead"/> names: <c>Name: value, value {</c>, elements, <c>}</c>;
/// comments begin with a semicolon.
/// </summary>
internal ref struct FbxTextReader {
    /// <summary>Number of values that are kept of an element.</summary>
    private const int MostValues = 8;

    private readonly ReadOnlySpan<byte> bytes;
    private int at;

    private FbxTextReader(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    /// <exception cref="InvalidDataException">The text is no FBX.</exception>
    public static List<FbxElement> Read(ReadOnlySpan<byte> bytes) => new FbxTextReader(bytes).Elements(0);

    private List<FbxElement> Elements(int depth) {
        var elements = new List<FbxElement>();
        while (Skip(lines: true) && bytes[at] != '}') {
            int colon = bytes[at..].IndexOf((byte)':');
            if (colon < 0) throw new InvalidDataException();
            string name = Encoding.UTF8.GetString(bytes.Slice(at, colon)).Trim();
            at += colon + 1;
            bool isRead = FbxElement.IsRead(name, depth);
            var element = new FbxElement(name, [], []);
            Values(isRead ? element.Values : null);
            if (at < bytes.Length && bytes[at] == '{') {
                at++;
                if (isRead && depth < 2) element.Children.AddRange(Elements(depth + 1));
                else Pass();
                if (at < bytes.Length) at++;
            }
            if (isRead) elements.Add(element);
        }
        return elements;
    }

    /// <summary>Reads the values after a name, up to the end of the line or a brace; a comma continues on the next line.</summary>
    private void Values(List<object?>? values) {
        bool more = true;
        while (Skip(lines: more)) {
            byte first = bytes[at];
            if (first is (byte)'{' or (byte)'}' or (byte)'\n' or (byte)'\r') return;
            if (first == ',') {
                at++;
                more = true;
                continue;
            }
            if (!more) return;
            more = false;
            int start = at;
            if (first == '"') {
                int length = bytes[(at + 1)..].IndexOf((byte)'"');
                if (length < 0) throw new InvalidDataException();
                at += length + 2;
                values?.Add(Encoding.UTF8.GetString(bytes.Slice(start + 1, length)));
                continue;
            }
            while (at < bytes.Length && bytes[at] is not ((byte)',' or (byte)'{' or (byte)'}') && bytes[at] > ' ') at++;
            if (at == start) throw new InvalidDataException();
            if (values is null || values.Count >= MostValues) continue;
            string word = Encoding.UTF8.GetString(bytes[start..at]);
            values.Add(long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
                : double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null);
        }
    }

    /// <summary>Passes over everything up to the brace that closes the one before.</summary>
    private void Pass() {
        for (int open = 1; at < bytes.Length; at++) {
            switch (bytes[at]) {
                case (byte)'"':
                    int length = bytes[(at + 1)..].IndexOf((byte)'"');
                    if (length < 0) throw new InvalidDataException();
                    at += length + 1;
                    break;
                case (byte)';':
                    int line = bytes[at..].IndexOf((byte)'\n');
                    at = line < 0 ? bytes.Length - 1 : at + line;
                    break;
                case (byte)'{': open++; break;
                case (byte)'}' when --open == 0: return;
            }
        }
    }

    /// <summary>Passes over blanks and comments, and line ends if asked to; returns false at the end of the file.</summary>
    private bool Skip(bool lines) {
        for (; at < bytes.Length; at++) {
            byte b = bytes[at];
            if (b == ';') {
                int line = bytes[at..].IndexOf((byte)'\n');
                if (line < 0) at = bytes.Length - 1;
                else at += line - 1;
            } else if (b > ' ' || !lines && b is (byte)'\n' or (byte)'\r') {
                return true;
            }
        }
        return false;
    }
}
