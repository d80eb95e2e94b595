using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks the ids of objects, classes, parts and materials against their tables.</summary>
public sealed class ObjectIdsCheck : ConsistencyCheck {
    public override string Name => "ids";
    public override string Sentence => "Object ids are unique in an image and from 1; class ids are in the class table under the same "
        + "name; parts and materials have names.";

    public override void Check(CheckedFrame frame, Findings findings) {
        var seen = new HashSet<int>();
        foreach (ObjectRecord o in frame.Record.Objects) {
            findings.Expect(o.Id is >= 1 and <= 65535 && seen.Add(o.Id), frame.Line, $"object {o.Id} '{o.Name}'",
                "an id of its own from 1 to 65535", seen.Contains(o.Id) ? "an id that another object has" : $"{o.Id}");
            if (o.ClassId == 0) continue;
            DatasetClass? known = frame.Classes[o.ClassId];
            findings.Expect(known is not null && known.Name == o.Class, frame.Line, $"object {o.Id} '{o.Name}'",
                known is null ? "a class of dataset.json" : $"class {o.ClassId} '{known.Name}'", $"class {o.ClassId} '{o.Class}'");
        }
        Materials(frame, findings);
        Parts(frame, findings);
    }

    private static void Materials(CheckedFrame frame, Findings findings) {
        if (frame.Get(LabelTable.Material) is not { } ids) return;
        int known = frame.Record.Materials?.Count ?? 0;
        var tally = new PixelTally();
        for (int i = 0; i < ids.Pixels.Length; i++) tally.Add(i, ids.Pixels[i] <= known);
        if (tally.Report(findings, frame.File(LabelTable.Material), ids.Width, at => ($"one of {known} materials", $"{ids.Pixels[at]}"),
            measured: false)) frame.MarkInvalid(LabelTable.Material);
    }

    private static void Parts(CheckedFrame frame, Findings findings) {
        if (frame.Get(LabelTable.Part) is not { } parts || frame.Get(LabelTable.Instance) is not { } instances) return;
        var tally = new PixelTally();
        for (int i = 0; i < parts.Pixels.Length; i++) {
            uint part = parts.Pixels[i];
            tally.Add(i, part == 0 || frame.Objects.TryGetValue((int)instances.Pixels[i], out ObjectRecord? o)
                && part <= (o.Parts?.Count ?? 0));
        }
        if (tally.Report(findings, frame.File(LabelTable.Part), parts.Width,
            at => ($"a part of object {instances.Pixels[at]}", $"{parts.Pixels[at]}"), measured: false)) frame.MarkInvalid(LabelTable.Part);
    }
}
