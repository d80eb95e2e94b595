using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks the class label against the instance label.</summary>
public sealed class ClassMapCheck : ConsistencyCheck {
    public override string Name => "class map";
    public override string Sentence => "Every pixel of the class label has a class of the table, that of the object which the pixel shows.";

    public override void Check(CheckedFrame frame, Findings findings) {
        if (frame.Get(LabelTable.Class) is not { } classes) return;
        Image<uint>? instances = frame.Get(LabelTable.Instance);
        var tally = new PixelTally();
        for (int i = 0; i < classes.Pixels.Length; i++) tally.Add(i, Wanted(frame, instances, classes.Pixels[i], i) == classes.Pixels[i]);
        bool broken = tally.Report(findings, frame.File(LabelTable.Class), classes.Width, at => {
            uint found = classes.Pixels[at];
            return (frame.Classes[(int)found] is null && found != 0 ? "a class of dataset.json"
                : $"class {Wanted(frame, instances, found, at)} of object {instances?.Pixels[at]}", $"class {found}");
        }, measured: false);
        if (broken) frame.MarkInvalid(LabelTable.Class);
    }

    private static uint Wanted(CheckedFrame frame, Image<uint>? instances, uint found, int at) {
        if (found != 0 && frame.Classes[(int)found] is null) return 0;
        if (instances is null) return found;
        return frame.Objects.TryGetValue((int)instances.Pixels[at], out ObjectRecord? o) ? (uint)o.ClassId : 0;
    }
}
