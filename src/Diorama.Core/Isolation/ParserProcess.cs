using System.Diagnostics;
using System.Globalization;
using System.Text;
using Diorama.Core.Files;

namespace Diorama.Core.Isolation;

/// <summary>
/// Reads untrusted files with native parsers in a separate process that has limits on memory and time: a crash, a hang or excessive memory
/// use there becomes an error message here. One parser process serves this process, one file after the other, and is restarted after it has
/// ended. Programs call <see cref="Use"/> to say what to start; without that, as in a library, files are read in this process.
/// </summary>
public sealed class ParserProcess : IDisposable {
    /// <summary>Argument with which the program is started to serve as a parser process (<see cref="ParserServer"/>).</summary>
    public const string Argument = "parse-files";

    private static readonly Lock Access = new();
    private static ParserProcess? running;
    private static string[]? command;

    private readonly Process process;
    private readonly ParserLimits limits;
    private readonly BinaryWriter requests;
    private readonly BinaryReader answers;

    /// <summary>Limits for all files that are read from now on.</summary>
    public static ParserLimits Limits { get; set; } = new();

    /// <summary>Whether files are read in a separate process.</summary>
    public static bool IsUsed => command is not null;

    /// <summary>
    /// Makes <paramref name="program"/> read all files; it is started with <paramref name="arguments"/> and <see cref="Argument"/>.
    /// </summary>
    public static void Use(string program, params ReadOnlySpan<string> arguments) => command = [program, .. arguments, Argument];

    /// <summary>
    /// Reads <paramref name="input"/> with the parser of that name. The parser writes its result to a file, which is passed to
    /// <paramref name="take"/> and then removed; memory mapped from it stays valid.
    /// </summary>
    /// <param name="parser">Name of the parser in <see cref="ParserServer"/>.</param>
    /// <param name="input">Path of the file.</param>
    /// <param name="name">Name of the file as the user knows it, for messages.</param>
    /// <param name="share">Fraction of <see cref="ParserLimits.Seconds"/> that reading may take.</param>
    /// <param name="take">Function that reads the result from the path it is given.</param>
    /// <exception cref="BadInputException">
    /// The file cannot be read; the message gives the reason, or the limit that was exceeded.
    /// </exception>
    public static T Read<T>(string parser, string input, string name, double share, Func<string, T> take) {
        using var folder = new ScratchFolder("parsed");
        string output = Path.Combine(folder.Path, "result");
        lock (Access) {
            if (running is not null && running.limits != Limits) End();
            running ??= new(command ?? throw new InvalidOperationException("no program was named"), Limits);
            running.Ask(parser, Path.GetFullPath(input), name, output, share);
        }
        return take(output);
    }

    private const int FirstSignal = 128, Abort = 6;

    private ParserProcess(string[] command, ParserLimits limits) {
        this.limits = limits;
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[ParserServer.MemoryVariable] = limits.Bytes.ToString(CultureInfo.InvariantCulture);
        process = Process.Start(start)!;
        (requests, answers) = (new(process.StandardInput.BaseStream, Encoding.UTF8), new(process.StandardOutput.BaseStream, Encoding.UTF8));
    }

    private void Ask(string parser, string input, string name, string output, double share) {
        double seconds = share * limits.Seconds;
        bool answered = false;
        string refusal = "";
        int error = 0;
        var status = ParserServer.Status.Done;
        // A separate thread, because the callers that wait for this result may occupy all threads of the pool.
        var exchange = new Thread(() => {
            try {
                requests.Write(parser);
                requests.Write(input);
                requests.Write(output);
                requests.Flush();
                (status, error, refusal) = ((ParserServer.Status)answers.ReadByte(), answers.ReadInt32(), answers.ReadString());
                answered = true;
            } catch (IOException) {
                // The process has ended.
            }
        }) { IsBackground = true };
        exchange.Start();
        if (!exchange.Join(TimeSpan.FromSeconds(seconds))) {
            End();
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: reading it takes more than {seconds:0.#} seconds, the limit."));
        }
        if (!answered) {
            process.WaitForExit();
            int code = process.ExitCode;
            End();
            throw Ending(name, code);
        }
        if (status == ParserServer.Status.Trouble) throw FileException.Told(refusal, error);
        if (status == ParserServer.Status.Refused) throw new BadInputException($"{name}: {refusal}");
    }

    private Exception Ending(string name, int code) {
        string limit = string.Create(CultureInfo.InvariantCulture, $"{limits.Bytes / (double)(1 << 30):0.##} GiB");
        // Debian's parsers are built with assertions, and a failed memory allocation ends in an abort, too.
        return (code - FirstSignal) switch {
            _ when code == ParserServer.OutOfMemory =>
                new BadInputException($"{name}: reading it takes more than {limit} of memory, the limit."),
            Abort => new BadInputException(
                $"{name}: it is damaged in a way that its parser does not survive (an assertion failed, or it needs "
                + $"more than {limit} of memory)."),
            // Illegal instruction, trap, bus error, arithmetic error, segmentation fault, forbidden system call.
            4 or 5 or 7 or 8 or 11 or 31 => new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: it is damaged in a way that its parser does not survive (signal {code - FirstSignal}).")),
            > 0 => FileException.Killed(string.Create(CultureInfo.InvariantCulture,
                $"{name} was not read: the process that parses it was ended from outside (signal {code - FirstSignal}), as happens when "
                    + $"memory is short.")),
            _ => new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{name}: its parser ended with code {code}.")),
        };
    }

    /// <summary>Ends the parser process, if there is one; called when the program ends, so that no process outlives it.</summary>
    public static void Stop() {
        if (Access.TryEnter()) {
            End();
            Access.Exit();
        } else {
            // Another thread still waits for it.
            running?.process.Kill();
        }
    }

    private static void End() {
        running?.Dispose();
        running = null;
    }

    /// <summary>Kills the process, even in the middle of a file.</summary>
    public void Dispose() {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
