using System.Text.Json;
using Diorama.Core.Json;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification;

/// <summary>Reads frames.jsonl frame by frame, continuing after damaged lines. At most three frames are in memory.</summary>
internal sealed class RecordReader(DatasetFolder folder, DatasetInfo info, Findings findings, Findings order) {
    private readonly ClassTable classes = new(info.Classes);

    /// <summary>Number of images read so far.</summary>
    public long Images { get; private set; }

    /// <summary>Reads all images in order, with their neighbours in time and in the rig.</summary>
    public IEnumerable<CheckedFrame> Frames() {
        List<FrameRecord>? before = null, now = null;
        foreach (List<FrameRecord> next in Groups()) {
            if (now is not null) foreach (CheckedFrame frame in Checked(before, now, next)) yield return frame;
            (before, now) = (now, next);
        }
        if (now is not null) foreach (CheckedFrame frame in Checked(before, now, null)) yield return frame;
    }

    private IEnumerable<CheckedFrame> Checked(List<FrameRecord>? before, List<FrameRecord> now, List<FrameRecord>? after) {
        foreach (FrameRecord record in now) {
            yield return new(folder, info, classes, record, now) { Previous = Neighbour(record, before, -1),
                Next = Neighbour(record, after, 1) };
        }
    }

    private CheckedFrame? Neighbour(FrameRecord record, List<FrameRecord>? group, int step) =>
        group?.Find(r => r.Scene == record.Scene && r.Index == record.Index + step && r.Camera.Index == record.Camera.Index
        && (r.Width, r.Height) == (record.Width, record.Height)) is { } found
            ? new(folder, info, classes, found, group!) : null;

    private IEnumerable<List<FrameRecord>> Groups() {
        var group = new List<FrameRecord>();
        long last = 0;
        foreach (FrameRecord record in Records()) {
            long id = record.Frame * record.Camera.Of + record.Camera.Index + 1;
            order.Expect(record.ImageId == id && id > last, $"frames.jsonl, image {record.ImageId}", "image_id",
                id > last ? $"{id}" : $"more than {last}, that of the image before", $"{record.ImageId}");
            last = record.ImageId;
            if (group.Count > 0 && group[0].Frame != record.Frame) {
                yield return group;
                group = [];
            }
            group.Add(record);
        }
        if (group.Count > 0) yield return group;
    }

    private IEnumerable<FrameRecord> Records() {
        long line = 0;
        foreach ((byte[] text, _) in LineLog.Read(folder.FramesFile)) {
            line++;
            findings.CountChecked();
            FrameRecord? record = null;
            string problem = "a record with null where something was expected";
            try {
                record = JsonSerializer.Deserialize<FrameRecord>(text, DatasetJson.Line);
            } catch (JsonException e) {
                problem = JsonRecord.Reason(e);
            }
            if (record is { Files: not null, Camera: { Name: not null, Lens: not null, WorldFromCamera: not null }, Objects: not null,
                Width: > 0, Height: > 0 } && (long)record.Width * record.Height <= RecordShape.MaxPixels
                && record.Files.Values.All(f => f is not null) && record.Objects.All(o => o?.Name is not null)) {
                Images++;
                yield return record;
            } else findings.Add("frames.jsonl", $"line {line}", "a record as docs/datasets.md has it", problem);
        }
    }
}
