using System.CommandLine;
using System.CommandLine.Parsing;
using Diorama.Rendering.Cameras;

namespace Diorama.Cli.Options;

/// <summary>Validations that apply to the options of all commands.</summary>
internal static class Usage {
    /// <summary>Makes a command and its subcommands refuse empty names of files and folders.</summary>
    public static void RefuseEmptyNames(Command command) => RefuseEmptyNames(command, new(ReferenceEqualityComparer.Instance));

    /// <param name="command">Command, including its subcommands.</param>
    /// <param name="seen">Arguments and options that were already handled, as commands share them.</param>
    private static void RefuseEmptyNames(Command command, HashSet<Symbol> seen) {
        foreach (Argument argument in command.Arguments.Where(seen.Add))
            argument.Validators.Add(result => RefuseEmpty(result, result.Tokens, argument.Name));
        foreach (Command below in command.Subcommands) RefuseEmptyNames(below, seen);
    }

    /// <summary>Refuses an image whose number of pixels is too large, even if each side is allowed.</summary>
    /// <param name="command">Command that has the options.</param>
    /// <param name="width">Option of the width, which has a limit of its own.</param>
    /// <param name="height">Option of the height, which has a limit of its own.</param>
    public static void RefuseLargeImages<T>(Command command, Option<T> width, Option<T> height) => command.Validators.Add(result => {
        if (Given(result, width) is { } w && Given(result, height) is { } h && ImageSize.Problem(w, h) is { } problem)
            result.AddError($"--width, --height: {problem}.");
    });

    /// <summary>Returns the number that was given for an option; null if it was not given, or has an error of its own.</summary>
    private static long? Given(CommandResult result, Option option) =>
        result.GetResult(option) is { Implicit: false, Tokens: [{ } token] } && NumberOption.TryParse(token.Value, out long value)
        && value is >= 1 and <= ImageSize.MaxSide ? value : null;

    /// <summary>Refuses an empty name of a file or folder.</summary>
    internal static void RefuseEmpty(SymbolResult result, IEnumerable<Token> tokens, string name) {
        if (tokens.Any(t => string.IsNullOrWhiteSpace(t.Value))) result.AddError($"{name} is empty; a name was expected.");
    }
}
