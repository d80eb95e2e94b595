using System.Globalization;
using Diorama.Fuzz.Checks;
using Diorama.Fuzz.Damage;
using Diorama.Fuzz.Inputs;

namespace Diorama.Fuzz;

/// <summary>A case that has run.</summary>
/// <param name="Number">Of the case.</param>
/// <param name="Kind">Of its input.</param>
/// <param name="Arguments">Of the program.</param>
/// <param name="Run">What came of it.</param>
/// <param name="Wrong">What is wrong with it; empty when nothing is.</param>
internal sealed record Outcome(long Number, string Kind, IReadOnlyList<string> Arguments, RunResult Run, IReadOnlyList<string> Wrong);

/// <summary>
/// The cases of a seed, in a scratch folder. Case k of seed N is a pure function of the two and of the program that makes the sound inputs.
/// </summary>
internal sealed class Campaign(string program, string repository, ulong seed) : IDisposable {
    private readonly string scratch = Directory.CreateTempSubdirectory("diorama-fuzz-").FullName;

    private string SeedsFolder => Path.Combine(scratch, "seeds");

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    /// <summary>The kind of a case.</summary>
    public InputKind KindOf(long number) => InputKind.Of(new Dice(seed, number));

    /// <summary>Makes a case and runs the program on it.</summary>
    public Outcome Run(long number) {
        using var folder = new CaseFolder(Path.Combine(scratch, "cases", $"{number}"));
        (InputKind kind, Invocation invocation) = Make(number, folder);
        folder.Remember();
        RunResult run = ProgramRun.Run(program, folder, invocation.Arguments);
        return new(number, kind.Name, invocation.Arguments, run, Verdict.Of(run, invocation, folder));
    }

    /// <summary>Writes a case's input, how the program was called on it and what it said, so that it can be tried again by hand.</summary>
    /// <returns>The folder.</returns>
    public string Save(Outcome outcome, string failures) {
        string kept = Path.Combine(failures, $"seed-{seed}", $"{outcome.Kind}-{outcome.Number}");
        // Damage is done again rather than copied: the run may have changed its input.
        using var folder = new CaseFolder(Path.Combine(scratch, "cases", $"{outcome.Number}-again"));
        Make(outcome.Number, folder);
        if (Directory.Exists(kept)) Directory.Delete(kept, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        Directory.Delete(Path.Combine(folder.Work, "victim"), recursive: true);
        CopyAll(folder.Work, kept);
        if (Directory.EnumerateFileSystemEntries(folder.Data).Any()) CopyAll(folder.Data, Path.Combine(kept, "data"));
        string quoted = string.Join(' ',
            outcome.Arguments.Select(a => a.Length > 0 && a.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=,".Contains(c)) ? a
                : "'" + a.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));
        File.WriteAllText(Path.Combine(kept, "command.sh"),
            $"cd \"$(dirname \"$0\")\" && DIORAMA_DATA=$PWD/data ${{DIORAMA:-diorama}} {quoted}\n");
        File.WriteAllText(Path.Combine(kept, "report.txt"),
            string.Create(CultureInfo.InvariantCulture,
                $"{string.Join('\n', outcome.Wrong)}\nexit code {outcome.Run.Code}, {outcome.Run.Seconds:0.0} s, "
                + $"{outcome.Run.PeakBytes >> 20} MiB\n--- standard error\n{outcome.Run.Errors}\n--- standard "
                + $"output\n{outcome.Run.Output}\n"));
        return kept;
    }

    private (InputKind, Invocation) Make(long number, CaseFolder folder) {
        var dice = new Dice(seed, number);
        InputKind kind = InputKind.Of(dice);
        string data = Path.Combine(scratch, "seeds-data");
        Directory.CreateDirectory(data);
        return (kind, kind.Make(dice, kind.Seeds(SeedsFolder, new SoundProgram(program, repository, data)), folder.Work, folder.Data));
    }

    private static void CopyAll(string from, string to) {
        Directory.CreateDirectory(to);
        foreach (FileSystemInfo entry in new DirectoryInfo(from).EnumerateFileSystemInfos()) {
            string target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link) File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo) CopyAll(entry.FullName, target);
            else if (entry.UnixFileMode == FakePipe.Mode) FakePipe.Make(target);
            else File.Copy(entry.FullName, target);
        }
    }
}
