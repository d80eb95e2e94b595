using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs.Plans;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>
/// A part while it is made. A frame counts once its line is in frames.log, which is written after its files. When all frames are finished,
/// the part is committed by one rename; if two workers finish the same part, the second result is discarded, as both have the same bytes.
/// Thread-safe.
/// </summary>
internal sealed class PartWork : IDisposable {
    public const string LogName = "frames.log";
    private const string FramesName = "frames.jsonl", AssetsName = "assets.jsonl";

    private readonly RunFolder run;
    private readonly RunPlan plan;
    private readonly Lock access = new();
    private readonly SortedDictionary<long, FrameEntry> entries = [];
    private readonly LineLog log;
    private readonly FramesInWork inWork;

    public long Part { get; }
    public string Folder { get; }
    /// <summary>Number of frames that existed when the part was opened.</summary>
    public int Found { get; }

    private PartWork(RunFolder run, RunPlan plan, long part, string folder) {
        (this.run, this.plan, Part, Folder) = (run, plan, part, folder);
        if (plan.Samples > 0) Directory.CreateDirectory(Path.Combine(folder, "images"));
        foreach (string label in plan.Labels) Directory.CreateDirectory(Path.Combine(folder, "labels", label));
        string logFile = Path.Combine(folder, LogName);
        long end = 0;
        foreach ((byte[] line, long after) in LineLog.Read(logFile)) {
            end = after;
            if (FrameEntry.FromLine(line) is { } entry) Keep(entry);
        }
        log = LineLog.Open(logFile, end);
        inWork = new(folder);
        ReadCommitted();
        Found = entries.Count;
    }

    /// <summary>
    /// Begins a part, or continues one that a dead worker left, or one that was committed when the plan had fewer frames.
    /// </summary>
    public static PartWork Open(RunFolder run, RunPlan plan, long part, PartOwner owner, Func<string, bool> isStale) {
        string mine = run.PartialPath(part, owner.Token);
        bool there = Directory.Exists(mine) || TryMove(run.PartPath(part), mine);
        // The folder with the longest log has the most finished frames.
        foreach ((string path, _) in run.Partials(part).Where(p => p.Path != mine && isStale(p.Path)).OrderByDescending(
            p => LogLength(p.Path))) {
            if (there) Remove(path);
            else there = TryMove(path, mine);
        }
        FileException.MakeFolder(mine);
        return new(run, plan, part, mine);
    }

    private static long LogLength(string folder) => new FileInfo(Path.Combine(folder, LogName)) is { Exists: true } log ? log.Length : 0;

    /// <summary>Returns the number of frames in the log of a part in work.</summary>
    public static int CountFrames(string folder) => LineLog.Read(Path.Combine(folder, LogName)).Count();

    private static bool TryMove(string from, string to) {
        if (!Directory.Exists(from)) return false;
        try {
            Directory.Move(from, to);
            return true;
        } catch (IOException) when (!Directory.Exists(from) || Directory.Exists(to)) {
            return false;
        }
    }

    /// <summary>Removes a folder that another process may be removing at the same time.</summary>
    public static void Remove(string folder) {
        try {
            Directory.Delete(folder, recursive: true);
        } catch (DirectoryNotFoundException) {
        } catch (IOException) when (!Directory.Exists(folder)) {
        }
    }

    private void Keep(FrameEntry entry) {
        if (entry.HasItsFiles(Folder)) entries[entry.Frame] = entry;
        else entries.Remove(entry.Frame);
    }

    /// <summary>Adds the frames of a part that was committed, or was about to be, to the log again.</summary>
    private void ReadCommitted() {
        PartInfo? info;
        try {
            info = PartInfo.Read(Folder);
        } catch (BadInputException) {
            // The process was stopped while it wrote this file; the log has everything.
            info = null;
        }
        if (info?.Files is { } files) {
            var assets = new DatasetFolder(Folder).ReadAssets().ToArray();
            foreach (var frame in new DatasetFolder(Folder).ReadFrames().GroupBy(f => f.Frame)) {
                if (entries.ContainsKey(frame.Key)) continue;
                FrameRecord[] images = [.. frame];
                var own = new SortedDictionary<string, FileChecksum>(StringComparer.Ordinal);
                foreach (string file in images.SelectMany(i => i.Files.Values)) own[file] = files[file];
                var entry = new FrameEntry(frame.Key, images, entries.Count == 0 ? assets : [], own);
                if (entry.HasItsFiles(Folder)) Add(entry);
            }
            foreach (FrameFailure failure in info.Failed) {
                if (!entries.ContainsKey(failure.Frame)) Add(new(failure.Frame, [], [], [], failure));
            }
        }
        File.Delete(Path.Combine(Folder, PartInfo.FileName));
    }

