using System.CommandLine;
using System.CommandLine.Parsing;
using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Cli.Options;

/// <summary>
/// Options and arguments that are texts of a certain form. Any other form is wrong usage, and is reported before any file is read.
/// </summary>
internal static class TextOption {
    /// <summary>Splits values at commas; surrounding spaces and empty values are removed.</summary>
    public static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Validates the option's text with a function that throws an exception if it is invalid.</summary>
    /// <param name="option">The option to validate.</param>
    /// <param name="read">Reads the text; throws <see cref="BadInputException"/> with a message if it is invalid.</param>
    public static Option<T> ReadBy<T>(this Option<T> option, Action<string> read) {
        option.Validators.Add(result => Check(result, result.Tokens, read));
        return option;
    }

    /// <summary>Validates the argument's text with a function that throws an exception if it is invalid.</summary>
    public static Argument<T> ReadBy<T>(this Argument<T> argument, Action<string> read) {
        argument.Validators.Add(result => Check(result, result.Tokens, read));
        return argument;
    }

    /// <summary>Allows only the given names.</summary>
    public static Option<T> OneOf<T>(this Option<T> option, params string[] names) => option.ReadBy(text => {
        if (!names.Contains(text))
            throw new BadInputException($"{option.Name} is '{text}'; {string.Join(", ", names[..^1])} or {names[^1]} was expected.");
    });

    /// <summary>Requires a file name with one of the given extensions.</summary>
    public static Option<T> EndingIn<T>(this Option<T> option, params string[] extensions) => option.ReadBy(text => {
        if (text.Trim().Length > 0 && !extensions.Contains(Path.GetExtension(text), StringComparer.OrdinalIgnoreCase)) {
            throw new BadInputException($"{option.Name} is '{DisplayNameOf(text)}'; "
                + $"a name that ends in {string.Join(" or ", extensions)} was expected.");
        }
    });

    /// <summary>Checks that a name is in a list; the error message suggests the nearest one.</summary>
    public static void Known(string kind, string name, IEnumerable<string> known) {
        string[] names = [.. known];
        if (!names.Contains(name)) throw NearestNames.Unknown(kind, name, names);
    }

    private static string DisplayNameOf(string text) => Core.Names.DisplayName.Visible(text);

    private static void Check(SymbolResult result, IEnumerable<Token> tokens, Action<string> read) {
        foreach (Token token in tokens) {
            try {
                read(token.Value);
            } catch (BadInputException e) {
                result.AddError(e.Message.EndsWith('.') ? e.Message : e.Message + ".");
                return;
            }
        }
    }
}
