using Diorama.Tensors;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Operators;

namespace Diorama.Learning.Backbones;

/// <summary>
/// A point network whose points share what is in their cell (Qi et al. 2017; Peng et al. 2020, Convolutional Occupancy Networks): points →
/// features of the points, and from these a grid for a <see cref="UNet"/> of volumes. Its parameters are those of the second paper's
/// encoder: five residual blocks of the hidden size.
/// </summary>
public sealed class LocalPoolPointNet : Module {
    private static readonly Operator scatterReduce = new("scatter_reduce.two");

    private readonly long resolution, features;
    private readonly Linear first, last;
    private readonly ResidualPerceptron[] blocks;

    /// <param name="resolution">Cells of the grid along each side.</param>
    /// <param name="features">Features of a point and of a cell.</param>
    /// <param name="hidden">Features inside.</param>
    /// <param name="blockCount">Number of residual blocks.</param>
    /// <param name="dimensions">Numbers of a point, of which the first three are its place.</param>
    public LocalPoolPointNet(long resolution, long features = 32, long hidden = 32, int blockCount = 5, long dimensions = 3) {
        (this.resolution, this.features) = (resolution, features);
        first = RegisterModule("first", new Linear(dimensions, 2 * hidden));
        blocks = new ResidualPerceptron[blockCount];
        for (int i = 0; i < blockCount; i++) blocks[i] = RegisterModule($"block{i}", new ResidualPerceptron(2 * hidden, hidden));
        last = RegisterModule("last", new Linear(hidden, features));
    }

    /// <summary>Returns the features of each point, [N, points, features].</summary>
    /// <param name="points">Points [N, points, dimensions] whose places lie in 0 … 1.</param>
    public Tensor Forward(Tensor points) {
        using var scope = new TensorScope();
        Tensor cells = CellsOf(points), x = blocks[0].Forward(first.Forward(points));
        for (int i = 1; i < blocks.Length; i++) x = blocks[i].Forward(Tensor.Cat([x, Pooled(x, cells)], 2));
        return scope.MoveOut(last.Forward(x));
    }

    /// <summary>Returns the means of the features in each cell, zeros where there are no points: [N, features, Z, Y, X].</summary>
    /// <param name="points">Points [N, points, dimensions].</param>
    /// <param name="found">What <see cref="Forward"/> has found of them.</param>
    public Tensor Grid(Tensor points, Tensor found) {
        using var scope = new TensorScope();
        Tensor cells = CellsOf(points).Unsqueeze(2), zeros = Tensor.Zeros([found.Size(0), resolution * resolution * resolution, features]),
            sum = zeros.To(found.Device).ScatterAdd(1, cells.ExpandAs(found), found.To(DType.Float32)),
            ones = Tensor.Ones([found.Size(0), found.Size(1), 1]).To(found.Device),
            count = zeros.To(found.Device).Narrow(2, 0, 1).ScatterAdd(1, cells, ones);
        Tensor mean = (sum / count.Clamp(min: 1)).Transpose(1, 2);
        return scope.MoveOut(mean.Reshape(found.Size(0), features, resolution, resolution, resolution));
    }

    /// <summary>Returns the index of each point's cell, [N, points].</summary>
    private Tensor CellsOf(Tensor points) {
        Tensor at = (points.Detach().Narrow(2, 0, 3) * resolution).Floor().Clamp(0, resolution - 1).To(DType.Int64);
        return at.Select(2, 0) + resolution * (at.Select(2, 1) + resolution * at.Select(2, 2));
    }

    /// <summary>Returns for each point the largest of each feature in its cell.</summary>
    private Tensor Pooled(Tensor x, Tensor cells) {
        Tensor index = cells.Unsqueeze(2).ExpandAs(x);
        Tensor low = Tensor.Full([x.Size(0), resolution * resolution * resolution, x.Size(2)], double.NegativeInfinity, x.DType, x.Device);
        return scatterReduce.Call(low, 1, index, x, "amax", false).Gather(1, index);
    }
}

/// <summary>Two layers after a ReLU each, added to what they are made from (He et al. 2016).</summary>
internal sealed class ResidualPerceptron : Layer {
    private readonly Linear first, second;
    private readonly Linear? shortcut;

    public ResidualPerceptron(long inputs, long outputs) {
        long hidden = Math.Min(inputs, outputs);
        first = RegisterModule("first", new Linear(inputs, hidden));
        second = RegisterModule("second", new Linear(hidden, outputs));
        if (inputs != outputs) shortcut = RegisterModule("shortcut", new Linear(inputs, outputs, bias: false));
        second.Weight.Detach().Zero();
    }

    public override Tensor Forward(Tensor input) =>
        second.Forward(Functional.Relu(first.Forward(Functional.Relu(input)))) + (shortcut is null ? input : shortcut.Forward(input));
}
