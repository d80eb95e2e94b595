using System.CommandLine;
using Diorama.Core;
using Diorama.Core.Quoting;
using Diorama.Datasets.Runs;
using Diorama.Worlds;

namespace Diorama.Cli;

/// <summary>Exit codes that scripts can use, after sysexits.h, and the one place where failures become sentences.</summary>
internal static class ExitCodes {
    public const int SomeFailed = 3, Usage = 64, BadInput = 65, Internal = 70, CannotWrite = 73, TryAgain = 75, Cancelled = 130, Terminated = 143;

    /// <summary>errno of what passes by itself or with some tidying: no space, quota, input and output errors, a mount that is gone.</summary>
    public const int NoSpace = 28;
    private const int QuotaExceeded = 122, InputOutput = 5, StaleHandle = 116, NotConnected = 107, TimedOut = 110, HostDown = 112;
    private const long FullBytes = 1 << 20;

    public static int Run(RootCommand root, string[] args) {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0) {
            foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine("Run with --help for the options and examples.");
            return Usage;
        }
        try {
            return parsed.InvokeAsync(new InvocationConfiguration {
                // After Ctrl-C a scene that is being built may take this long to notice. Generate has signals of its own.
                EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = parsed.CommandResult.Command.Name == "generate" ? null : TimeSpan.FromSeconds(20),
            }).GetAwaiter().GetResult();
        } catch (Exception e) when (IsTemporary(e)) {
            Console.Error.WriteLine(Sentence(e.Message) + " Nothing that was finished is damaged; the same command goes on when that has passed.");
            return TryAgain;
        } catch (TooManyFailuresException e) {
            Console.Error.WriteLine(Sentence(e.Message));
            return Internal;
        } catch (Exception e) when (e is BadInputException or UnbuildableSceneException) {
            Console.Error.WriteLine(Sentence(e.Message));
            return BadInput;
        } catch (Exception e) when (MissingLibrary(e) is { } sentence) {
            Console.Error.WriteLine(sentence);
            return Usage;
        } catch (OperationCanceledException) {
            Console.Error.WriteLine("Stopped; nothing was written.");
            return Cancelled;
        } catch (Exception e) when (e is UnauthorizedAccessException or IOException) {
            Console.Error.WriteLine(Sentence(e.Message));
            return CannotWrite;
        } catch (Exception e) {
            Console.Error.WriteLine($"A defect of the program: {e}");
            return Internal;
        }
    }

    /// <summary>Whether there is no room left where a file would be written; a library may have kept the number of its error to itself.</summary>
    public static bool IsFull(string folder) {
        try {
            return new DriveInfo(folder).AvailableFreeSpace < FullBytes;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) {
            return false;
        }
    }

    /// <summary>What is missing is met in a type's initializer, or on another thread, as likely as not.</summary>
    private static string? MissingLibrary(Exception e) => e switch {
        MissingLibraryException => Sentence(e.Message),
        DllNotFoundException => $"A native library cannot be loaded ({Sentence(e.Message.Split('\n')[0])}); build anew (docs/install.md).",
        TypeInitializationException or AggregateException when e.InnerException is { } inner => MissingLibrary(inner),
        _ => null,
    };

    private static bool IsTemporary(Exception? e) => e is not null && (e is IOException {
        HResult: NoSpace or QuotaExceeded or InputOutput or StaleHandle or NotConnected or TimedOut or HostDown } || IsTemporary(e.InnerException));

    /// <summary>One line with its stop.</summary>
    private static string Sentence(string message) {
        string line = string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        line = TerminalText.Of(line);
        return line.EndsWith('.') || line.EndsWith('?') ? line : line + ".";
    }
}
