using System.Globalization;
using Diorama.Core;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Layout;

/// <summary>Checks that ids fit into the 16-bit label images: a scene with more ids is refused before anything is rendered.</summary>
public static class IdLimits {
    /// <exception cref="BadInputException">A requested label would need a larger id.</exception>
    public static void Check(RenderScene scene, LabelSet labels) {
        Check(labels, LabelTable.Instance, scene.Objects.Count, "objects");
        Check(labels, LabelTable.Part, scene.Objects.Count == 0 ? 0 : scene.Objects.Max(o => o.PartNames.Count),
            "parts of one object");
        Check(labels, LabelTable.Material, scene.MaterialList.Count, "materials");
        Check(labels, LabelTable.Class, scene.Source.Classes.Count, "classes");
    }

    private static void Check(LabelSet asked, Label label, int count, string what) {
        if (!asked.Contains(label) || count <= ushort.MaxValue) return;
        throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
            $"the scene has {count} {what}, expected at most {ushort.MaxValue} for the label '{label}', whose ids have 16 bits; leave it "
                + $"out of --labels, or divide the scene"));
    }
}
