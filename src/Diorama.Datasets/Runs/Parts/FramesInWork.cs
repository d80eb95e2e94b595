using System.Globalization;
using System.Text;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>
/// Log of the frames that a process is making: a line is written in the part's folder before work on them begins, so that it is known what
/// a process was making when it died. The last line of a scene counts: all its missing frames while the scene is built, then one frame at a
/// time.
/// </summary>
internal sealed class FramesInWork : IDisposable {
    public const string LogName = "in-work.log";

    private readonly LineLog log;

    /// <summary>Begins an empty log: what an earlier process was making is no longer in work.</summary>
    public FramesInWork(string folder) => log = LineLog.Open(Path.Combine(folder, LogName), 0);

    /// <param name="scene">Scene of the frames.</param>
    /// <param name="first">First frame.</param>
    /// <param name="end">Frame after the last.</param>
    public void Begin(long scene, long first, long end) =>
        log.Append(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{scene} {first} {end}\n")));

    /// <summary>Returns the frames that were begun in a part's folder and that its log lacks, in order.</summary>
    public static IReadOnlyList<long> Of(string folder) {
        var known = new HashSet<long>();
        foreach ((byte[] line, _) in LineLog.Read(Path.Combine(folder, PartWork.LogName))) {
            if (FrameEntry.FromLine(line) is { } entry) known.Add(entry.Frame);
        }
        var scenes = new SortedDictionary<long, (long First, long End)>();
        foreach ((byte[] line, _) in LineLog.Read(Path.Combine(folder, LogName))) {
            long[] numbers = Numbers(Encoding.ASCII.GetString(line));
            if (numbers.Length == 3) scenes[numbers[0]] = (numbers[1], numbers[2]);
        }
        var frames = new List<long>();
        foreach ((long first, long end) in scenes.Values) {
            for (long frame = first; frame < end; frame++) {
                if (!known.Contains(frame)) frames.Add(frame);
            }
        }
        return frames;
    }

    /// <summary>Parses numbers separated by spaces; empty if one of them is invalid.</summary>
    private static long[] Numbers(string line) {
        string[] words = line.Split(' ');
        var numbers = new long[words.Length];
        for (int i = 0; i < words.Length; i++) {
            if (!long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return [];
        }
        return numbers;
    }

    public void Dispose() => log.Dispose();
}
