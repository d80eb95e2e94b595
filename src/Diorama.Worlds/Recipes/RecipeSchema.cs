using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Names;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>Generates the JSON schema (draft 2020-12) of the recipe language, which editors use for completion and checks.</summary>
public sealed class RecipeSchema {
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Definitions by name; an empty one is being generated.</summary>
    private readonly SortedDictionary<string, JsonObject> definitions = new(StringComparer.Ordinal);

    private RecipeSchema() { }

    /// <summary>Returns the schema, which ends with a line feed.</summary>
    public static string Text() {
        var schema = new RecipeSchema();
        JsonObject top = schema.SectionOf(typeof(Recipe), null);
        var root = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Diorama recipe" };
        foreach ((string key, JsonNode? value) in top) root[key] = value?.DeepClone();
        root["patternProperties"] = new JsonObject { ["^x-"] = new JsonObject {
            ["description"] = "Yours: values that aliases refer to." } };
        root["required"] = new JsonArray("recipe", "world");
        root["$defs"] = new JsonObject(schema.definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        return root.ToJsonString(Indented) + "\n";
    }

    private JsonObject SectionOf(Type type, string? kind) {
        var properties = new JsonObject();
        if (kind is not null) properties["kind"] = new JsonObject { ["description"] = DocComments.Of(type), ["const"] = kind };
        foreach (Entry entry in Section.Of(type).Entries) {
            JsonObject value = Of(entry.Type, entry);
            value.Insert(0, "description", DocComments.Of(entry.Property));
            properties[entry.Key] = value;
        }
        var section = new JsonObject { ["description"] = DocComments.Of(type), ["type"] = "object", ["properties"] = properties,
            ["additionalProperties"] = false };
        if (kind is not null) section["required"] = new JsonArray("kind");
        return section;
    }

    private JsonObject Of(Type type, Entry entry) {
        if (Nullable.GetUnderlyingType(type) is { } plain) return AnyOf(Of(plain, entry), Null());
        if (entry.IsOptional && type == entry.Type) return AnyOf(Given(type, entry), Null());
        return Given(type, entry);
    }

    private static JsonObject Null() => new() { ["type"] = "null" };

    private JsonObject Given(Type type, Entry entry) {
        if (Section.DrawnOf(type) is { } drawn) return IsNumber(drawn) ? AnyOf(Of(drawn, entry), Range(entry), Drawn(drawn))
            : AnyOf(Of(drawn, entry), Drawn(drawn));
        if (Section.ItemOf(type) is { } item) return List(type, Of(item, entry), entry.Items);
        if (Section.ValueOf(type) is { } value) return Map(Of(value, entry), entry);
        if (type.IsAbstract)
            return AnyOf([.. Section.Kinds(type).SelectMany(k => Brief(k.Type, Definition(k.Kind, () => SectionOf(k.Type, k.Kind))))]);
        if (Section.Is(type)) {
            JsonNode[] forms = [.. Brief(type, Definition(Section.KindOf(type), () => SectionOf(type, null)))];
            return forms is [JsonObject only] ? only : AnyOf(forms);
        }
        JsonObject single = Single(type, entry.Limits);
        if (type == typeof(string)) Limit(single, entry.Text);
        return single;
    }

    /// <summary>Returns the section, and the text that may stand in its place.</summary>
    private static IEnumerable<JsonNode> Brief(Type type, JsonObject section) {
        if (Section.Of(type).Short is { } key)
            yield return new JsonObject { ["description"] = $"Short for {{{key.Key}: …}}.", ["type"] = "string" };
        yield return section;
    }

    private static JsonObject List(Type type, JsonObject items, ItemsAttribute limits) {
        var list = new JsonObject { ["type"] = "array", ["items"] = items };
        bool exactly = type.IsArray && limits.Exactly > 0;
        if (exactly) list["minItems"] = limits.Exactly;
        list["maxItems"] = exactly ? limits.Exactly : limits.AtMost;
        return list;
    }

    private static JsonObject Map(JsonObject values, Entry entry) {
        var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = values, ["maxProperties"] = entry.Items.AtMost };
        if (entry.Text.FileName) map["propertyNames"] = Limit([], entry.Text);
        return map;
    }

    private static JsonObject Limit(JsonObject text, TextAttribute limits) {
        text["maxLength"] = limits.FileName ? FileName.MaxCharacters : limits.AtMost;
        if (limits.FileName) text["pattern"] = "^[A-Za-z0-9_-]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?$";
        return text;
    }

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(int);

