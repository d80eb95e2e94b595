namespace Diorama.Rendering.Labels;

/// <summary>
/// A set of labels of the <see cref="LabelTable"/>: <c>LabelTable.Instance | LabelTable.DepthZ</c>, or one of the sets here.
/// </summary>
public readonly record struct LabelSet {
    /// <summary>Largest number of labels in the table.</summary>
    internal const int Capacity = 64;

    private readonly ulong bits;

    private LabelSet(ulong bits) => this.bits = bits;

    public static LabelSet None => default;
    /// <summary>All labels that a <see cref="LabelPass"/> makes.</summary>
    public static LabelSet All { get; } = Of([.. LabelTable.All]);
    public static LabelSet Ids { get; } = Of(LabelTable.Instance, LabelTable.Part, LabelTable.Material, LabelTable.Class);
    public static LabelSet Normals { get; } = Of(LabelTable.NormalGeometricWorld, LabelTable.NormalGeometricCamera,
        LabelTable.NormalShadingWorld, LabelTable.NormalShadingCamera);
    /// <summary>Labels of a dataset if its recipe does not list any.</summary>
    public static LabelSet Basic { get; } = Ids | Normals | Of(LabelTable.DepthZ, LabelTable.Distance, LabelTable.Position,
        LabelTable.Albedo, LabelTable.Uv, LabelTable.Boxes, LabelTable.Poses);
    /// <summary>Labels that need the next frame.</summary>
    public static LabelSet Forward { get; } = Of(LabelTable.FlowForward, LabelTable.OcclusionForward, LabelTable.SceneFlowForward);
    /// <summary>Labels that need the previous frame.</summary>
    public static LabelSet Backward { get; } = Of(LabelTable.FlowBackward, LabelTable.OcclusionBackward, LabelTable.SceneFlowBackward);

    /// <exception cref="ArgumentException">One of the labels is not made by a label pass.</exception>
    public static LabelSet Of(params ReadOnlySpan<Label> labels) {
        ulong bits = 0;
        foreach (Label label in labels) {
            if (label.Index < 0) throw new ArgumentException($"{label} is not made by a label pass", nameof(labels));
            bits |= 1UL << label.Index;
        }
        return new(bits);
    }

    public bool IsEmpty => bits == 0;

    public bool Contains(Label label) => label.Index >= 0 && (bits & 1UL << label.Index) != 0;

    /// <summary>Whether the sets have a label in common.</summary>
    public bool Overlaps(LabelSet other) => (bits & other.bits) != 0;

    public static implicit operator LabelSet(Label label) => Of(label);

    public static LabelSet operator |(LabelSet a, LabelSet b) => new(a.bits | b.bits);

    public static LabelSet operator &(LabelSet a, LabelSet b) => new(a.bits & b.bits);

    /// <summary>Returns the labels of <paramref name="a"/> that are not in <paramref name="b"/>.</summary>
    public static LabelSet operator -(LabelSet a, LabelSet b) => new(a.bits & ~b.bits);

    /// <summary>Returns the names of the labels, in the order of the table.</summary>
    public override string ToString() => string.Join(", ", LabelTable.All.Where(Contains));
}
