using System.Globalization;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs.Plans;

namespace Diorama.Datasets.Runs;

/// <summary>
/// The folder of a run (docs/datasets.md): its plan, its parts, and the status files of its workers. The merged dataset has the same root.
/// </summary>
public sealed class RunFolder {
    internal const string PartialMark = ".partial-";
    private const string PartPrefix = "part-", StatusName = "status";

    public string Root { get; }
    public DatasetFolder Dataset { get; }
    public string PlanFile => Path.Combine(Root, "plan.json");
    public string PlanChecksumFile => Path.Combine(Root, "plan.sha256");
    public string PartsFolder => Path.Combine(Root, "parts");
    /// <summary>Folder of the workers' status files, one file of JSON lines per worker.</summary>
    public string StatusFolder => Path.Combine(Root, StatusName);
    /// <summary>File that lists the parts and frames that a merged dataset lacks; it does not exist if nothing is missing.</summary>
    public string MissingFile => Path.Combine(Root, "missing.json");
    /// <summary>File that lists the failed frames with their reasons; it does not exist if no frame failed.</summary>
    public string FailuresFile => Path.Combine(Root, "failures.jsonl");

    public RunFolder(string root) => (Root, Dataset) = (Path.GetFullPath(root), new(root));

    /// <summary>Path of a finished part relative to the root: <c>parts/part-000012</c>.</summary>
    public static string PartName(long part) => string.Create(CultureInfo.InvariantCulture, $"parts/{PartPrefix}{part:000000}");

    internal string PartPath(long part) => Path.Combine(Root, PartName(part));

    /// <summary>Status file of the worker that holds a part in work.</summary>
    internal static string StatusFileBeside(string partial, string token) =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(partial)!)!, StatusName, token + ".jsonl");

    /// <summary>Path of the folder in which a worker makes a part.</summary>
    internal string PartialPath(long part, string token) => PartPath(part) + PartialMark + token;

    /// <summary>Returns the folders in which workers make, or made, a part.</summary>
    internal IEnumerable<(string Path, string Token)> Partials(long part) =>
        PartialsLike(Path.GetFileName(PartPath(part)) + PartialMark + "*").Select(p => (p.Path, p.Token));

    /// <summary>Returns all folders of parts in work.</summary>
    internal IEnumerable<(long Part, string Path, string Token)> Partials() => PartialsLike(PartPrefix + "*" + PartialMark + "*");

    private IEnumerable<(long Part, string Path, string Token)> PartialsLike(string pattern) {
        if (!Directory.Exists(PartsFolder)) yield break;
        foreach (string path in Directory.GetDirectories(PartsFolder, pattern).Order(StringComparer.Ordinal)) {
            string name = Path.GetFileName(path);
            int mark = name.IndexOf(PartialMark, StringComparison.Ordinal);
            if (long.TryParse(name.AsSpan(PartPrefix.Length, mark - PartPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture,
                out long part)) {
                yield return (part, path, name[(mark + PartialMark.Length)..]);
            }
        }
    }

    public bool HasPlan => File.Exists(PlanFile);

    /// <exception cref="BadInputException">There is no plan, or it was changed after it was written.</exception>
    public RunPlan ReadPlan() {
        const int tries = 20, milliseconds = 100;
        if (!HasPlan) throw new BadInputException($"{Root} holds no run: it has no plan.json; 'diorama plan RECIPE -o {Root}' makes one.");
        for (int i = 1; ; i++) {
            byte[] bytes = File.ReadAllBytes(RegularFile.At(PlanFile));
            if (File.Exists(PlanChecksumFile) && File.ReadAllText(RegularFile.At(PlanChecksumFile)).StartsWith(RunPlan.Sha256(bytes),
                StringComparison.Ordinal)) return RunPlan.Parse(bytes, PlanFile);
            // Another process may have written only the first of the two files so far.
            if (i == tries) throw new BadInputException($"{PlanFile} is not the file that {PlanChecksumFile} tells the checksum of.");
            Thread.Sleep(milliseconds);
        }
    }

    /// <summary>
    /// Prepares the folder for a run: a new one, the same again, or the same with more frames. Returns the plan in effect, which never has
    /// fewer frames than before.
    /// </summary>
    /// <param name="wanted">Plan of the requested run.</param>
    /// <param name="anyPartSize">Whether existing parts may have another size.</param>
    /// <exception cref="BadInputException">
    /// The folder holds something else, or another run; the message names the first difference.
    /// </exception>
    public RunPlan Prepare(RunPlan wanted, bool anyPartSize = false) {
        if (File.Exists(Root))
            throw new BadInputException($"{Root} cannot be written: it is {FileException.WhatIs(Root)}; a folder was expected.");
        Sweep();
        if (!HasPlan && HoldsOther) throw new BadInputException($"{Root} is not empty and holds no run; choose another folder.");
        if (HasPlan) {
            RunPlan found = ReadPlan();
            if (anyPartSize) wanted = wanted with { ScenesPerPart = found.ScenesPerPart };
            if (PlanDifference.Between(found, wanted) is { } other) throw Other(other);
            if (wanted.Frames <= found.Frames) return found;
        }
        FileException.MakeFolder(PartsFolder);
        byte[] bytes = wanted.Bytes();
        AtomicFile.Write(Dataset.RecipeFile, path => File.WriteAllText(path, wanted.RecipeText));
        AtomicFile.Write(PlanFile, path => File.WriteAllBytes(path, bytes));
        AtomicFile.Write(PlanChecksumFile, path => File.WriteAllText(path, $"{RunPlan.Sha256(bytes)}  plan.json\n"));
        // If several processes plan at the same time, the last one's plan remains; usually it is the same.
        return ReadPlan() is { } now && PlanDifference.Between(now, wanted) is { } difference ? throw Other(difference) : wanted;
    }

    /// <summary>
    /// Whether the folder holds foreign files and no plan. Another process may be planning meanwhile, so the plan is looked for once more
    /// after files were seen.
    /// </summary>
    private bool HoldsOther =>
        Directory.Exists(Root) && Directory.EnumerateFileSystemEntries(Root).Select(e => Path.GetFileName(e))
        .Any(e => e[0] != '.' && e is not ("parts" or "recipe.yaml")) && !HasPlan;

    /// <summary>Removes temporary files that killed processes left beside the parts.</summary>
    internal void Sweep() {
        AtomicFile.Sweep(Root);
        AtomicFile.Sweep(Path.Combine(Root, "stats"));
    }

    private BadInputException Other(string difference) =>
        new($"{Root} already holds a dataset {difference}; choose another folder or remove it.");
}
