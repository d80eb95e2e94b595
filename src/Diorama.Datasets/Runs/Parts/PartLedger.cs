using Diorama.Datasets.Runs.Plans;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>
/// Keeps track of which parts of a run are committed, and which are in work in this or other processes. The folder holds the state: this
/// class only keeps the parts that this process has open.
/// </summary>
internal sealed class PartLedger(RunFolder folder, RunPlan plan, PartOwner owner) : IDisposable {
    private readonly Lock access = new();
    private readonly Dictionary<long, PartWork> inWork = [];
    private readonly HashSet<long> ended = [];

    /// <summary>Whether the part is committed with all frames that the plan now has.</summary>
    public static bool IsCommitted(RunFolder folder, RunPlan plan, long part) {
        (long first, long end) = plan.FramesOf(part);
        return PartInfo.Read(folder.PartPath(part)) is { } info && info.Frames >= end - first;
    }

    /// <summary>Returns the parts of a range that are not committed: first those that no other worker is making.</summary>
    public IReadOnlyList<long> Missing(long from, long to) {
        lock (access) ended.Clear();
        var missing = new List<long>();
        for (long part = from; part < to; part++) {
            if (!IsCommitted(folder, plan, part)) missing.Add(part);
        }
        return [.. missing.OrderBy(IsHeldElsewhere)];
    }

    private bool IsHeldElsewhere(long part) => folder.Partials(part).Any(p => p.Token != owner.Token && !IsStale(p.Path));

    /// <summary>Opens a part to work on; null if it was committed or lost meanwhile, or is left to another worker.</summary>
    /// <param name="part">Number of the part.</param>
    /// <param name="evenIfHeld">Whether to make a part that another worker is making, which may be slower or never finish.</param>
    /// <param name="opened">True for the first caller who opens the part.</param>
    /// <param name="committed">True for the first caller after another process has committed the part.</param>
    public PartWork? Open(long part, bool evenIfHeld, out bool opened, out bool committed) {
        lock (access) {
            opened = committed = false;
            if (ended.Contains(part)) return null;
            if (inWork.TryGetValue(part, out PartWork? work)) return work;
            if (IsCommitted(folder, plan, part)) {
                committed = ended.Add(part);
                return null;
            }
            if (!evenIfHeld && IsHeldElsewhere(part)) {
                ended.Add(part);
                return null;
            }
            try {
                inWork[part] = PartWork.Open(folder, plan, part, owner, IsStale);
                opened = true;
                return inWork[part];
            } catch (IOException) when (!Directory.Exists(folder.PartialPath(part, owner.Token))) {
                // Another process took the folder over at this moment.
                ended.Add(part);
                return null;
            }
        }
    }

    /// <summary>Ends the work on a part; true for exactly one caller.</summary>
    public bool End(PartWork work) {
        lock (access) return ended.Add(work.Part) && inWork.Remove(work.Part);
    }

    /// <summary>Shows other processes that this one is alive.</summary>
    public void Touch() {
        lock (access) {
            foreach (PartWork work in inWork.Values) work.Touch();
        }
    }

    /// <summary>Removes the folders that dead workers left of committed parts.</summary>
    public static void Sweep(RunFolder folder, RunPlan plan) {
        foreach ((long part, string path, _) in folder.Partials()) {
            if (part < plan.Parts && IsCommitted(folder, plan, part) && IsStale(path)) PartWork.Remove(path);
        }
    }

    public static bool IsStale(string partial) {
        string token = partial[(partial.LastIndexOf(RunFolder.PartialMark, StringComparison.Ordinal) + RunFolder.PartialMark.Length)..];
        string log = Path.Combine(partial, PartWork.LogName);
        DateTime touched = File.Exists(log) ? File.GetLastWriteTimeUtc(log) : Directory.GetLastWriteTimeUtc(partial);
        return !PartOwner.MayBeAlive(token, TimeProvider.System.GetUtcNow().UtcDateTime - touched,
            RunFolder.StatusFileBeside(partial, token));
    }

    public void Dispose() {
        foreach (PartWork work in inWork.Values) work.Dispose();
        inWork.Clear();
        owner.Retire();
    }
}