    private static JsonObject Range(Entry entry) => new() {
        ["description"] = "Short for {uniform: [low, high]}.", ["type"] = "array", ["items"] = Single(typeof(double), entry.Limits),
        ["minItems"] = 2, ["maxItems"] = 2,
    };

    private static JsonObject Single(Type type, LimitsAttribute? limits) {
        if (type.IsEnum) return new() { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)Spelling.SnakeCase(n))]) };
        if (type == typeof(Vector3))
            return new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number" }, ["minItems"] = 3, ["maxItems"] = 3 };
        if (type == typeof(string)) return new() { ["type"] = "string" };
        if (type == typeof(bool)) return new() { ["type"] = "boolean" };
        var number = new JsonObject { ["type"] = type == typeof(double) ? "number" : "integer" };
        if (type == typeof(ulong)) (number["minimum"], number["maximum"]) = (0, ulong.MaxValue);
        if (limits is null) return number;
        if (double.IsFinite(limits.AtLeast)) number["minimum"] = limits.AtLeast;
        if (double.IsFinite(limits.Above)) number["exclusiveMinimum"] = limits.Above;
        if (double.IsFinite(limits.AtMost)) number["maximum"] = limits.AtMost;
        return number;
    }

    /// <summary>Returns the mappings that a value of this type can be drawn from.</summary>
    private JsonObject Drawn(Type type) {
        bool numbers = type == typeof(double) || type == typeof(int) || type == typeof(Vector3);
        string name = "drawn_" + (type == typeof(double) ? "number" : type == typeof(int) ? "whole_number" : type == typeof(string) ? "text"
            : type == typeof(bool) ? "switch" : type == typeof(Vector3) ? "color" : Spelling.SnakeCase(type.Name));
        return Definition(name, () => {
            JsonObject anyOf = AnyOf([.. DistributionWord.All.Where(w => numbers || !w.Numbers).Select(w => Word(w, type))]);
            anyOf.Insert(0, "description", $"What {References.Named(type)} is drawn from.");
            return anyOf;
        });
    }

    private static JsonObject Word(DistributionWord word, Type type) {
        JsonObject Number() => new() { ["type"] = "number" };
        JsonObject Numbers(int count) => new() { ["type"] = "array", ["items"] = Number(), ["minItems"] = count, ["maxItems"] = count };
        JsonObject Described(string description, JsonObject value) {
            value.Insert(0, "description", description);
            return value;
        }
        JsonObject Named(params (string Name, string Description, JsonObject Value)[] keys) => new() {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Select(
                k => KeyValuePair.Create(k.Name, (JsonNode?)Described(k.Description, k.Value)))),
            ["required"] = new JsonArray([.. keys.Select(k => (JsonNode)k.Name)]), ["additionalProperties"] = false,
        };
        JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items, ["minItems"] = 1 };
        JsonObject weighted = Named(("value", "What is drawn.", Single(type, null)),
            ("weight", "How often, relative to the others.", Number()));
        JsonObject value = word.Key switch {
            "uniform" or "log_uniform" => Numbers(2),
            "normal" => Named(("mean", "Where the density is highest.", Number()),
                ("deviation", "Standard deviation before the cut.", Number()),
                ("min", "Lower end of the cut.", Number()), ("max", "Upper end of the cut.", Number())),
            "choice" => AnyOf(List(AnyOf(Single(type, null), weighted)),
                new JsonObject { ["type"] = "object", ["additionalProperties"] = Number() }),
            "curve" => List(Numbers(2)),
            "grid" => AnyOf(List(Single(type, null)), Named(("from", "First value.", Number()), ("to", "Last value.", Number()),
                ("count", "How many values, at equal distances.", Number()))),
            _ => new() { ["type"] = "string" },
        };
        value.Insert(0, "description", $"{DocComments.Of(word.Type)} Example: {word.Example}");
        var properties = new JsonObject { [word.Key] = value };
        if (word.Key == "ref") {
            properties["times"] = new JsonObject { ["description"] = "Factor, 1 by default.", ["type"] = "number" };
            properties["plus"] = new JsonObject { ["description"] = "Offset, added after the factor.", ["type"] = "number" };
        }
        return new() { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray(word.Key),
            ["additionalProperties"] = false };
    }

    private JsonObject Definition(string name, Func<JsonObject> make) {
        if (!definitions.ContainsKey(name)) {
            definitions[name] = [];
            definitions[name] = make();
        }
        return new() { ["$ref"] = $"#/$defs/{name}" };
    }

    private static JsonObject AnyOf(params JsonNode[] options) => new() { ["anyOf"] = new JsonArray(options) };
}
