using System.Globalization;
using System.Reflection;
using System.Text;
using Diorama.Core;
using Diorama.Core.Names;
using Diorama.Core.Yaml;
using Diorama.Rendering.Cameras;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>Generates docs/recipes-reference.md: every key with its value, default and meaning, from the classes.</summary>
public static class RecipeReference {
    /// <summary>Returns the page, which ends with a line feed.</summary>
    public static string Text() {
        var page = new StringBuilder("""
            # Recipe reference

            Every key of a recipe, generated from the classes in `src/Diorama.Worlds/Recipes` by `diorama recipe reference`.
            [recipes.md](recipes.md) tells how to write one. *Drawn* values may be a [distribution](#distributions).

            """);
        var pending = new List<(string Title, Type Type)> { ("Top of a recipe", typeof(Recipe)) };
        for (int i = 0; i < pending.Count; i++) {
            (string title, Type type) = pending[i];
            page.Append(CultureInfo.InvariantCulture,
                $"\n## {title}\n\n{DocComments.Of(type)}\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
            if (type.BaseType is { IsAbstract: true })
                page.Append(CultureInfo.InvariantCulture, $"| `kind` | `{Section.KindOf(type)}` | required | Chooses this kind. |\n");
            object? defaults = Activator.CreateInstance(type);
            foreach (Entry entry in Section.Of(type).Entries) {
                page.Append(CultureInfo.InvariantCulture,
                    $"| `{entry.Key}` | {Value(entry)} | {Default(entry, defaults)} | {DocComments.Of(entry.Property)} |\n");
                foreach ((string Title, Type Type) below in Below(entry)) {
                    if (pending.All(p => p.Type != below.Type)) pending.Add(below);
                }
            }
        }
        page.Append(CultureInfo.InvariantCulture, $"""

            ## Limits

            What a recipe says is checked before anything is made, and so is each value that is drawn: a number stays within the limits of
            its key and is finite. A drawn value that does not, as a reference may give, makes its frames failed frames. Lists have at most
            {new ItemsAttribute().AtMost} items where nothing else is said, texts {DisplayName.MaxCharacters} characters, images
            {ImageSize.MaxPixels} pixels; weights and densities are at most 1000000000. A file has at most
            {YamlInput.MaxBytes >> 20} MB, {YamlInput.MaxDepth} levels, and {YamlInput.MaxNodes} values with its aliases written out.

            ## Names

            What becomes part of the name of a file has {FileName.Expected}.
            All other texts are one line without control characters; the description may have several.

            """);
        page.Append("\n## Distributions\n\nA drawn value is a plain value or a mapping with one of these keys.\n\n| key | example | "
            + "meaning |\n|---|---|---|\n");
        foreach (DistributionWord word in DistributionWord.All) {
            string example = word.Example.Replace(" or ", "` or `", StringComparison.Ordinal);
            page.Append(CultureInfo.InvariantCulture, $"| `{word.Key}` | `{example}` | {DocComments.Of(word.Type)} |\n");
        }
        return page.ToString();
    }

    private static IEnumerable<(string Title, Type Type)> Below(Entry entry) {
        Type type = Section.ItemOf(entry.Type) ?? entry.Type;
        if (type.IsAbstract && !type.IsSubclassOf(typeof(Distribution)))
            return Section.Kinds(type).Select(k => ($"`{entry.Key}` of kind `{k.Kind}`", k.Type));
        return Section.Is(type) ? [(type == entry.Type ? $"`{entry.Key}`" : $"Items of `{entry.Key}`", type)] : [];
    }

    private static string Value(Entry entry) {
        string words = Words(entry.Type);
        bool exactly = (Section.ItemOf(entry.Type) is { } item ? Section.ItemOf(item) is not null || entry.Type.IsArray : false)
            && entry.Items.Exactly > 0;
        if (exactly) words = words.Replace("list of number", $"list of {entry.Items.Exactly} numbers", StringComparison.Ordinal);
        else if (entry.Property.GetCustomAttribute<ItemsAttribute>() is { } items) words += $", at most {items.AtMost} of them";
        if (entry.Text.FileName)
            words += entry.Type == typeof(string) ? ", [part of file names](#names)" : ", names [part of file names](#names)";
        return entry.Limits is { } limits ? $"{words}, {limits.Words}" : words;
    }

    private static string Words(Type type) {
        if (Nullable.GetUnderlyingType(type) is { } plain) return Words(plain) + ", or `~`";
        if (Section.DrawnOf(type) is { } drawn) return $"*drawn* {Words(drawn)}";
        if (Section.ItemOf(type) is { } item) return Section.Is(item) ? "list of sections" : $"list of {Words(item)}";
        if (Section.ValueOf(type) is { } value) return $"names, each with {Words(value)}";
        if (type.IsEnum) return string.Join(", ", Enum.GetNames(type).Select(n => $"`{Spelling.SnakeCase(n)}`"));
        if (Section.Is(type)) return "section";
        string named = References.Named(type);
        return named.StartsWith("a ", StringComparison.Ordinal) ? named[2..] : named;
    }

    private static string Default(Entry entry, object? defaults) {
        object? value = entry.Property.GetValue(defaults);
        if (value is null && Nullable.GetUnderlyingType(entry.Type) is null && !entry.IsOptional) return "required";
        if (value is null) return "`~`";
        if (Section.Is(entry.Type) || (Section.ItemOf(entry.Type) is { } item && Section.Is(item))) return "its defaults";
        return value is "" ? "" : $"`{FlowText.Of(value)}`";
    }
}
