using System.Text.Json;
using System.Text.Json.Nodes;

namespace Diorama.Fuzz.Damage;

/// <summary>
/// Damage to the structure of JSON: keys that are missing, double or of another kind, values out of range, names that climb, depth.
/// </summary>
internal static class JsonDamage {
    private const string Mark = "@@raw@@";
    private const int MaxCharacters = 8 << 20;
    private static readonly JsonDocumentOptions deep = new() { MaxDepth = 1000 };
    private static readonly JsonSerializerOptions text = new() { MaxDepth = 1000 };

    /// <summary>The place of a value: a key of an object or an index of an array.</summary>
    private sealed record Slot(JsonNode Parent, string? Key, int Index) {
        public JsonNode? Value {
            get => Key is not null ? Parent[Key] : Parent[Index];
            set {
                if (Key is not null) Parent[Key] = value;
                else Parent[Index] = value;
            }
        }
    }

    /// <summary>Text that is no JSON is damaged as text.</summary>
    public static string Apply(Dice dice, string json) {
        for (int rounds = dice.Small(3); rounds > 0; rounds--) {
            JsonNode? root;
            try {
                root = JsonNode.Parse(json, documentOptions: deep);
                if (root is null || Slots(root) is not { Count: > 0 } slots) return TextDamage.Apply(dice, json);
                json = Once(dice, root, slots);
            } catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException) {
                return TextDamage.Apply(dice, json);
            }
        }
        return json;
    }

    private static List<Slot> Slots(JsonNode root) {
        var all = new List<Slot>();
        void Walk(JsonNode node) {
            if (node is JsonObject o) {
                foreach (var (key, value) in o) {
                    all.Add(new(node, key, 0));
                    if (value is not null) Walk(value);
                }
            } else if (node is JsonArray a) {
                for (int i = 0; i < a.Count; i++) {
                    all.Add(new(node, null, i));
                    if (a[i] is { } value) Walk(value);
                }
            }
        }
        Walk(root);
        return all;
    }

    private static string Once(Dice dice, JsonNode root, List<Slot> slots) {
        // Numbers of long arrays would be nearly all that is hit.
        List<Slot> keys = slots.FindAll(s => s.Key is not null);
        Slot slot = keys.Count > 0 && dice.Chance(0.7) ? dice.Pick(keys) : dice.Pick(slots);
        string old = slot.Value?.ToJsonString(text) ?? "null", raw;
        switch (dice.Below(13)) {
            case 0:
                if (slot.Key is not null) slot.Parent.AsObject().Remove(slot.Key);
                else slot.Parent.AsArray().RemoveAt(slot.Index);
                return root.ToJsonString(text);
            case 1 or 2: raw = dice.Pick(Extremes.Numbers); break;
            case 3 or 4: raw = dice.Pick(["null", "true", "\"\"", "\"text\"", "[]", "{}", "0", "[[]]", "[null]", "{\"a\":null}", "-1",
                "\"0\""]); break;
            case 5: raw = slot.Key is not null ? $"{old},{JsonSerializer.Serialize(slot.Key)}:{(dice.Chance(0.5) ? old : "null")}"
                : $"{old},{old}"; break;
            case 6:
                string renamed = dice.Chance(0.5) ? (slot.Key ?? "") + "_" : dice.Pick(Extremes.Names);
                raw = $"{old}{(slot.Key is null ? "" : $",{JsonSerializer.Serialize(renamed)}:{old}")}";
                break;
            case 7:
                int depth = dice.Pick(Extremes.Depths);
                (string open, string close) = dice.Chance(0.5) ? ("[", "]") : ("{\"a\":", "}");
                raw = string.Concat(Enumerable.Repeat(open, depth)) + "0" + string.Concat(Enumerable.Repeat(close, depth));
                break;
            case 8 or 9: raw = dice.Chance(0.1) ? "\"\\ud800\"" : JsonSerializer.Serialize(dice.Pick(Extremes.Names)); break;
            case 10: raw = dice.Pick(slots).Value?.ToJsonString(text) ?? "null"; break;
            case 11:
                int times = Math.Min(dice.Pick([2, 300, 70_000]), 1 + MaxCharacters / 4 / (old.Length + 1));
                raw = slot.Key is not null ? $"[{string.Join(',', Enumerable.Repeat(old, times))}]"
                    : string.Join(',', Enumerable.Repeat(old, times));
                break;
            default: raw = slot.Value is JsonValue v && v.TryGetValue(out double number)
                ? dice.Pick([number + 1, number - 1, -number, number * 2, number * 1e6])
                .ToString(System.Globalization.CultureInfo.InvariantCulture) : "null"; break;
        }
        slot.Value = Mark;
        return root.ToJsonString(text).Replace($"\"{Mark}\"", raw, StringComparison.Ordinal);
    }
}
