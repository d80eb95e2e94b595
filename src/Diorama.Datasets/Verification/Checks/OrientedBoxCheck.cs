using System.Globalization;
using System.Numerics;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks that 3D boxes contain the visible points of their objects.</summary>
public sealed class OrientedBoxCheck : ConsistencyCheck {
    /// <summary>Tolerance relative to distance, world coordinates and the box's own size.</summary>
    private const float Relative = 2e-5f;

    public override string Name => "3D boxes";
    public override string Sentence =>
        "Every point that an image shows of an object lies in the object's oriented box, whose size and centre are those of its corners.";
    public override string Tolerance => "2e-5 of distance, world coordinates and size: all are rounded to 24 bits";
    public override string Unit => "m";
    public override bool NeedsOnePose => true;

    public override void Check(CheckedFrame frame, Findings findings) {
        var boxes = new Dictionary<uint, ObjectBox>();
        foreach (ObjectRecord o in frame.Record.Objects) {
            if (ObjectBox.Of(o) is not { } box || Rows.Triple(o.OrientedBox!.Size) is not { } size) continue;
            float off = Vector3.Distance(box.Size, size), middle = 0;
            foreach (float[] corner in o.OrientedBox.Corners)
                middle = MathF.Max(middle, MathF.Abs(Vector3.Distance(Rows.Triple(corner)!.Value, Rows.Triple(o.OrientedBox.Centre)!.Value)
                    - 0.5f * box.Diagonal));
            float allowed = Relative * (size.Length() + Rows.Triple(o.OrientedBox.Centre)!.Value.Length()) + 1e-6f;
            bool sound = off <= allowed && middle <= allowed;
            findings.Expect(sound, frame.Line, $"object {o.Id} '{o.Name}', oriented_box", "size and centre of its corners",
                string.Create(CultureInfo.InvariantCulture, $"{MathF.Max(off, middle):g3} m off"));
            if (sound) boxes[(uint)o.Id] = box;
        }
        if (frame.Get(LabelTable.Instance) is not { } instances || frame.Points is not { } points) return;
        var tallies = new SortedDictionary<uint, PixelTally>();
        Vector3 eye = frame.WorldFromCamera.Origin;
        for (int i = 0; i < points.Pixels.Length; i++) {
            uint id = instances.Pixels[i];
            Vector3 p = points.Pixels[i];
            if (id == 0 || !float.IsFinite(p.X) || !boxes.TryGetValue(id, out ObjectBox box)) continue;
            PixelTally tally = tallies.GetValueOrDefault(id);
            tally.Add(i, box.Outside(p), Relative * (p.Length() + eye.Length() + Vector3.Distance(p, eye) + box.Diagonal) + 1e-5f);
            tallies[id] = tally;
        }
        foreach ((uint id, PixelTally tally) in tallies) {
            tally.Report(findings, frame.Line, frame.Width, at => ($"a point in the box of object {id} '{frame.Objects[(int)id].Name}'",
                string.Create(CultureInfo.InvariantCulture, $"one {boxes[id].Outside(points.Pixels[at]):g3} m outside")));
        }
    }
}
