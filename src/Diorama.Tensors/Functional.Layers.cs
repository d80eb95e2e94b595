using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Layers without parameters of their own. Images are [batch, channels, height, width].
public static partial class Functional {
    /// <summary>input·weightᵀ + bias; weight is [out, in].</summary>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null) => Aten.Linear.Call(input, weight, bias);

    /// <summary>Cross-correlation; weight is [out, in/groups, width].</summary>
    public static Tensor Conv1d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long dilation = 1, long groups = 1) =>
        Aten.Conv1d.Call(input, weight, bias, stride, padding, dilation, groups);

    /// <summary>Cross-correlation; weight is [out, in/groups, height, width].</summary>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long dilation = 1, long groups = 1) =>
        Aten.Conv2d.Call(input, weight, bias, stride, padding, dilation, groups);

    /// <summary>Cross-correlation; weight is [out, in/groups, depth, height, width].</summary>
    public static Tensor Conv3d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long dilation = 1, long groups = 1) =>
        Aten.Conv3d.Call(input, weight, bias, stride, padding, dilation, groups);

    /// <summary>The transpose of <see cref="Conv1d"/>; weight is [in, out/groups, width].</summary>
    public static Tensor ConvTranspose1d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long outputPadding = 0, long groups = 1, long dilation = 1) =>
        Aten.ConvTranspose1d.Call(input, weight, bias, stride, padding, outputPadding, groups, dilation);

    /// <summary>The transpose of <see cref="Conv2d"/>; weight is [in, out/groups, height, width].</summary>
    public static Tensor ConvTranspose2d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long outputPadding = 0, long groups = 1, long dilation = 1) =>
        Aten.ConvTranspose2dInput.Call(input, weight, bias, stride, padding, outputPadding, groups, dilation);

    /// <summary>The transpose of <see cref="Conv3d"/>; weight is [in, out/groups, depth, height, width].</summary>
    public static Tensor ConvTranspose3d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0,
        long outputPadding = 0, long groups = 1, long dilation = 1) =>
        Aten.ConvTranspose3dInput.Call(input, weight, bias, stride, padding, outputPadding, groups, dilation);

    /// <summary>Rows of weight [count, size] that the indices name.</summary>
    public static Tensor Embedding(Tensor indices, Tensor weight) => Aten.Embedding.Call(weight, indices);

    /// <summary>Normalised over all but channels; training uses the batch's statistics and moves mean and variance towards them.</summary>
    public static Tensor BatchNorm(Tensor input, Tensor? mean, Tensor? variance, Tensor? weight = null, Tensor? bias = null,
        bool training = false, double momentum = 0.1, double eps = 1e-5) =>
        Aten.BatchNorm.Call(input, weight, bias, mean, variance, training, momentum, eps, true);

    /// <summary>Normalised over the places of each image and channel.</summary>
    public static Tensor InstanceNorm(Tensor input, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
        Aten.InstanceNorm.Call(input, weight, bias, default, default, true, 0.1, eps, true);

    /// <summary>Normalised over groups of channels.</summary>
    public static Tensor GroupNorm(Tensor input, long groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
        Aten.GroupNorm.Call(input, groups, weight, bias, eps);

    /// <summary>Normalised over the last dimensions, which have this shape.</summary>
    public static Tensor LayerNorm(Tensor input, long[] shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
        Aten.LayerNorm.Call(input, shape, weight, bias, eps);

    /// <summary>The largest element of each window; stride is kernel unless given.</summary>
    public static Tensor MaxPool1d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.MaxPool1d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>The largest element of each window; stride is kernel unless given.</summary>
    public static Tensor MaxPool2d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.MaxPool2d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>The largest element of each window; stride is kernel unless given.</summary>
    public static Tensor MaxPool3d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.MaxPool3d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>The mean of each window, padding included; stride is kernel unless given.</summary>
    public static Tensor AvgPool1d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.AvgPool1d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>The mean of each window, padding included; stride is kernel unless given.</summary>
    public static Tensor AvgPool2d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.AvgPool2d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>The mean of each window, padding included; stride is kernel unless given.</summary>
    public static Tensor AvgPool3d(Tensor input, long kernel, long? stride = null, long padding = 0) =>
        Aten.AvgPool3d.Call(input, kernel, stride ?? kernel, padding);

    /// <summary>Means of as many windows as wanted.</summary>
    public static Tensor AdaptiveAvgPool1d(Tensor input, long size) => Aten.AdaptiveAvgPool1d.Call(input, size);

    /// <summary>Means of as many windows as wanted: [height, width].</summary>
    public static Tensor AdaptiveAvgPool2d(Tensor input, long[] size) => Aten.AdaptiveAvgPool2d.Call(input, size);

    /// <summary>
    /// Grown at the edges: amounts are (before, after) of the last dimension, then of the one before it, …; mode is "constant", "reflect",
    /// "replicate" or "circular".
    /// </summary>
    public static Tensor Pad(Tensor input, long[] amounts, string mode = "constant", double? value = null) =>
        Aten.Pad.Call(input, amounts, mode, value);

    /// <summary>[b, c·f², h, w] → [b, c, h·f, w·f].</summary>
    public static Tensor PixelShuffle(Tensor input, long factor) => Aten.PixelShuffle.Call(input, factor);

    /// <summary>[b, c, h·f, w·f] → [b, c·f², h, w].</summary>
    public static Tensor PixelUnshuffle(Tensor input, long factor) => Aten.PixelUnshuffle.Call(input, factor);

    /// <summary>All windows of an image as columns: [b, c·kh·kw, windows].</summary>
    public static Tensor Unfold(Tensor input, long[] kernel, long[]? dilation = null, long[]? padding = null, long[]? stride = null) =>
        Aten.Im2col.Call(input, kernel, dilation ?? [1, 1], padding ?? [0, 0], stride ?? [1, 1]);

    /// <summary>The transpose of <see cref="Unfold"/>: columns added up to an image of a size [h, w].</summary>
    public static Tensor Fold(Tensor input, long[] size, long[] kernel, long[]? dilation = null, long[]? padding = null,
        long[]? stride = null) =>
        Aten.Col2im.Call(input, size, kernel, dilation ?? [1, 1], padding ?? [0, 0], stride ?? [1, 1]);

    /// <summary>Values at grid [b, h, w, 2], whose (x, y) run from −1 to 1 over the image; with volumes [b, d, h, w, 3].</summary>
    public static Tensor GridSample(Tensor input, Tensor grid, Sampling mode = Sampling.Bilinear, Border border = Border.Zeros,
        bool alignCorners = false) =>
        Aten.GridSampler.Call(input, grid, (long)mode, (long)border, alignCorners);

    /// <summary>The grid for <see cref="GridSample"/> of an affine map [b, 2, 3]; size is [b, c, h, w].</summary>
    public static Tensor AffineGrid(Tensor theta, long[] size, bool alignCorners = false) =>
        Aten.AffineGridGenerator.Call(theta, size, alignCorners);

    /// <summary>Cosines of the angles between vectors along a dimension.</summary>
    public static Tensor CosineSimilarity(Tensor first, Tensor second, long dim = 1, double eps = 1e-8) =>
        Aten.CosineSimilarity.Call(first, second, dim, eps);
}
