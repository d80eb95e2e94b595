using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Core.Names;
using Diorama.Core.Quoting;
using Diorama.Datasets.Layout;
using Diorama.Worlds.Recipes;

namespace Diorama.Cli.Processes;

/// <summary>Exit codes for scripts, after sysexits.h, and the one place where exceptions become messages for the user.</summary>
internal static class ExitCodes {
    public const int SomeFailed = 3, Usage = 64, BadInput = 65, Internal = 70, CannotWrite = 73, TryAgain = 75, Cancelled = 130,
        Terminated = 143;

    public static int Run(RootCommand root, string[] args) {
        ParseResult parsed = root.Parse(args);
        string[] wrong = [.. UnknownOptions(parsed, args)];
        // What is missing is often what an unknown option was meant to be.
        if (wrong.Length == 0) wrong = [.. parsed.Errors.Select(e => e.Message)];
        if (wrong.Length > 0) {
            foreach (string error in wrong) Console.Error.WriteLine(error);
            Console.Error.WriteLine("Run with --help for the options and examples.");
            return Usage;
        }
        // "generate" has its own signal handling.
        bool ownSignals = parsed.CommandResult.Command.Name == "generate";
        using Interruption? interruption = ownSignals ? null : new(listens: parsed.Action is AsynchronousCommandLineAction);
        try {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.InvokeAsync(configuration, interruption?.Token ?? CancellationToken.None).GetAwaiter().GetResult();
        } catch (Exception e) when (e is OperationCanceledException || interruption is { Token.IsCancellationRequested: true }) {
            Console.Error.WriteLine(e is StoppedException ? e.Message : "Stopped; nothing was written.");
            return interruption?.ExitCode ?? Cancelled;
        } catch (Exception e) when (Cause(e) is OutOfMemoryException) {
            Console.Error.WriteLine(
                "There is not enough memory for this; smaller images, fewer threads or a larger limit need less of it.");
            return TryAgain;
        } catch (Exception e) when (Cause(e) is PartsTakenException || FileException.IsTemporary(Cause(e))) {
            Console.Error.WriteLine(Sentence(Words(Cause(e)))
                + " Nothing that was finished is damaged; the same command goes on when that has passed.");
            return TryAgain;
        } catch (UsageException e) {
            Console.Error.WriteLine(Sentence(e.Message));
            Console.Error.WriteLine("Run with --help for the options and examples.");
            return Usage;
        } catch (TooManyFailuresException e) {
            Console.Error.WriteLine(Sentence(e.Message));
            return Internal;
        } catch (Exception e) when (Cause(e) is BadInputException or UnbuildableSceneException or FileNotFoundException
            or DirectoryNotFoundException) {
            Console.Error.WriteLine(Sentence(Words(Cause(e))));
            return BadInput;
        } catch (Exception e) when (MissingLibrary(e) is { } sentence) {
            Console.Error.WriteLine(sentence);
            return Usage;
        } catch (Exception e) when (Cause(e) is UnauthorizedAccessException or IOException) {
            Console.Error.WriteLine(Sentence(Words(Cause(e))));
            return CannotWrite;
        } catch (Exception e) {
            Console.Error.WriteLine($"A defect of the program: {e}");
            return Internal;
        }
    }

    /// <summary>
    /// Returns a sentence for each word that looks like an option and was taken as the name of a file or another thing: names that begin
    /// with a dash come after "--".
    /// </summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed, string[] args) {
        int names = Array.IndexOf(args, "--");
        string[] plain = names < 0 ? args : args[..names];
        foreach (ArgumentResult argument in parsed.CommandResult.Children.OfType<ArgumentResult>()) {
            foreach (Token token in argument.Tokens) {
                if (token.Value is not ['-', _, ..] || !plain.Contains(token.Value)) continue;
                IEnumerable<string> options =
                    parsed.CommandResult.Command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Append(o.Name))
                    .Where(o => o.StartsWith("--", StringComparison.Ordinal));
                yield return $"There is no option '{DisplayName.Visible(token.Value)}', {NearestNames.Sentence(token.Value, options)}.";
            }
        }
    }

    /// <summary>
    /// Returns the cause of an exception: the first failure of several threads, and the failure inside a type's initializer.
    /// </summary>
    private static Exception Cause(Exception e) => e switch {
        AggregateException { InnerException: { } inner } => Cause(inner),
        TypeInitializationException { InnerException: { } inner } => Cause(inner),
        _ => e,
    };

    /// <summary>
    /// Returns the message if a native library is missing, which may also be found in a type's initializer or on another thread; null
    /// otherwise.
    /// </summary>
    private static string? MissingLibrary(Exception e) => e switch {
        MissingLibraryException => Sentence(e.Message),
        DllNotFoundException => $"A native library cannot be loaded ({Sentence(e.Message.Split('\n')[0])}); build anew (docs/install.md).",
        TypeInitializationException or AggregateException when e.InnerException is { } inner => MissingLibrary(inner),
        _ => null,
    };

    private static string Words(Exception e) => e is BadInputException or UnbuildableSceneException or PartsTakenException ? e.Message
        : FileException.Sentence(e);

    /// <summary>Joins a message to one line that ends with a full stop.</summary>
    private static string Sentence(string message) {
        string line = string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        line = TerminalText.Of(line);
        return line.EndsWith('.') || line.EndsWith('?') ? line : line + ".";
    }
}
