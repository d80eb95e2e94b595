using System.Collections;
using System.Globalization;
using System.Text;
using Diorama.Core.Files;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// Writes a <see cref="Recipe"/> as YAML with every key, defaults too. A run stores this file, so that it stays readable when defaults
/// change. Reading it back gives an equal recipe.
/// </summary>
public static class RecipeWriter {
    /// <summary>Writes the file completely; after an error, an existing file is unchanged.</summary>
    public static void Write(string path, Recipe recipe) => AtomicFile.Write(path, temporary => File.WriteAllText(temporary, Text(recipe)));

    /// <summary>Returns the recipe as YAML.</summary>
    public static string Text(Recipe recipe) {
        var text = new StringBuilder();
        Lines(text, recipe, "");
        return text.ToString();
    }

    /// <summary>Appends a section. Sections, lists of sections and mappings take several lines, other values one line.</summary>
    private static void Lines(StringBuilder text, object section, string indentation) {
        foreach (Entry entry in Section.Of(section.GetType()).Entries) Line(text, entry.Key, entry.Property.GetValue(section), indentation);
    }

    private static void Line(StringBuilder text, string key, object? value, string indentation) {
        text.Append(indentation).Append(key).Append(':');
        if (value is IDictionary { Count: > 0 } map) {
            text.Append('\n');
            foreach (DictionaryEntry item in map) Line(text, FlowText.Plain((string)item.Key), item.Value, indentation + "  ");
        } else if (value is List<ClassRecipe> classes && classes.TrueForAll(c => c.Selects)) {
            text.Append(CultureInfo.InvariantCulture, $" [{string.Join(", ", classes.Select(c => FlowText.Plain(c.Name)))}]\n");
        } else if (value is IList { Count: > 0 } list && Section.Is(list[0]!.GetType())) {
            text.Append('\n');
            foreach (object? item in list) {
                var lines = new StringBuilder();
                if (item is ClassRecipe { Selects: true } selected) {
                    text.Append(CultureInfo.InvariantCulture, $"{indentation}  - {FlowText.Plain(selected.Name)}\n");
                    continue;
                }
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
