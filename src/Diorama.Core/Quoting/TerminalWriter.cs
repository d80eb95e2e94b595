using System.Text;

namespace Diorama.Core.Quoting;

/// <summary>Passes on what is written by <see cref="TerminalText.Lines"/>. Thread-safe where the other writer is.</summary>
/// <param name="inner">The terminal, or the file that takes its place.</param>
/// <param name="longest">Characters of a line beyond which <see cref="WriteLine(string?)"/> shortens it.</param>
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
