using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Core.Tokens;
using Scalar = YamlDotNet.Core.Events.Scalar;

namespace Diorama.Core.Yaml;

/// <summary>
/// Keeps anchors from YamlDotNet's parser, which does not read a scalar with an anchor in a mapping in braces if another key follows
/// (<c>{width: &amp;w 32, height: 24}</c>), and gives them back to the events that they stand before.
/// </summary>
internal sealed class AnchorScanner(IScanner scanner) : IScanner {
    private readonly Dictionary<long, AnchorName> byIndex = [];
    /// <summary>An anchor that the parser gets after all, before the token that the scanner is at.</summary>
    private Anchor? kept;
    /// <summary>Whether the scanner is already at the token after <see cref="kept"/>.</summary>
    private bool isAhead;

    public Mark CurrentPosition => scanner.CurrentPosition;
    public Token? Current => kept ?? scanner.Current;

    public bool MoveNext() {
        if (Current is not null) ConsumeCurrent();
        return MoveNextWithoutConsuming();
    }

    public bool MoveNextWithoutConsuming() {
        if (kept is not null) return true;
        if (isAhead) {
            isAhead = false;
            return true;
        }
        if (!scanner.MoveNextWithoutConsuming()) return false;
        if (scanner.Current is not Anchor anchor) return true;
        scanner.ConsumeCurrent();
        bool more = scanner.MoveNextWithoutConsuming();
        // Before anything else the parser understands it.
        if (scanner.Current is YamlDotNet.Core.Tokens.Scalar or Tag) byIndex[scanner.Current.Start.Index] = anchor.Value;
        else (kept, isAhead) = (anchor, more);
        return more || kept is not null;
    }

    public void ConsumeCurrent() {
        if (kept is null) scanner.ConsumeCurrent();
        kept = null;
    }

    /// <summary>Returns the event with the anchor that stands before it, if there is one.</summary>
    public ParsingEvent Anchored(ParsingEvent e) {
        if (e is not (Scalar or MappingStart or SequenceStart) || !byIndex.Remove(e.Start.Index, out AnchorName anchor)) return e;
        return e switch {
            Scalar s => new Scalar(anchor, s.Tag, s.Value, s.Style, s.IsPlainImplicit, s.IsQuotedImplicit, s.Start, s.End, s.IsKey),
            MappingStart m => new MappingStart(anchor, m.Tag, m.IsImplicit, m.Style, m.Start, m.End),
            SequenceStart s => new SequenceStart(anchor, s.Tag, s.IsImplicit, s.Style, s.Start, s.End),
            _ => e,
        };
    }
}
