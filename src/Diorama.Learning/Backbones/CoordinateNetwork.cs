using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Backbones;

/// <summary>
/// A function of places as a perceptron: their coordinates are encoded by sines and cosines (Mildenhall et al. 2020) or by a hash grid
/// (Müller et al. 2022), and enter again in a layer: [n, dimensions] → [n, outputs].
/// </summary>
public sealed class CoordinateNetwork : Layer {
    private readonly Func<Tensor, Tensor> encode;
    private readonly Linear[] layers;
    private readonly int again;

    /// <summary>
    /// Creates a network on sines and cosines: eight layers of 256, with the coordinates again in the fifth, as in the paper.
    /// </summary>
    /// <param name="outputs">Numbers of a place.</param>
    /// <param name="dimensions">Coordinates of a place.</param>
    /// <param name="octaves">Frequencies of each coordinate; 0 takes the coordinates themselves.</param>
    /// <param name="width">Features of the layers.</param>
    /// <param name="depth">Number of layers before the last one.</param>
    /// <param name="again">Index of the layer in which the code enters again; −1 for none.</param>
    /// <param name="extra">Numbers beside the coordinates that enter with them, such as a code of the pose.</param>
    public static CoordinateNetwork Fourier(long outputs, long dimensions = 3, int octaves = 10, long width = 256, int depth = 8,
        int again = 4, long extra = 0) => new(outputs, dimensions * (2 * octaves + 1) + extra, x => {
            if (extra == 0) return PositionalEncoding.Fourier(x, octaves);
            return Tensor.Cat([PositionalEncoding.Fourier(x.Narrow(-1, 0, dimensions), octaves), x.Narrow(-1, dimensions, extra)], -1);
        }, null, width, depth, again);

    /// <summary>Creates a small network on a hash grid over places in 0 … 1.</summary>
    public static CoordinateNetwork HashGrid(long outputs, HashGridEncoding grid, long width = 64, int depth = 2) {
        ArgumentNullException.ThrowIfNull(grid);
        return new(outputs, grid.Outputs, grid.Forward, grid, width, depth, -1);
    }

    private CoordinateNetwork(long outputs, long code, Func<Tensor, Tensor> encode, HashGridEncoding? grid, long width, int depth,
        int again) {
        (this.encode, this.again) = (encode, again);
        if (grid is not null) RegisterModule("grid", grid);
        layers = new Linear[depth + 1];
        for (int i = 0; i <= depth; i++) {
            long from = i == 0 ? code : i == again ? width + code : width;
            layers[i] = RegisterModule($"layer{i}", new Linear(from, i == depth ? outputs : width));
        }
    }

    public override Tensor Forward(Tensor input) {
        using var scope = new TensorScope();
        Tensor code = encode(input), x = code;
        for (int i = 0; i < layers.Length; i++) {
            if (i > 0) x = Functional.Relu(x);
            if (i > 0 && i == again) x = Tensor.Cat([code, x], -1);
            x = layers[i].Forward(x);
        }
        return scope.MoveOut(x);
    }
}
