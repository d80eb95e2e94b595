using System.Text.Json;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs;

/// <summary>
/// frames.jsonl while it is written. Frames may be finished in any order and are appended in theirs; a frame that is here is done, with all
/// its cameras and files.
/// </summary>
internal sealed class FrameLog : IDisposable {
    private readonly object access = new();
    private readonly LineLog log;
    private readonly AssetLog assets;
    private readonly Dictionary<long, (IReadOnlyList<FrameRecord> Images, IReadOnlyList<Asset> Assets)> waiting = [];

    /// <summary>The first frame that is not in the file.</summary>
    public long Next { get; private set; }

    /// <summary>Continues after the last frame of which all cameras are in the file.</summary>
    public FrameLog(DatasetFolder folder) {
        long end = 0, lastEnd = 0, last = -1, number = 0;
        int cameras = 0, seen = 0;
        foreach ((byte[] line, long after) in LineLog.Read(folder.FramesFile)) {
            number++;
            // Frames are written whole, cameras together; after a kill the last of them may lack some.
            (long frame, int of) = Address(line, folder.FramesFile, number);
            if (frame != last) {
                if (frame != last + 1 || seen != cameras) throw new BadInputException($"{folder.FramesFile} is damaged in line {number}: frame {last + 1} was expected.");
                (last, seen, lastEnd) = (frame, 0, end);
            }
            (cameras, end) = (of, after);
            seen++;
        }
        bool torn = seen != cameras;
        Next = torn ? last : last + 1;
        log = LineLog.Open(folder.FramesFile, torn ? lastEnd : end);
        assets = new(folder.AssetsFile);
    }

    private static (long Frame, int Cameras) Address(byte[] line, string path, long number) {
        try {
            using JsonDocument json = JsonDocument.Parse(line);
            return (json.RootElement.GetProperty("frame").GetInt64(), json.RootElement.GetProperty("camera").GetProperty("of").GetInt32());
        } catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException) {
            throw new BadInputException($"{path} is damaged in line {number}.", e);
        }
    }

    /// <summary>Adds a finished frame and writes all that can be written now.</summary>
    public void Add(long frame, IReadOnlyList<FrameRecord> images, IReadOnlyList<Asset> used) {
        lock (access) {
            waiting.Add(frame, (images, used));
            while (waiting.Remove(Next, out var ready)) {
                assets.Add(ready.Assets);
                using var lines = new MemoryStream();
                foreach (FrameRecord image in ready.Images) {
                    JsonSerializer.Serialize(lines, image, DatasetJson.Line);
                    lines.WriteByte((byte)'\n');
                }
                log.Append(lines.GetBuffer().AsSpan(0, (int)lines.Length));
                Next++;
            }
            Monitor.PulseAll(access);
        }
    }

    /// <summary>Waits until <paramref name="frame"/> is no more than <paramref name="ahead"/> frames ahead of what is written: it bounds what waits in memory.</summary>
    public void WaitUntilNear(long frame, long ahead, CancellationToken cancellation) {
        lock (access) {
            while (frame > Next + ahead) {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(access, 100);
            }
        }
    }

    public void Dispose() {
        log.Dispose();
        assets.Dispose();
    }
}
