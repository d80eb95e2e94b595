using System.Globalization;

namespace Diorama.Rendering.SceneFiles.Obj;

/// <summary>
/// Goes through the lines of a text file of 1990s' formats: words between blanks, <c>#</c> comments, and lines that go on after a
/// backslash. A byte order mark before the first line is skipped.
/// </summary>
internal ref struct TextLines {
    private readonly ReadOnlySpan<byte> bytes;
    private ReadOnlySpan<byte> rest;
    private int at;

    public TextLines(ReadOnlySpan<byte> bytes) {
        this.bytes = bytes;
        if (bytes.StartsWith("\uFEFF"u8)) at = 3;
    }

    /// <summary>Number of the current line, from 1; of its first one where it has several.</summary>
    public int Number { get; private set; }

    private int next;

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool Next() {
        if (at >= bytes.Length) return false;
        Number += 1 + next;
        next = 0;
        int end = EndOfLine(at);
        ReadOnlySpan<byte> line = Trim(bytes[at..end]);
        at = AfterLine(end);
        if (line.EndsWith("\\"u8) && at < bytes.Length) {
            // Rare, so that a copy does no harm.
            var whole = new List<byte>();
            while (line.EndsWith("\\"u8)) {
                whole.AddRange(line[..^1]);
                whole.Add((byte)' ');
                line = default;
                if (at >= bytes.Length) break;
                end = EndOfLine(at);
                line = Trim(bytes[at..end]);
                at = AfterLine(end);
                next++;
            }
            whole.AddRange(line);
            line = whole.ToArray();
        }
        rest = line;
        return true;
    }

    private readonly int EndOfLine(int from) {
        int length = bytes[from..].IndexOfAny((byte)'\n', (byte)'\r');
        return length < 0 ? bytes.Length : from + length;
    }

    /// <summary>Returns the beginning of the next line: a carriage return and a line feed end one line together.</summary>
    private readonly int AfterLine(int end) => end + 1 < bytes.Length && bytes[end] == '\r' && bytes[end + 1] == '\n' ? end + 2 : end + 1;

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\v\f\r"u8);

    /// <summary>Returns the next word of the line; empty at its end, and at a comment.</summary>
    public ReadOnlySpan<byte> Word() {
        rest = rest.TrimStart(" \t\v\f"u8);
        if (rest.IsEmpty || rest[0] == '#') return default;
        int length = rest.IndexOfAny(" \t\v\f"u8);
        ReadOnlySpan<byte> word = length < 0 ? rest : rest[..length];
        rest = rest[word.Length..];
        return word;
    }

    /// <summary>Returns the rest of the line as text, without blanks at its ends: names may have blanks.</summary>
    public ReadOnlySpan<byte> Rest() {
        ReadOnlySpan<byte> text = Trim(rest);
        rest = default;
        return text;
    }

    /// <summary>
    /// Reads the next word as a number; false at the end of the line, and if it is none, or not finite in single precision.
    /// </summary>
    public bool TryNumber(out double value) {
        ReadOnlySpan<byte> before = rest, word = Word();
        if (!word.IsEmpty && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && float.IsFinite((float)value))
            return true;
        rest = before;
        value = 0;
        return false;
    }
}