    public bool Has(long frame) {
        lock (access) return entries.ContainsKey(frame);
    }

    public void Add(FrameEntry entry) {
        lock (access) {
            log.Append(entry.ToLine());
            entries[entry.Frame] = entry;
        }
    }

    /// <summary>Records the frames that are begun, before any work on them.</summary>
    public void Begin(long scene, long first, long end) {
        lock (access) inWork.Begin(scene, first, end);
    }

    /// <summary>
    /// Records frames as failed in the folder of a process that has died; false if another process has taken the folder meanwhile.
    /// </summary>
    public static bool GiveUp(string folder, IEnumerable<FrameFailure> failures) {
        string file = Path.Combine(folder, LogName);
        long end = 0;
        foreach ((_, long after) in LineLog.Read(file)) end = after;
        try {
            using LineLog log = LineLog.Open(file, end);
            foreach (FrameFailure failure in failures) log.Append(new FrameEntry(failure.Frame, [], [], [], failure).ToLine());
            return true;
        } catch (IOException) when (!Directory.Exists(folder)) {
            return false;
        }
    }

    public bool IsComplete {
        get {
            (long first, long end) = plan.FramesOf(Part);
            lock (access) return entries.Count >= end - first;
        }
    }

    /// <summary>Whether the folder still exists: another process takes it over when this one seems to have died.</summary>
    public bool IsMine => Directory.Exists(Folder);

    /// <summary>Shows processes on other hosts that this one is alive.</summary>
    public void Touch() {
        try {
            File.SetLastWriteTimeUtc(Path.Combine(Folder, LogName), TimeProvider.System.GetUtcNow().UtcDateTime);
        } catch (IOException) {
            // The part was committed, or taken over, at this moment.
        }
    }

    /// <summary>Commits the part. False if another process had committed it: the result of this process is then discarded.</summary>
    public bool Commit() {
        lock (access) {
            Dispose();
            FrameEntry[] done = [.. entries.Values];
            WriteLines(FramesName, done.SelectMany(e => e.Images));
            WriteLines(AssetsName, done.SelectMany(e => e.Assets).DistinctBy(a => a.Id));
            var files = new SortedDictionary<string, FileChecksum>(StringComparer.Ordinal);
            foreach (FrameEntry e in done) {
                foreach (var (file, checksum) in e.Files) files[file] = checksum;
            }
            foreach (string name in (string[])[FramesName, AssetsName]) files[name] = FrameEntry.Checksum(Path.Combine(Folder, name));
            new PartInfo {
                Part = Part, Engine = plan.Engine, InstructionSet = BuildInfo.InstructionSet, Seed = plan.Seed,
                FirstFrame = plan.FramesOf(Part).First,
                Frames = done.Length, Failed = [.. done.Where(e => e.Failure is not null).Select(e => e.Failure!)], Files = files,
            }.Write(Folder);
            // Failed frames and killed processes leave files that belong to no finished frame.
            foreach (string path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).ToArray()) {
                string file = Path.GetRelativePath(Folder, path);
                if (!files.ContainsKey(file) && file is not (PartInfo.FileName or LogName)) File.Delete(path);
            }
            DurableFiles.Flush(Folder);
            File.Delete(Path.Combine(Folder, LogName));
            if (!TryMove(Folder, run.PartPath(Part))) {
                if (!Directory.Exists(run.PartPath(Part))) throw new DirectoryNotFoundException($"{Folder} is gone");
                Remove(Folder);
                return false;
            }
            DurableFiles.FlushEntry(run.PartsFolder);
            return true;
        }
    }

    private void WriteLines<T>(string name, IEnumerable<T> records) {
        using FileStream stream = File.Create(Path.Combine(Folder, name));
        foreach (T record in records) {
            JsonSerializer.Serialize(stream, record, DatasetJson.Line);
            stream.WriteByte((byte)'\n');
        }
    }

    public void Dispose() {
        log.Dispose();
        inWork.Dispose();
    }
}
