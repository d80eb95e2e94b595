using System.Globalization;
using System.Numerics;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks normalised object coordinates against positions and boxes.</summary>
public sealed class ObjectCoordinatesCheck : ConsistencyCheck {
    private const float Rounding = 1e-3f;

    public override string Name => "object coordinates";
    public override string Sentence =>
        "Object coordinates are the point along the axes of the object's box, over its diagonal, with the centre at ½.";
    public override string Tolerance => "0.001 for half floats, more where a small object is far from the world's origin";
    public override bool NeedsOnePose => true;

    public override void Check(CheckedFrame frame, Findings findings) {
        if (frame.Get(LabelTable.ObjectCoordinates) is not { } coordinates || frame.Get(LabelTable.Instance) is not { } instances
            || frame.Points is not { } points) return;
        var boxes = new Dictionary<uint, ObjectBox>();
        foreach (var o in frame.Record.Objects) {
            if (ObjectBox.Of(o) is { Diagonal: > 0 } box) boxes[(uint)o.Id] = box;
        }
        var tally = new PixelTally();
        Vector3 eye = frame.WorldFromCamera.Origin;
        for (int i = 0; i < points.Pixels.Length; i++) {
            Vector3 p = points.Pixels[i];
            if (!float.IsFinite(p.X) || !boxes.TryGetValue(instances.Pixels[i], out ObjectBox box)) continue;
            float allowed = Rounding + 1e-5f * (p.Length() + Vector3.Distance(p, eye)) / box.Diagonal;
            tally.Add(i, Vector3.Distance(Wanted(box, p), coordinates.Pixels[i]), allowed);
        }
        bool broken = tally.Report(findings, frame.File(LabelTable.ObjectCoordinates), frame.Width,
            at => (V(Wanted(boxes[instances.Pixels[at]], points.Pixels[at])), V(coordinates.Pixels[at])));
        if (broken) frame.MarkInvalid(LabelTable.ObjectCoordinates);
    }

    private static Vector3 Wanted(in ObjectBox box, Vector3 point) => new Vector3(0.5f) + box.Inside(point) / box.Diagonal;

    private static string V(Vector3 v) => string.Create(CultureInfo.InvariantCulture, $"({v.X:0.####}, {v.Y:0.####}, {v.Z:0.####})");
}
