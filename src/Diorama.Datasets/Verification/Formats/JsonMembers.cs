using System.Text.Json;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>Reads members and values of JSON of any shape, for checks that continue after errors.</summary>
internal static class JsonMembers {
    /// <summary>Whether the element is an object with such a member.</summary>
    public static bool Has(this JsonElement item, string name, out JsonElement value) {
        value = default;
        return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out value);
    }

    /// <summary>Returns a list of numbers; null if the element is anything else, or a number is infinite.</summary>
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

    /// <summary>Returns a member that is a number; NaN if there is none.</summary>
    public static double Number(this JsonElement item, string name) =>
        item.Has(name, out JsonElement v) && v.ValueKind == JsonValueKind.Number && v.TryGetDouble(out double number) ? number : double.NaN;

    /// <summary>Returns a string; null if the element is anything else, or holds an unpaired surrogate.</summary>
    public static string? Text(this JsonElement item) {
        try {
            return item.ValueKind == JsonValueKind.String ? item.GetString() : null;
        } catch (InvalidOperationException) {
            return null;
        }
    }
}
