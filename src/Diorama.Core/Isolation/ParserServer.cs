using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Processes;

namespace Diorama.Core.Isolation;

/// <summary>The other side of <see cref="ParserProcess"/>: reads the files that it is asked to read, until nobody asks any more.</summary>
public static partial class ParserServer {
    /// <summary>The environment variable with the limit on memory, in bytes.</summary>
    internal const string MemoryVariable = "DIORAMA_PARSER_BYTES";
    /// <summary>What the process exits with where managed memory is used up.</summary>
    internal const int OutOfMemory = 71;

    /// <summary>How reading a file went.</summary>
    internal enum Status : byte {
        Done,
        /// <summary>The file cannot be used.</summary>
        Refused,
        /// <summary>What was read cannot be written.</summary>
        Trouble,
    }

    private const int DataLimit = 2, CoreLimit = 4;

    /// <summary>Answers requests on standard input.</summary>
    /// <param name="parsers">
    /// By name; each reads the file of the first path, and writes what it read to the second. A <see cref="BadInputException"/> without the
    /// file's name says what is wrong.
    /// </param>
    public static int Run(IReadOnlyDictionary<string, Action<string, string>> parsers) {
        Limit(CoreLimit, 0);
        if (long.TryParse(Environment.GetEnvironmentVariable(MemoryVariable), NumberStyles.None, CultureInfo.InvariantCulture,
            out long bytes)) Limit(DataLimit, (ulong)bytes);
        // Signals to the group are the asking process's matter, which ends this one.
        PosixSignalRegistration[] ignored = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(s => PosixSignalRegistration.Create(s, c => c.Cancel = true))];
        // What a parser prints on its way to an abort is nobody's sentence, and must not stand among the answers.
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
            // The asking process may be gone before the answer is there.
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
        } catch (FileTrouble e) {
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

    // RLIMIT_DATA counts memory that may be written; the runtime reserves much more than it ever uses, which this leaves alone.
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
