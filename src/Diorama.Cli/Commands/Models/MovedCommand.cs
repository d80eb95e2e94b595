using System.CommandLine;
using Diorama.Cli.Processes;

namespace Diorama.Cli.Commands.Models;

/// <summary>A command under its old name: it says what it is called now.</summary>
internal static class MovedCommand {
    public static Command Create(string name, string now) {
        // Whatever options the old command had.
        var command = new Command(name, $"Is now 'diorama {now}'.") { Hidden = true, TreatUnmatchedTokensAsErrors = false };
        command.SetAction((Func<ParseResult, int>)(_ => throw new UsageException($"'diorama noise {name}' is now 'diorama {now}'.")));
        return command;
    }
}
