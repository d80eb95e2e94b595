using System.Text.RegularExpressions;

namespace Diorama.Fuzz.Checks;

/// <summary>What every run of the program must keep, however damaged its input is.</summary>
internal static partial class Verdict {
    private const int LongestSentence = 2000;

    [GeneratedRegex(@"^\s+at |A defect of the program|Unhandled exception", RegexOptions.Multiline)]
    private static partial Regex Traces();

    [GeneratedRegex(@"[\x00-\x08\x0B-\x1F\x7F-\x9F]")]
    private static partial Regex ControlCharacters();

    /// <summary>"exporting: 13 %" and what a run says of itself where nobody looks at a terminal.</summary>
    [GeneratedRegex(@"^[\w-]+: (\d+ %|\d+ of \d+ frames.*)$")]
    private static partial Regex Progress();

    [GeneratedRegex(@"(^|/)\.[^/]*\.partial$")]
    private static partial Regex HiddenPartial();

    /// <summary>What is wrong with a run, one phrase each; empty when all is well.</summary>
    public static IReadOnlyList<string> Of(RunResult run, Invocation invocation, CaseFolder folder) {
        var wrong = new List<string>();
        if (run.TimedOut) wrong.Add($"hang: longer than {ProgramRun.LimitSeconds:0} s");
        if (run.TooLarge) wrong.Add($"memory: a process of more than {ProgramRun.LimitBytes >> 30} GiB");
        bool ended = run.TimedOut || run.TooLarge;
        if (!ended && run.Code is < 0 or (> 128 and not (130 or 143))) wrong.Add($"signal: exit code {run.Code}");
        else if (!ended && !invocation.Codes.Contains(run.Code)) wrong.Add($"code: {run.Code}");
        if (Traces().IsMatch(run.Errors) || Traces().IsMatch(run.Output)) wrong.Add("trace");
        if (run.LeftBehind) wrong.Add("left behind: a process");
        if (ControlCharacters().IsMatch(run.Errors) || ControlCharacters().IsMatch(run.Output))
            wrong.Add("control characters in what is printed");
        if (!ended && run.Code is not (0 or 1 or 3)) Sentences(run, invocation, wrong);
        Files(run, invocation, folder, ended, wrong);
        return wrong;
    }

    /// <summary>A failing run says one sentence; warnings and notes of progress are lines of their own.</summary>
    private static void Sentences(RunResult run, Invocation invocation, List<string> wrong) {
        string[] lines = [.. run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !l.StartsWith("warning: ", StringComparison.Ordinal) && !Progress().IsMatch(l))];
        // Wrong usage is told by an error of each option and where to find help.
        int most = run.Code == 64 ? 4 : invocation.Sentences;
        if (lines.Length == 0) wrong.Add("silent: no sentence on standard error");
        else if (lines.Length > most) wrong.Add($"sentences: more than {most} on standard error");
        else if (!lines[^1].EndsWith('.') && !lines[^1].EndsWith('?')) wrong.Add("sentences: the last one has no end");
        if (lines.Any(l => l.Length > LongestSentence)) wrong.Add($"sentences: one of more than {LongestSentence} characters");
        if (run.Errors.Contains("used by another process", StringComparison.Ordinal))
            wrong.Add("sentences: its own file is 'used by another process'");
    }

    private static void Files(RunResult run, Invocation invocation, CaseFolder folder, bool ended, List<string> wrong) {
        string work = Path.GetRelativePath(folder.Root, folder.Work);
        foreach (string path in folder.Changes()) {
            if (path == "data" || path.StartsWith("data/", StringComparison.Ordinal)) continue;
            if (path.StartsWith("tmp/", StringComparison.Ordinal)) {
                if (!ended) wrong.Add("left behind: a temporary file");
                continue;
            }
            if (!ended && HiddenPartial().IsMatch(path)) wrong.Add("left behind: a hidden partial file");
            string from = Path.GetRelativePath(work, path);
            if (!invocation.Writes.Any(w => from == w || from.StartsWith(w + "/", StringComparison.Ordinal))
                && !HiddenPartial().IsMatch(path)) wrong.Add($"escape: {path} was written or changed");
        }
        if (ended || run.Code is 0 or 1 or 3) return;
        foreach (string name in invocation.Whole) {
            if (Path.Exists(Path.Combine(folder.Work, name))) wrong.Add($"half-written: {name}");
        }
    }
}
