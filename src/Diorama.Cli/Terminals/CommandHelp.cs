using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Diorama.Cli.Terminals;

/// <summary>
/// Prints <c>--help</c>: for the program and for commands with subcommands, one line for each of them; for other commands the description,
/// examples and options, as the command-line library formats them.
/// </summary>
/// <param name="ofOne">Help of a command without subcommands.</param>
/// <param name="groups">Headings of the program's help, with the commands below each.</param>
internal sealed class CommandHelp(HelpAction ofOne, IReadOnlyList<(string Heading, Command[] Commands)> groups)
    : SynchronousCommandLineAction {
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult) {
        Command command = parseResult.CommandResult.Command;
        if (command.Subcommands.Count == 0) return ofOne.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(command.Description);
        string name = PathOf(parseResult.CommandResult);
        output.WriteLine($"\nUsage: {name} COMMAND [arguments] [options]");
        if (command is RootCommand) {
            foreach ((string heading, Command[] commands) in groups) Write(output, heading, commands);
        } else {
            Write(output, "Commands", command.Subcommands.Where(c => !c.Hidden));
        }
        output.WriteLine($"\n'{name} COMMAND --help' explains a command and shows examples"
            + $"{(command is RootCommand ? "; '--version' names versions" : "")}.");
        return 0;
    }

    private static void Write(TextWriter output, string heading, IEnumerable<Command> commands) {
        output.WriteLine($"\n{heading}");
        foreach (Command command in commands) output.WriteLine($"  {command.Name,-10} {Summary(command)}");
    }

    /// <summary>Returns the first sentence of a description.</summary>
    private static string Summary(Command command) {
        string line = command.Description!.ReplaceLineEndings(" ");
        int end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }

    private static string PathOf(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult above ? $"{PathOf(above)} {result.Command.Name}" : "diorama";
}
