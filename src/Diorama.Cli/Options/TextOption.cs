using System.CommandLine;
using System.CommandLine.Parsing;
using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Cli.Options;

/// <summary>Options and arguments that are texts of some form. Another form is wrong usage, found before anything is read.</summary>
internal static class TextOption {
    /// <summary>Values separated by commas, without spaces and empty ones.</summary>
    public static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lets a reader of the text say what is wrong with it.</summary>
    /// <param name="option">The option.</param>
    /// <param name="read">Throws <see cref="BadInputException"/> with a sentence.</param>
    public static Option<T> ReadBy<T>(this Option<T> option, Action<string> read) {
        option.Validators.Add(result => Check(result, result.Tokens, read));
        return option;
    }

    /// <summary>The same for an argument.</summary>
    public static Argument<T> ReadBy<T>(this Argument<T> argument, Action<string> read) {
        argument.Validators.Add(result => Check(result, result.Tokens, read));
        return argument;
    }

    /// <summary>Allows some names alone.</summary>
    public static Option<T> OneOf<T>(this Option<T> option, params string[] names) => option.ReadBy(text => {
        if (!names.Contains(text))
            throw new BadInputException($"{option.Name} is '{text}'; {string.Join(", ", names[..^1])} or {names[^1]} was expected.");
    });

    /// <summary>Needs a file name with one of some extensions.</summary>
    public static Option<T> EndingIn<T>(this Option<T> option, params string[] extensions) => option.ReadBy(text => {
        if (text.Trim().Length > 0 && !extensions.Contains(Path.GetExtension(text), StringComparer.OrdinalIgnoreCase)) {
            throw new BadInputException($"{option.Name} is '{DisplayNameOf(text)}'; "
                + $"a name that ends in {string.Join(" or ", extensions)} was expected.");
        }
    });

    /// <summary>A name that has to be one of a list, which offers the nearest.</summary>
    public static void Known(string kind, string name, IEnumerable<string> known) {
        string[] names = [.. known];
        if (!names.Contains(name)) throw new BadInputException($"There is no {kind} '{name}'; {NearestNames.Sentence(name, names)}.");
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
