namespace Diorama.Tensors.Layers;

/// <summary>Encodings of positions as sines and cosines.</summary>
public static class PositionalEncoding {
    /// <summary>
    /// Encoding [positions, size] of a sequence: sin and cos of position/10000^(2i/size) alternate (Vaswani et al. 2017). The size is even.
    /// </summary>
    public static Tensor Sequence(long positions, long size) {
        if (size % 2 != 0) throw new ArgumentException("The size of a positional encoding is even.");
        var scope = new TensorScope();
        try {
            var frequencies = (Tensor.Arange(0, size, 2, DType.Float32) * (-Math.Log(10000) / size)).Exp();
            var angles = Tensor.Arange(0, positions, dtype: DType.Float32).Unsqueeze(1) * frequencies;
            return scope.MoveOut(Tensor.Stack([angles.Sin(), angles.Cos()], -1).Flatten(1));
        } finally {
            scope.Dispose();
        }
    }

    /// <summary>
    /// Encoding of coordinates, [..., d] → [..., d·(2·octaves + 1)]: x, then sin 2ᵏπx and cos 2ᵏπx for k = 0 … octaves − 1 (Mildenhall et
    /// al. 2020).
    /// </summary>
    public static Tensor Fourier(Tensor x, int octaves) {
        ArgumentNullException.ThrowIfNull(x);
        var scope = new TensorScope();
        try {
            var parts = new List<Tensor> { x };
            for (int k = 0; k < octaves; k++) {
                var angle = x * (Math.Pow(2, k) * Math.PI);
                parts.Add(angle.Sin());
                parts.Add(angle.Cos());
            }
            return scope.MoveOut(Tensor.Cat([.. parts], -1));
        } finally {
            scope.Dispose();
        }
    }
}
