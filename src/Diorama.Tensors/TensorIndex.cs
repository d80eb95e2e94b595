namespace Diorama.Tensors;

/// <summary>
/// One part of <c>tensor[…]</c>: a number (<c>3</c>, <c>^1</c>), a range (<c>1..3</c>, <c>..</c>, <see cref="Every"/>), a mask or a tensor
/// of indices, <see cref="Ellipsis"/> or <see cref="NewAxis"/>.
/// </summary>
public readonly struct TensorIndex {
    internal enum Kind { Place, Range, Tensor, Ellipsis, NewAxis }

    internal readonly Kind What;
    internal readonly long Start, Step;
    internal readonly long? End;
    internal readonly Tensor? Indices;

    private TensorIndex(Kind what, long start = 0, long? end = null, long step = 1, Tensor? indices = null) =>
        (What, Start, End, Step, Indices) = (what, start, end, step, indices);

    /// <summary>Stands for all dimensions that the other parts do not name.</summary>
    public static TensorIndex Ellipsis => new(Kind.Ellipsis);

    /// <summary>A new dimension of size 1.</summary>
    public static TensorIndex NewAxis => new(Kind.NewAxis);

    /// <summary>
    /// Selects the entries start, start + step, … before end (up to the last one if null); negative numbers count from the end.
    /// </summary>
    public static TensorIndex Every(long start, long? end, long step) => new(Kind.Range, start, end, step);

    public static implicit operator TensorIndex(int place) => new(Kind.Place, place);
    public static implicit operator TensorIndex(long place) => new(Kind.Place, place);
    public static implicit operator TensorIndex(Index place) => new(Kind.Place, place.IsFromEnd ? -place.Value : place.Value);
    public static implicit operator TensorIndex(Tensor indices) => new(Kind.Tensor, indices: indices);
    public static implicit operator TensorIndex(Range range) =>
        new(Kind.Range, Signed(range.Start), range.End.Equals(Index.End) ? null : Signed(range.End));

    private static long Signed(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? long.MaxValue : -index.Value;
}
