using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

public sealed partial class Tensor {
    /// <summary>
    /// A part of the tensor, by NumPy's rules: numbers and ranges give a view, masks and tensors of indices a copy. Setting writes to this
    /// tensor, and the value broadcasts.
    /// </summary>
    public Tensor this[params ReadOnlySpan<TensorIndex> parts] {
        get {
            var view = Views(parts, out var indices);
            if (indices is null) return view;
            using (view) return Aten.IndexTensor.Call(view, indices);
        }
        set {
            using var view = Views(parts, out var indices);
            if (indices is null) view.CopyInPlace(value);
            else Aten.IndexPutInPlace.Run(view, indices, value);
        }
    }

    /// <summary>Applies all parts that give views; tensors of indices remain, each at its dimension of the view.</summary>
    private Tensor Views(ReadOnlySpan<TensorIndex> parts, out Tensor?[]? indices) {
        int named = 0;
        foreach (ref readonly var part in parts) {
            named += part.What switch {
                TensorIndex.Kind.Place or TensorIndex.Kind.Range => 1,
                TensorIndex.Kind.Tensor => part.Indices!.DType == DType.Bool ? part.Indices.Dim : 1,
                _ => 0,
            };
        }
        if (named > Dim) throw new ArgumentException($"{named} indices are too many for a tensor of {Dim} dimensions.");

        var found = new List<Tensor?>();
        var view = Alias();
        // A mask over several dimensions is one index to libtorch.
        int dim = 0, merged = 0;
        foreach (ref readonly var part in parts) {
            switch (part.What) {
                case TensorIndex.Kind.Place: Step(ref view, view.Select(dim, part.Start)); break;
                case TensorIndex.Kind.Range: Step(ref view, view.Slice(dim, part.Start, part.End, part.Step)); dim++; break;
                case TensorIndex.Kind.NewAxis: Step(ref view, view.Unsqueeze(dim)); dim++; break;
                case TensorIndex.Kind.Ellipsis: dim += Dim - named; break;
                case TensorIndex.Kind.Tensor:
                    while (found.Count < dim - merged) found.Add(null);
                    found.Add(part.Indices);
                    int dims = part.Indices!.DType == DType.Bool ? part.Indices.Dim : 1;
                    dim += dims;
                    merged += dims - 1;
                    break;
            }
        }
        indices = found.Count > 0 ? [.. found] : null;
        return view;

        static void Step(ref Tensor view, Tensor next) {
            view.Dispose();
            view = next;
        }
    }
}
