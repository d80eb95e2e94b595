using System.Globalization;
using Diorama.Core;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Layout;

/// <summary>
/// Ids of datasets have 16 bits, as their PNG images: a scene with more ids is refused before anything is rendered. Where label images
/// are NPY and EXR files, they have 32 bits.
/// </summary>
public static class IdLimits {
    /// <exception cref="BadInputException">A requested label would need a larger id.</exception>
    public static void Check(RenderScene scene, LabelSet labels) {
        foreach ((Label label, int count, string what) in Beyond(scene, labels)) {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"the scene has {count} {what}, expected at most {ushort.MaxValue} for the label '{label}', whose ids have 16 bits; leave "
                    + $"it out of --labels, or divide the scene"));
        }
    }

    /// <summary>Returns a sentence for each requested label whose ids are too large for PNG images.</summary>
    public static IEnumerable<string> Warnings(RenderScene scene, LabelSet labels) => Beyond(scene, labels).Select(b => string.Create(
        CultureInfo.InvariantCulture,
        $"The scene has {b.Count} {b.What}, more than 16 bits can tell apart: '{b.Label}' is written as NPY and EXR, not as PNG."));

    private static IEnumerable<(Label Label, int Count, string What)> Beyond(RenderScene scene, LabelSet labels) {
        (Label, int Count, string)[] all = [
            (LabelTable.Instance, scene.Objects.Count, "objects"),
            (LabelTable.Part, scene.Objects.Count == 0 ? 0 : scene.Objects.Max(o => o.PartNames.Count), "parts of one object"),
            (LabelTable.Material, scene.MaterialList.Count, "materials"),
            (LabelTable.Class, scene.Source.Classes.Count, "classes"),
        ];
        return all.Where(b => labels.Contains(b.Item1) && b.Count > ushort.MaxValue);
    }
}
