using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Diorama.Core;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>
/// Rules for references: numbers may refer to numbers, colours to colours, any other value to one of its own type, unchanged.
/// </summary>
internal static class References {
    public static bool TryConvert(object value, Type type, double factor, double offset, [NotNullWhen(true)] out object? converted) {
        converted = null;
        if (!Fits(value.GetType(), type, factor, offset)) return false;
        converted = value switch {
            Vector3 v => v * (float)factor + new Vector3((float)offset),
            _ when type == typeof(double) => Convert.ToDouble(value) * factor + offset,
            _ when type == typeof(int) =>
                (int)Math.Clamp(Math.Round(Convert.ToDouble(value) * factor + offset), int.MinValue, int.MaxValue),
            _ => value,
        };
        return true;
    }

    public static bool Fits(Type from, Type to, double factor, double offset) =>
        IsNumber(to) ? IsNumber(from) : from == to && (to == typeof(Vector3) || (factor == 1 && offset == 0));

    public static string Expected(Type type) => Named(type) + (IsNumber(type) || type == typeof(Vector3) ? "" : ", taken as it is");

    /// <summary>Returns the name of a type for messages, with its article.</summary>
    public static string Named(Type type) =>
        type == typeof(double) ? "a number" : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(ulong) ? "a whole number of 0 or more" : type == typeof(bool) ? "true or false" : type == typeof(string) ? "text"
        : type == typeof(Vector3) ? "a colour [red, green, blue]"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(Spelling.SnakeCase))}"
        : type.Name;

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(int) || type == typeof(long)
        || type == typeof(ulong);
}
