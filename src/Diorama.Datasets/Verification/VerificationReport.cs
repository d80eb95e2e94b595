using System.Text.Json.Serialization;

namespace Diorama.Datasets.Verification;

/// <summary>What a check of a dataset came to.</summary>
/// <param name="Folder">Full path.</param>
/// <param name="Kind">"diorama", "coco", "yolo", "kitti" or "bop".</param>
/// <param name="Images">Images looked at.</param>
/// <param name="Checks">All that were checked, sound ones too.</param>
public sealed record VerificationReport(string Folder, string Kind, long Images,
    [property: JsonPropertyName("laws")] IReadOnlyList<CheckReport> Checks) {
    public bool IsSound => Checks.All(l => l.Violations == 0);
}

/// <summary>One check over a whole dataset.</summary>
/// <param name="Name">One or two words.</param>
/// <param name="Sentence">What holds.</param>
/// <param name="Tolerance">What may differ, and why.</param>
/// <param name="Unit">Of <paramref name="Worst"/>.</param>
/// <param name="Checked">Pixels, objects, files or lines.</param>
/// <param name="Violations">At most one per image for checks of pixels.</param>
/// <param name="Worst">The largest deviation met, allowed or not; 0 for checks that hold or do not.</param>
/// <param name="Skipped">Images of which the check says nothing, or nothing about geometry, because <paramref name="SkippedFor"/>.</param>
/// <param name="SkippedFor">"rolling shutter"; absent when no image was skipped.</param>
/// <param name="First">The first violations, at most <see cref="Findings.Kept"/>.</param>
public sealed record CheckReport(string Name, string Sentence, string Tolerance, string Unit, long Checked,
    [property: JsonPropertyName("offences")] long Violations, double Worst, long Skipped, string? SkippedFor,
    IReadOnlyList<Violation> First) {
    internal static CheckReport Of(string name, string sentence, Findings findings, string tolerance = "none", string unit = "") =>
        new(name, sentence, tolerance, unit, findings.Checked, findings.Violations, findings.Worst, findings.Skipped,
        findings.Skipped > 0 ? "rolling shutter" : null, findings.First);
}
