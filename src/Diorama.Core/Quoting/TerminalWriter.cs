using System.Text;

namespace Diorama.Core.Quoting;

/// <summary>Writes everything through <see cref="TerminalText.Lines"/> to another writer. Thread-safe if that writer is.</summary>
/// <param name="inner">Writer for the terminal, or for the file that replaces it.</param>
/// <param name="longest">Line length in characters above which <see cref="WriteLine(string?)"/> shortens a line.</param>
public sealed class TerminalWriter(TextWriter inner, int longest = int.MaxValue) : TextWriter(inner.FormatProvider) {
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) {
        if (value is >= ' ' and <= '~' or '\n' or '\t' || char.IsSurrogate(value)) inner.Write(value);
        else inner.Write(TerminalText.Lines(value.ToString()));
    }

    public override void Write(char[] buffer, int index, int count) => inner.Write(TerminalText.Lines(new(buffer, index, count)));

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(TerminalText.Lines(buffer.ToString()));

    public override void Write(string? value) => inner.Write(value is null ? null : TerminalText.Lines(value));

    public override void WriteLine(string? value) =>
        inner.WriteLine(value is null ? null : TerminalText.Shortened(TerminalText.Lines(value), longest));

    public override void Flush() => inner.Flush();
}
