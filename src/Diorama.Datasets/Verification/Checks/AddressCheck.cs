using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks the numbers of frames and scenes, the cameras of a frame, and the splits.</summary>
public sealed class AddressCheck : ConsistencyCheck {
    public override string Name => "addresses";
    public override string Sentence => "frame = scene · frames per scene + index, and the cameras of a frame agree on their number and "
        + "have names of their own; a scene is in one split.";

    public override void Check(CheckedFrame frame, Findings findings) {
        FrameRecord r = frame.Record;
        long number = r.Scene * frame.Info.FramesPerScene + r.Index;
        findings.Expect(r.Frame == number && r.Index >= 0 && r.Index < frame.Info.FramesPerScene, frame.Line, "frame", $"{number}",
            $"{r.Frame}");
        bool alone = frame.Rig.Count(o => o.Camera.Name == r.Camera.Name) == 1;
        findings.Expect(alone && r.Camera.Of == frame.Rig.Count, frame.Line, "camera", $"{r.Camera.Of} cameras with names of their own",
            $"{frame.Rig.Count} images, '{r.Camera.Name}' {(alone ? "once" : "again")}");
        bool known = frame.Info.Splits is { } splits ? r.Split is not null && splits.Names.Contains(r.Split) : r.Split is null;
        findings.Expect(known, frame.Line, "split", frame.Info.Splits is { } s ? $"one of {string.Join(", ", s.Names)}"
            : "none, as dataset.json has none", r.Split ?? "none");
        string? before = frame.Previous?.Record.Split ?? frame.Rig[0].Split;
        if (known) findings.Expect(r.Split == before, frame.Line, "split", $"{before}, that of the rest of the scene", $"{r.Split}");
    }
}
