using System.CommandLine;
using Diorama.Core;
using Diorama.Worlds;

namespace Diorama.Cli;

/// <summary>Exit codes that scripts can use, after sysexits.h, and the one place where failures become sentences.</summary>
internal static class ExitCodes {
    public const int Usage = 64, BadInput = 65, CannotWrite = 73, Cancelled = 130;

    public static int Run(RootCommand root, string[] args) {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0) {
            foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine("Run with --help for the options and examples.");
            return Usage;
        }
        try {
            return parsed.InvokeAsync(new InvocationConfiguration {
                // After Ctrl-C a scene that is being built may take this long to notice.
                EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
            }).GetAwaiter().GetResult();
        } catch (Exception e) when (e is BadInputException or UnbuildableSceneException) {
            Console.Error.WriteLine(Sentence(e.Message));
            return BadInput;
        } catch (OperationCanceledException) {
            Console.Error.WriteLine("Stopped; nothing was written.");
            return Cancelled;
        } catch (Exception e) when (e is UnauthorizedAccessException or IOException) {
            Console.Error.WriteLine(Sentence(e.Message));
            return CannotWrite;
        }
    }

    /// <summary>One line with its stop.</summary>
    private static string Sentence(string message) {
        string line = string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.EndsWith('.') || line.EndsWith('?') ? line : line + ".";
    }
}
