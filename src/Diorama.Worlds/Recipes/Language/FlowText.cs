using System.Collections;
using Diorama.Core.Quoting;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>Writes values on one line, as a recipe does.</summary>
internal static class FlowText {
    public static string Of(object? value) => value switch {
        null => "~",
        string s => Plain(s),
        Distribution d => d.Text(),
        IDictionary map => $"{{{string.Join(", ", map.Cast<DictionaryEntry>().Select(e => $"{Plain((string)e.Key)}: {Of(e.Value)}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Of))}]",
        _ => Draw.Text(value),
    };

    /// <summary>Returns a text without quotes if YAML cannot take it for anything else, otherwise with quotes.</summary>
    public static string Plain(string text) => YamlText.Of(text);
}
