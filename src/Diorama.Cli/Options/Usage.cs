using System.CommandLine;
using System.CommandLine.Parsing;
using Diorama.Rendering.Cameras;

namespace Diorama.Cli.Options;

/// <summary>What holds for the options of all commands alike.</summary>
internal static class Usage {
    private static readonly string[] Outputs = ["--output", "--out"];

    /// <summary>A command and those below it refuse empty names of files and folders.</summary>
    public static void RefuseEmptyNames(Command command) => RefuseEmptyNames(command, new(ReferenceEqualityComparer.Instance));

    /// <param name="command">With those below it.</param>
    /// <param name="seen">Commands share arguments and options.</param>
    private static void RefuseEmptyNames(Command command, HashSet<Symbol> seen) {
        foreach (Argument argument in command.Arguments.Where(seen.Add))
            argument.Validators.Add(result => Check(result, result.Tokens, argument.Name));
        foreach (Option option in command.Options.Where(o => Outputs.Contains(o.Name) && seen.Add(o)))
            option.Validators.Add(result => Check(result, result.Tokens, option.Name));
        foreach (Command below in command.Subcommands) RefuseEmptyNames(below, seen);
    }

    /// <summary>Refuses an image that is too large for both of its sides together.</summary>
    /// <param name="command">Of the options.</param>
    /// <param name="width">Each side's own limits are those of its option.</param>
    /// <param name="height">The other side.</param>
    public static void RefuseLargeImages<T>(Command command, Option<T> width, Option<T> height) => command.Validators.Add(result => {
        if (Given(result, width) is { } w && Given(result, height) is { } h && ImageSize.Problem(w, h) is { } problem)
            result.AddError($"--width, --height: {problem}.");
    });

    /// <summary>The number that an option was given; null when it was not, or has an error of its own.</summary>
    private static long? Given(CommandResult result, Option option) =>
        result.GetResult(option) is { Implicit: false, Tokens: [{ } token] } && NumberOption.TryParse(token.Value, out long value)
        && value is >= 1 and <= ImageSize.MostAcross ? value : null;

    private static void Check(SymbolResult result, IEnumerable<Token> tokens, string name) {
        if (tokens.Any(t => string.IsNullOrWhiteSpace(t.Value))) result.AddError($"{name} is empty; a name was expected.");
    }
}
