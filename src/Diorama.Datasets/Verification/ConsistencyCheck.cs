namespace Diorama.Datasets.Verification;

/// <summary>
/// A condition that holds in every frame of a sound dataset. A check reports the file that it believes to be wrong and marks it as invalid,
/// so that later checks that use the same file do not report the same damage again.
/// </summary>
public abstract class ConsistencyCheck {
    /// <summary>Name of the check in the report, one or two words.</summary>
    public abstract string Name { get; }
    /// <summary>Condition that holds, in one sentence.</summary>
    public abstract string Sentence { get; }
    /// <summary>Tolerance of the check, and its reason.</summary>
    public virtual string Tolerance => "none";
    /// <summary>Unit of <see cref="Findings.Worst"/>: px, m …; empty for checks without a measured deviation.</summary>
    public virtual string Unit => "";

    /// <summary>
    /// Whether the check needs the camera's pose for all rows, which a rolling shutter's record does not give; for such images the check
    /// leaves geometry out.
    /// </summary>
    public virtual bool NeedsOnePose => false;

    public abstract void Check(CheckedFrame frame, Findings findings);
}
