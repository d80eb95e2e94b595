namespace Diorama.Datasets.Verification;

/// <summary>A place where a dataset violates a check.</summary>
/// <param name="File">
/// Path of the file relative to the dataset's folder; two paths joined by " and " if only their combination is wrong.
/// </param>
/// <param name="Place">Pixel, object or line; empty if the whole file is meant.</param>
/// <param name="Expected">Value that the check expects there.</param>
/// <param name="Found">Value that is there.</param>
public sealed record Violation(string File, string Place, string Expected, string Found) {
    public override string ToString() => $"{File}{(Place.Length > 0 ? $", {Place}" : "")}: expected {Expected}, found {Found}";
}
