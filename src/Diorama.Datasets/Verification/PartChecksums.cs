using System.Security.Cryptography;
using Diorama.Core;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Runs.Parts;

namespace Diorama.Datasets.Verification;

/// <summary>Compares the files of a run's parts with the checksums that part.json recorded when they were written.</summary>
internal static class PartChecksums {
    public const string Name = "checksums",
        Sentence = "Every file of a part has the size and the SHA-256 that part.json states, and there is no other.";

    public static void Check(string root, VerifyOptions options, Findings findings) {
        string folder = new RunFolder(root).PartsFolder;
        if (!Directory.Exists(folder)) return;
        foreach (string part in Directory.GetDirectories(folder).Where(p => !p.Contains(RunFolder.PartialMark, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)) {
            options.Cancellation.ThrowIfCancellationRequested();
            string name = $"{Path.GetFileName(folder)}/{Path.GetFileName(part)}";
            try {
                if (PartInfo.Read(part)?.Files is { } files) Check(part, name, files, options, findings);
                else findings.Expect(false, $"{name}/{PartInfo.FileName}", "", "a list of files", "none");
            } catch (BadInputException e) {
                findings.Expect(false, $"{name}/{PartInfo.FileName}", "", "a list of files", e.Message);
            }
        }
    }

    private static void Check(string part, string name, SortedDictionary<string, FileChecksum> files, VerifyOptions options,
        Findings findings) {
        (string File, FileChecksum Sum)[] taken = [.. files.Select(f => (f.Key, f.Value)).Where((_, i) => options.Takes(i))];
        var problems = new (string Expected, string Found)?[taken.Length];
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        Parallel.For(0, taken.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = options.Cancellation },
            i => {
            (string file, FileChecksum sum) = taken[i];
            if (file.Contains('\0', StringComparison.Ordinal)) {
                problems[i] = ("a path", "one with a NUL character");
                return;
            }
            var found = new FileInfo(Path.Combine(part, file));
            if (!found.Exists) problems[i] = ("a file", "none");
            else if (found.Length != sum.Bytes) problems[i] = ($"{sum.Bytes} bytes", $"{found.Length}");
            else if (!options.Quick) {
                using FileStream stream = found.OpenRead();
                string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
                if (hash != sum.Sha256) problems[i] = ($"SHA-256 {sum.Sha256[..Math.Min(12, sum.Sha256.Length)]}…", $"{hash[..12]}…");
            }
        });
        findings.CountChecked(taken.Length);
        for (int i = 0; i < taken.Length; i++) {
            if (problems[i] is var (expected, found)) findings.Add($"{name}/{taken[i].File}", "", expected, found);
        }
        foreach (string file in Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(part, f).Replace('\\', '/')).Order(StringComparer.Ordinal)) {
            if (file != PartInfo.FileName && !files.ContainsKey(file))
                findings.Add($"{name}/{file}", "", "a file that part.json lists", "another");
        }
    }
}
