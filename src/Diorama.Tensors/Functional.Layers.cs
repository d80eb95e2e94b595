using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Layers without parameters of their own. Images are [N, C, H, W]: batch, channels, height, width; H', W' are the sizes of the result.
// Normalisations of 16 bits by weights of 32 are computed in 32: libtorch 1.13 refuses such pairs, and later ones round the result.
public static partial class Functional {
    /// <summary>Computes input·weightᵀ + bias: input [..., in], weight [out, in], bias [out] → [..., out].</summary>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null) => Aten.Linear.Call(input, weight, bias);

    /// <summary>Cross-correlates input [N, in, W] with weight [out, in/groups, kernel], and adds bias [out]: → [N, out, W'].</summary>
    public static Tensor Conv1d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long dilation = 1, long groups = 1) =>
        Aten.Conv1d.Call(input, weight, bias, stride, padding, dilation, groups);

    /// <summary>
    /// Cross-correlates input [N, in, H, W] with weight [out, in/groups, kernel height, kernel width], and adds bias [out]: → [N, out, H',
    /// W'].
    /// </summary>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long dilation = 1, long groups = 1) =>
        Aten.Conv2d.Call(input, weight, bias, stride, padding, dilation, groups);

    /// <summary>
    /// Cross-correlates input [N, in, D, H, W] with weight [out, in/groups, kernel depth, kernel height, kernel width], and adds bias
    /// [out]: → [N, out, D', H', W'].
    /// </summary>
    public static Tensor Conv3d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long dilation = 1, long groups = 1) =>
        Aten.Conv3d.Call(input, weight, bias, stride, padding, dilation, groups);

    /// <summary>
    /// Computes the transpose of <see cref="Conv1d"/>: input [N, in, W], weight [in, out/groups, kernel], bias [out] → [N, out, W'].
    /// </summary>
    public static Tensor ConvTranspose1d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long outputPadding = 0, long groups = 1, long dilation = 1) =>
        Aten.ConvTranspose1d.Call(input, weight, bias, stride, padding, outputPadding, groups, dilation);

    /// <summary>
    /// Computes the transpose of <see cref="Conv2d"/>: input [N, in, H, W], weight [in, out/groups, kernel height, kernel width], bias
    /// [out] → [N, out, H', W'].
    /// </summary>
    public static Tensor ConvTranspose2d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long outputPadding = 0, long groups = 1, long dilation = 1) =>
        Aten.ConvTranspose2dInput.Call(input, weight, bias, stride, padding, outputPadding, groups, dilation);

    /// <summary>
    /// Computes the transpose of <see cref="Conv3d"/>: input [N, in, D, H, W], weight [in, out/groups, kernel depth, kernel height, kernel
    /// width], bias [out] → [N, out, D', H', W'].
    /// </summary>
    public static Tensor ConvTranspose3d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long outputPadding = 0, long groups = 1, long dilation = 1) =>
        Aten.ConvTranspose3dInput.Call(input, weight, bias, stride, padding, outputPadding, groups, dilation);

    /// <summary>Returns the rows of weight [count, size] at the given indices: indices [...] → [..., size].</summary>
    public static Tensor Embedding(Tensor indices, Tensor weight) => Aten.Embedding.Call(weight, indices);

    /// <summary>
    /// Normalises [N, C, ...] over all dimensions but the channels, then scales and shifts with weight and bias [C]. Training uses the mean
    /// and variance of the batch and moves <paramref name="mean"/> and <paramref name="variance"/> [C] towards them; otherwise these are
    /// used.
    /// </summary>
    public static Tensor BatchNorm(Tensor input, Tensor? mean, Tensor? variance, Tensor? weight = null, Tensor? bias = null,
        bool training = false, double momentum = 0.1, double eps = 1e-5) {
        using Tensor? wide = Autocast.Widened(input, weight ?? mean);
        return Aten.BatchNorm.Call(wide ?? input, weight, bias, mean, variance, training, momentum, eps, true);
    }

    /// <summary>
    /// Normalises each image and channel of [N, C, ...] over its positions, then scales and shifts with weight and bias [C].
    /// </summary>
    public static Tensor InstanceNorm(Tensor input, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) {
        using Tensor? wide = Autocast.Widened(input, weight);
        return Aten.InstanceNorm.Call(wide ?? input, weight, bias, default, default, true, 0.1, eps, true);
    }

    /// <summary>Normalises [N, C, ...] over groups of channels of each image, then scales and shifts with weight and bias [C].</summary>
    public static Tensor GroupNorm(Tensor input, long groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) {
        using Tensor? wide = Autocast.Widened(input, weight);
        return Aten.GroupNorm.Call(wide ?? input, groups, weight, bias, eps);
    }

    /// <summary>
    /// Normalises over the last dimensions, whose sizes are <paramref name="shape"/>, then scales and shifts with weight and bias of that
    /// shape.
    /// </summary>
    public static Tensor LayerNorm(Tensor input, long[] shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) {
        using Tensor? wide = Autocast.Widened(input, weight);
        return Aten.LayerNorm.Call(wide ?? input, shape, weight, bias, eps);
    }

    /// <summary>Computes the largest element of each window: [N, C, W] → [N, C, W']; the stride is the kernel size unless given.</summary>
    public static Tensor MaxPool1d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.MaxPool1d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>
    /// Computes the largest element of each window: [N, C, H, W] → [N, C, H', W']; the stride is the kernel size unless given.
    /// </summary>
    public static Tensor MaxPool2d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.MaxPool2d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>
    /// Computes the largest element of each window: [N, C, D, H, W] → [N, C, D', H', W']; the stride is the kernel size unless given.
    /// </summary>
    public static Tensor MaxPool3d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.MaxPool3d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>
    /// Computes the mean of each window, zeros of the padding included: [N, C, W] → [N, C, W']; the stride is the kernel size unless given.
    /// </summary>
    public static Tensor AvgPool1d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.AvgPool1d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>
    /// Computes the mean of each window, zeros of the padding included: [N, C, H, W] → [N, C, H', W']; the stride is the kernel size unless
    /// given.
    /// </summary>
    public static Tensor AvgPool2d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.AvgPool2d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>
    /// Computes the mean of each window, zeros of the padding included: [N, C, D, H, W] → [N, C, D', H', W']; the stride is the kernel size
    /// unless given.
    /// </summary>
    public static Tensor AvgPool3d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.AvgPool3d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>Computes the means of <paramref name="size"/> windows that cover the input: [N, C, W] → [N, C, size].</summary>
    public static Tensor AdaptiveAvgPool1d(Tensor input, long size) => Aten.AdaptiveAvgPool1d.Call(input, size);

    /// <summary>Computes the means of windows that cover the input: [N, C, H, W] → [N, C, size[0], size[1]].</summary>
    public static Tensor AdaptiveAvgPool2d(Tensor input, long[] size) => Aten.AdaptiveAvgPool2d.Call(input, size);

    /// <summary>
    /// Pads the input at its edges. The amounts are (before, after) of the last dimension, then of the one before it, …; the mode is
    /// "constant", "reflect", "replicate" or "circular", and <paramref name="value"/> is the constant (0 unless given).
    /// </summary>
    public static Tensor Pad(Tensor input, long[] amounts, string mode = "constant", double? value = null) =>
        Aten.Pad.Call(input, amounts, mode, value);

    /// <summary>Moves channels to positions: [N, C·f², H, W] → [N, C, H·f, W·f].</summary>
    public static Tensor PixelShuffle(Tensor input, long factor) => Aten.PixelShuffle.Call(input, factor);

    /// <summary>Moves positions to channels: [N, C, H·f, W·f] → [N, C·f², H, W].</summary>
    public static Tensor PixelUnshuffle(Tensor input, long factor) => Aten.PixelUnshuffle.Call(input, factor);

    /// <summary>Returns all windows of an image as columns: [N, C, H, W] → [N, C·kernel height·kernel width, windows].</summary>
    public static Tensor Unfold(Tensor input, long[] kernel, long[]? dilation = null, long[]? padding = null, long[]? stride = null) =>
        Aten.Im2col.Call(input, kernel, dilation ?? [1, 1], padding ?? [0, 0], stride ?? [1, 1]);

    /// <summary>
    /// Computes the transpose of <see cref="Unfold"/>: adds up the columns [N, C·kernel height·kernel width, windows] to an image [N, C,
    /// size[0], size[1]].
    /// </summary>
    public static Tensor Fold(Tensor input, long[] size, long[] kernel, long[]? dilation = null, long[]? padding = null,
        long[]? stride = null) =>
        Aten.Col2im.Call(input, size, kernel, dilation ?? [1, 1], padding ?? [0, 0], stride ?? [1, 1]);

    /// <summary>
    /// Samples input [N, C, H, W] at the points of grid [N, H', W', 2], whose (x, y) run from −1 to 1 over the image: → [N, C, H', W'];
    /// volumes [N, C, D, H, W] take a grid [N, D', H', W', 3].
    /// </summary>
    public static Tensor GridSample(Tensor input, Tensor grid, Sampling mode = Sampling.Bilinear, Border border = Border.Zeros,
        bool alignCorners = false) =>
        Aten.GridSampler.Call(input, grid, (long)mode, (long)border, alignCorners);

    /// <summary>
    /// Returns the grid [N, H, W, 2] for <see cref="GridSample"/> of affine maps theta [N, 2, 3]; <paramref name="size"/> is [N, C, H, W].
    /// </summary>
    public static Tensor AffineGrid(Tensor theta, long[] size, bool alignCorners = false) =>
        Aten.AffineGridGenerator.Call(theta, size, alignCorners);

    /// <summary>Computes the cosines of the angles between vectors along a dimension, which is removed.</summary>
    public static Tensor CosineSimilarity(Tensor first, Tensor second, long dim = 1, double eps = 1e-8) =>
        Aten.CosineSimilarity.Call(first, second, dim, eps);
}
