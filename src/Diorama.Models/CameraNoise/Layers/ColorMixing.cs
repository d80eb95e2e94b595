using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Operators;

namespace Diorama.Models.CameraNoise.Layers;

/// <summary>
/// Mixes the three colours of a pixel: z = W·x with W = P·L·(U + diag(±exp s)) (Kingma and Dhariwal 2018), with one matrix, or one for each
/// combination of camera and sensitivity. P and the signs keep their initial values. 21 numbers of each matrix are stored, as in the
/// published models, of which 9 are used (the triangles and s).
/// </summary>
public sealed class ColorMixing : FlowStep {
    private static readonly Operator lu = new("linalg_lu");

    private readonly Start start;
    private readonly bool conditional;
    private readonly Tensor permutation, signs, lower, upper, logScale;

    /// <summary>Initial value of a matrix.</summary>
    public enum Start {
        /// <summary>A random orthogonal matrix (rotation or reflection).</summary>
        Orthogonal,
        /// <summary>
        /// The triangular matrix that makes the colours of each combination independent, with standard deviation 1. On its own this is the
        /// maximum-likelihood solution, so that nothing is left to learn.
        /// </summary>
        White,
    }

    /// <param name="grid">Cameras and sensitivities; null for one matrix.</param>
    /// <param name="start">Initial value.</param>
    public ColorMixing(NoiseGrid? grid, Start start) {
        (this.start, conditional) = (start, grid is not null);
        long count = grid?.Count ?? 1;
        var (p, l, u) = lu.CallThree(Initial.Orthogonal(Tensor.Empty([3, 3])));
        if (start == Start.White) (p, l, u) = (Tensor.Eye(3), Tensor.Eye(3), Tensor.Eye(3));
        Tensor diagonal = u.Diagonal();
        permutation = RegisterBuffer("permutation", p.Clone());
        signs = RegisterBuffer("signs", diagonal.Sign());
        lower = RegisterParameter("lower", l.Repeat(count, 1, 1));
        upper = RegisterParameter("upper", u.Repeat(count, 1, 1));
        logScale = RegisterParameter("log_scale", diagonal.Abs().Log().Repeat(count, 1));
    }

    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input, FlowContext context) {
        Tensor scale = conditional ? logScale.IndexSelect(0, context.Conditions.Index) : logScale;
        return (Apply(Matrices(), input, context), scale.Sum([1]) * Pixels(input));
    }

    public override Tensor Inverse(Tensor output, FlowContext context) =>
        Apply(Matrices().To(DType.Float64).Inverse(), output.To(DType.Float64), context).To(output.DType);

    /// <summary>Returns the matrices, [1 or combinations, 3, 3].</summary>
    public Tensor Matrices() {
        Tensor diagonal = signs * logScale.Exp(), identity = Tensor.Eye(3, logScale.DType, logScale.Device);
        return permutation.MatMul(lower.Tril(-1) + identity).MatMul(upper.Triu(1) + identity * diagonal.Unsqueeze(-1));
    }

    private Tensor Apply(Tensor matrices, Tensor input, FlowContext context) => conditional
        ? matrices.IndexSelect(0, context.Conditions.Index).Bmm(input.Flatten(2)).View(input.Shape)
        : Functional.Conv2d(input, matrices.View(3, 3, 1, 1));

    public override void Initialise(NoiseStatistics statistics) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        if (start != Start.White) return;
        double[] moments = new double[statistics.Grid.Count * 9];
        for (int i = 0; i < moments.Length; i++)
            moments[i] = statistics.Covariance(i / 9, i % 9 / 3, i % 3, aboutMean: false) / (NoiseModel.Levels * NoiseModel.Levels);
        Tensor white = Tensor.From(moments, statistics.Grid.Count, 3, 3).Cholesky().Inverse(), diagonal = white.Diagonal(0, 1, 2);
        logScale.CopyInPlace(diagonal.Log());
        lower.CopyInPlace(white / diagonal.Unsqueeze(1));
        upper.Zero();
    }
}
