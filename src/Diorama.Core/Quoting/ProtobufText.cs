using System.Text;
using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>Text in the text format of protocol buffers, as label maps have it.</summary>
public static class ProtobufText {
    /// <summary>In single quotes.</summary>
    public static string Quoted(string text) {
        var quoted = new StringBuilder("'");
        foreach (char c in DisplayName.Visible(text)) {
            if (c is '\'' or '\\') quoted.Append('\\');
            quoted.Append(c);
        }
        return quoted.Append('\'').ToString();
    }
}
