using System.Collections;
using System.Globalization;
using System.Text;
using Diorama.Core.Files;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// <see cref="Recipe"/> → YAML with every key, defaults too: what a run stores, so that it stays readable when defaults change.
/// Reading it back gives an equal recipe.
/// </summary>
public static class RecipeWriter {
    /// <summary>Writes the file, or what was there stays as it was.</summary>
    public static void Write(string path, Recipe recipe) => AtomicFile.Write(path, temporary => File.WriteAllText(temporary, Text(recipe)));

    /// <summary>The recipe as YAML.</summary>
    public static string Text(Recipe recipe) {
        var text = new StringBuilder();
        Lines(text, recipe, "");
        return text.ToString();
    }

    /// <summary>Sections, lists of sections and mappings go over several lines, all else onto one.</summary>
    private static void Lines(StringBuilder text, object section, string indentation) {
        foreach (Entry entry in Section.Of(section.GetType()).Entries) Line(text, entry.Key, entry.Property.GetValue(section), indentation);
    }

    private static void Line(StringBuilder text, string key, object? value, string indentation) {
        text.Append(indentation).Append(key).Append(':');
        if (value is IDictionary { Count: > 0 } map) {
            text.Append('\n');
            foreach (DictionaryEntry item in map) Line(text, FlowText.Plain((string)item.Key), item.Value, indentation + "  ");
        } else if (value is IList { Count: > 0 } list && Section.Is(list[0]!.GetType())) {
            text.Append('\n');
            foreach (object? item in list) {
                var lines = new StringBuilder();
                Lines(lines, item!, indentation + "    ");
                text.Append(indentation).Append("  - ").Append(lines.ToString().AsSpan(indentation.Length + 4));
            }
        } else if (value is not null && Section.Is(value.GetType())) {
            text.Append('\n');
            if (value.GetType().BaseType is { IsAbstract: true })
                text.Append(CultureInfo.InvariantCulture, $"{indentation}  kind: {Section.KindOf(value.GetType())}\n");
            Lines(text, value, indentation + "  ");
        } else {
            text.Append(' ').Append(FlowText.Of(value)).Append('\n');
        }
    }
}
