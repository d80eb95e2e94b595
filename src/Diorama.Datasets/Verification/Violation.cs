namespace Diorama.Datasets.Verification;

/// <summary>A place where a dataset breaks a check.</summary>
/// <param name="File">Path from the dataset's folder; two, joined by " and ", where only together they are wrong.</param>
/// <param name="Place">Pixel, object or line; empty when it is the whole file.</param>
/// <param name="Expected">What the check wants there.</param>
/// <param name="Found">What is there.</param>
public sealed record Violation(string File, string Place, string Expected, string Found) {
    public override string ToString() => $"{File}{(Place.Length > 0 ? $", {Place}" : "")}: expected {Expected}, found {Found}";
}
