using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Processes;

namespace Diorama.Core.Isolation;

/// <summary>The server side of <see cref="ParserProcess"/>: reads the requested files until standard input ends.</summary>
public static partial class ParserServer {
    /// <summary>Environment variable with the memory limit in bytes.</summary>
    internal const string MemoryVariable = "DIORAMA_PARSER_BYTES";
    /// <summary>Exit code of the process when managed memory is used up.</summary>
    internal const int OutOfMemory = 71;

    /// <summary>Result of reading a file.</summary>
    internal enum Status : byte {
        Done,
        /// <summary>The file cannot be used.</summary>
        Refused,
        /// <summary>The result cannot be written.</summary>
        Trouble,
    }

    private const int DataLimit = 2, CoreLimit = 4;

    /// <summary>Answers requests on standard input until it ends.</summary>
    /// <param name="parsers">
    /// Parsers by name. Each reads the file of the first path and writes its result to the second path. It throws a
    /// <see cref="BadInputException"/> whose message does not contain the file's name.
    /// </param>
    public static int Run(IReadOnlyDictionary<string, Action<string, string>> parsers) {
        Limit(CoreLimit, 0);
        if (long.TryParse(Environment.GetEnvironmentVariable(MemoryVariable), NumberStyles.None, CultureInfo.InvariantCulture,
            out long bytes)) Limit(DataLimit, (ulong)bytes);
        // Signals to the process group are left to the requesting process, which ends this one.
        PosixSignalRegistration[] ignored = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(s => PosixSignalRegistration.Create(s, c => c.Cancel = true))];
        // The output of a parser before an abort must not get between the answers.
        int answers = Duplicate(1), nowhere = Open("/dev/null", 1);
        if (answers < 0 || nowhere < 0 || Duplicate(nowhere, 1) < 0 || Duplicate(nowhere, 2) < 0) return 1;
        using var writer = new BinaryWriter(new FileStream(new(answers, ownsHandle: true), FileAccess.Write, bufferSize: 0), Encoding.UTF8);
        using var reader = new BinaryReader(Console.OpenStandardInput(), Encoding.UTF8);
        while (true) {
            string parser, input, output;
            try {
                (parser, input, output) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
            } catch (EndOfStreamException) {
                return 0;
            }
            (Status Status, int Error, string Words) answer = (Status.Done, 0, "");
            var work = new Thread(() => answer = Answer(parsers[parser], input, output), 64 << 20);
            work.Start();
            // The requesting process may end before the answer is ready.
            while (!work.Join(TimeSpan.FromSeconds(1))) if (ParentIsGone()) ProcessEnd.Now(0);
            writer.Write((byte)answer.Status);
            writer.Write(answer.Error);
            writer.Write(answer.Words);
            writer.Flush();
            GC.KeepAlive(ignored);
        }
    }

    private static (Status, int, string) Answer(Action<string, string> parser, string input, string output) {
        try {
            parser(input, output);
            return (Status.Done, 0, "");
        } catch (BadInputException e) {
            return (Status.Refused, 0, e.Message);
        } catch (FileException e) {
            return (Status.Trouble, e.HResult, e.Message);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return (Status.Refused, 0, e.Message);
        } catch (OutOfMemoryException) {
            ProcessEnd.Now(OutOfMemory);
            return default;
        }
    }

    private static readonly int Parent = ParentId();

    private static bool ParentIsGone() => ParentId() != Parent;

    private static void Limit(int resource, ulong value) {
        var limit = new ResourceLimit { Soft = value, Hard = value };
        SetLimit(resource, in limit);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit {
        public ulong Soft, Hard;
    }

    // RLIMIT_DATA counts writable memory only; the runtime reserves much more address space than it uses, which must not count.
    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int descriptor, int to);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();
}
