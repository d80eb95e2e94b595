using System.CommandLine;

namespace Diorama.Cli.Options;

/// <summary>The option <c>--output</c>, <c>-o</c>: the file or folder that a command writes. An empty name is wrong usage.</summary>
internal static class OutputOption {
    private const string Name = "--output", Short = "-o";

    /// <param name="description">What is written, for the help.</param>
    /// <param name="aliases">Other names of the option, kept for scripts that use them.</param>
    public static Option<string> Required(string description, params string[] aliases) =>
        Checked(new Option<string>(Name, [Short, .. aliases]) { Description = description, Required = true });

    /// <summary>The option with a name that is used if none is given.</summary>
    public static Option<string> WithDefault(string description, string name) =>
        Checked(new Option<string>(Name, Short) { Description = description, DefaultValueFactory = _ => name });

    /// <summary>The option for commands that choose a name themselves if none is given.</summary>
    public static Option<string?> Optional(string description, params string[] aliases) =>
        Checked(new Option<string?>(Name, [Short, .. aliases]) { Description = description });

    private static Option<T> Checked<T>(Option<T> option) {
        option.Validators.Add(result => Usage.RefuseEmpty(result, result.Tokens, option.Name));
        return option;
    }
}
