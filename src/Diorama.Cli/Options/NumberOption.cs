using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Diorama.Cli.Options;

/// <summary>
/// Options that are numbers within a range, written with a decimal point and without thousands separators in every locale. Anything else is
/// wrong usage; a comma is not accepted as a decimal point and not ignored.
/// </summary>
internal static class NumberOption {
    /// <summary>Makes an option with a default.</summary>
    public static Option<T> Of<T>(string name, string description, T value, T low, T high) where T : struct, INumber<T> =>
        new(name) { Description = description, DefaultValueFactory = _ => value,
        CustomParser = result => Parsed(result, name, low, high) ?? value };

    /// <summary>Makes an option that must be given.</summary>
    public static Option<T> Required<T>(string name, string description, T low, T high) where T : struct, INumber<T> =>
        new(name) { Description = description, Required = true, CustomParser = result => Parsed(result, name, low, high) ?? low };

    /// <summary>Makes an option that may be left out; its value is then null.</summary>
    public static Option<T?> Optional<T>(string name, string description, T low, T high) where T : struct, INumber<T> =>
        new(name) { Description = description, CustomParser = result => Parsed(result, name, low, high) };

    /// <summary>Parses a number as these options do, for numbers inside other texts.</summary>
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
