using System.Collections;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>Values on one line, as a recipe writes them.</summary>
internal static partial class FlowText {
    public static string Of(object? value) => value switch {
        null => "~",
        string s => Plain(s),
        Distribution d => d.Text(),
        IDictionary map => $"{{{string.Join(", ", map.Cast<DictionaryEntry>().Select(e => $"{Plain((string)e.Key)}: {Of(e.Value)}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Of))}]",
        _ => Draw.Text(value),
    };

    /// <summary>A text without quotes where it cannot be mistaken for anything else.</summary>
    public static string Plain(string text) =>
        PlainWords().IsMatch(text) && !Reserved().IsMatch(text) ? text : JsonSerializer.Serialize(text, Quoted);

    private static readonly JsonSerializerOptions Quoted = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*$")]
    private static partial Regex PlainWords();

    /// <summary>Words that YAML 1.1 or 1.2 takes for a switch, for nothing, or for a number.</summary>
    [GeneratedRegex("^(true|false|yes|no|on|off|y|n|null|nan|inf)$", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
