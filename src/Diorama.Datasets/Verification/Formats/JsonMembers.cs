using System.Text.Json;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>Members and texts of JSON that may be anything, for checks that go on behind what is wrong.</summary>
internal static class JsonMembers {
    /// <summary>Whether it is an object with such a member.</summary>
    public static bool Has(this JsonElement item, string name, out JsonElement value) {
        value = default;
        return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out value);
    }

    /// <summary>A list of numbers; null when it is something else, or one of them is infinite.</summary>
    public static double[]? Numbers(this JsonElement array) {
        if (array.ValueKind != JsonValueKind.Array) return null;
        var values = new double[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in array.EnumerateArray()) {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetDouble(out values[i]) || !double.IsFinite(values[i])) return null;
            i++;
        }
        return values;
    }

    /// <summary>A text; null when it is something else, or holds half of a character.</summary>
    public static string? Text(this JsonElement item) {
        try {
            return item.ValueKind == JsonValueKind.String ? item.GetString() : null;
        } catch (InvalidOperationException) {
            return null;
        }
    }
}
