using System.Text;
using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>Quotes text for the text format of protocol buffers, which label maps use.</summary>
public static class ProtobufText {
    /// <summary>Returns the text in single quotes.</summary>
    public static string Quoted(string text) {
        var quoted = new StringBuilder("'");
        foreach (char c in DisplayName.Visible(text)) {
            if (c is '\'' or '\\') quoted.Append('\\');
            quoted.Append(c);
        }
        return quoted.Append('\'').ToString();
    }
}
