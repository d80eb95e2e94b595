namespace Diorama.Tensors.Layers;

/// <summary>
/// Tri-plane encoding (Chan et al. 2022, EG3D): points [n, 3] in −1 … 1 → features [n, features], the sum of the bilinear samples from the
/// planes (x, y), (x, z) and (y, z). The outermost grid points lie at ±1; outside, the values of the edge continue. There is no second
/// derivative, because libtorch's grid sampling has none.
/// </summary>
public sealed class TriPlaneEncoding : Layer {
    /// <summary>
    /// Trained features [3, features, resolution, resolution]; the first coordinate of a plane runs along the last dimension.
    /// </summary>
    public Tensor Planes { get; }

    /// <summary>Creates planes of normally distributed features with mean 0.</summary>
    public TriPlaneEncoding(long features = 32, long resolution = 128, double deviation = 0.1) =>
        Planes = RegisterParameter("planes", Tensor.Empty([3, features, resolution, resolution]).FillNormal(0, deviation));

    public override Tensor Forward(Tensor input) {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dim != 2 || input.Size(1) != 3)
            throw new ArgumentException($"Places are [n, 3], not [{string.Join(", ", input.Shape)}].");
        using var scope = new TensorScope();
        var (x, y, z) = (input.Select(1, 0), input.Select(1, 1), input.Select(1, 2));
        var grid = Tensor.Stack([Tensor.Stack([x, y], -1), Tensor.Stack([x, z], -1), Tensor.Stack([y, z], -1)]).Unsqueeze(2);
        var found = Functional.GridSample(Planes, grid, border: Border.Edge, alignCorners: true);
        return scope.MoveOut(found.Sum([0]).Squeeze(2).T());
    }
}
