using System.Text.Json.Serialization;

namespace Diorama.Datasets.Verification;

/// <summary>Result of the verification of a dataset.</summary>
/// <param name="Folder">Full path of the dataset's folder.</param>
/// <param name="Kind">
/// Layout or format of the dataset: "diorama", "coco", "yolo", "kitti", "bop", or the name of another export format.
/// </param>
/// <param name="Images">Number of images in the dataset.</param>
/// <param name="Checks">Reports of all checks, passed ones too.</param>
public sealed record VerificationReport(string Folder, string Kind, long Images,
    [property: JsonPropertyName("laws")] IReadOnlyList<CheckReport> Checks) {
    public bool IsSound => Checks.All(l => l.Violations == 0);
    /// <summary>Sentences about what could not be checked, and why, and about what is unusual but no violation.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Result of one check over a whole dataset.</summary>
/// <param name="Name">Name of the check, one or two words.</param>
/// <param name="Sentence">Condition that holds, in one sentence.</param>
/// <param name="Tolerance">Tolerance of the check, and its reason.</param>
/// <param name="Unit">Unit of <paramref name="Worst"/>.</param>
/// <param name="Checked">Number of pixels, objects, files or lines that were checked.</param>
/// <param name="Violations">Number of violations, at most one per image for checks of pixels.</param>
/// <param name="Worst">Largest deviation found, allowed or not; 0 for checks without a measured deviation.</param>
/// <param name="Skipped">
/// Number of images that the check skipped, at least for geometry, for the reason <paramref name="SkippedFor"/>.
/// </param>
/// <param name="SkippedFor">Reason of the skipping, "rolling shutter"; null if no image was skipped.</param>
/// <param name="First">The first violations, at most <see cref="VerifyOptions.Kept"/>.</param>
public sealed record CheckReport(string Name, string Sentence, string Tolerance, string Unit, long Checked,
    [property: JsonPropertyName("offences")] long Violations, double Worst, long Skipped, string? SkippedFor,
    IReadOnlyList<Violation> First) {
    internal static CheckReport Of(string name, string sentence, Findings findings, string tolerance = "none", string unit = "") =>
        new(name, sentence, tolerance, unit, findings.Checked, findings.Violations, findings.Worst, findings.Skipped,
        findings.Skipped > 0 ? "rolling shutter" : null, findings.First);
}
