namespace Diorama.Datasets.Verification;

/// <summary>
/// Something that holds in every frame of a sound dataset. A check reports the file that it believes to be wrong and marks it as invalid
/// from then on, so that one damage is not reported again by every check that looks at the same file.
/// </summary>
public abstract class ConsistencyCheck {
    /// <summary>One or two words, as in the report.</summary>
    public abstract string Name { get; }
    /// <summary>What holds, in one sentence.</summary>
    public abstract string Sentence { get; }
    /// <summary>What may differ, and why.</summary>
    public virtual string Tolerance => "none";
    /// <summary>Of <see cref="Findings.Worst"/>: px, m …; empty for checks that hold or do not.</summary>
    public virtual string Unit => "";

    /// <summary>
    /// Whether it looks at geometry of all rows, which the pose of a rolling shutter's middle row does not tell; it leaves that out of such
    /// images.
    /// </summary>
    public virtual bool NeedsOnePose => false;

    public abstract void Check(CheckedFrame frame, Findings findings);
}
