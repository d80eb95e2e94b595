using System.Collections;
using Diorama.Core.Quoting;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>Values on one line, as a recipe writes them.</summary>
internal static class FlowText {
    public static string Of(object? value) => value switch {
        null => "~",
        string s => Plain(s),
        Distribution d => d.Text(),
        IDictionary map => $"{{{string.Join(", ", map.Cast<DictionaryEntry>().Select(e => $"{Plain((string)e.Key)}: {Of(e.Value)}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Of))}]",
        _ => Draw.Text(value),
    };

    /// <summary>A text without quotes where it cannot be mistaken for anything else.</summary>
    public static string Plain(string text) => YamlText.Of(text);
}
