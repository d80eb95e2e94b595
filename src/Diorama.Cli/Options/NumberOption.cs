using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Diorama.Cli.Options;

/// <summary>
/// Options that are numbers: written with a point and without groups of digits wherever the program runs, and between two ends. Anything
/// else is wrong usage: a comma is no point, and not to be skipped over.
/// </summary>
internal static class NumberOption {
    /// <summary>An option with a default.</summary>
    public static Option<T> Of<T>(string name, string description, T value, T low, T high) where T : struct, INumber<T> =>
        new(name) { Description = description, DefaultValueFactory = _ => value,
        CustomParser = result => Parsed(result, name, low, high) ?? value };

    /// <summary>An option that must be given.</summary>
    public static Option<T> Required<T>(string name, string description, T low, T high) where T : struct, INumber<T> =>
        new(name) { Description = description, Required = true, CustomParser = result => Parsed(result, name, low, high) ?? low };

    /// <summary>An option that may be left open.</summary>
    public static Option<T?> Optional<T>(string name, string description, T low, T high) where T : struct, INumber<T> =>
        new(name) { Description = description, CustomParser = result => Parsed(result, name, low, high) };

    /// <summary>As an option of that name, for those that stand in a text.</summary>
    public static bool TryParse<T>(string text, out T value) where T : struct, INumber<T> {
        bool whole = T.IsInteger(T.One / (T.One + T.One));
        NumberStyles style = whole ? NumberStyles.AllowLeadingSign
            : NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return T.TryParse(text, style, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);
    }

    private static T? Parsed<T>(ArgumentResult result, string name, T low, T high) where T : struct, INumber<T> {
        string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (TryParse(text, out T value) && value >= low && value <= high) return value;
        string kind = T.IsInteger(T.One / (T.One + T.One)) ? "a whole number" : "a number";
        result.AddError($"{name} is '{text}'; {kind} from {Text(low)} to {Text(high)} was expected.");
        return null;
    }

    private static string Text<T>(T value) where T : struct, INumber<T> => value is double or float
        ? double.CreateChecked(value).ToString("0.##########", CultureInfo.InvariantCulture)
        : value.ToString(null, CultureInfo.InvariantCulture);
}
