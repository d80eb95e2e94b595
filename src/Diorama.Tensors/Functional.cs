using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

/// <summary>How the loss of many elements is reduced to the returned value.</summary>
public enum Reduction { None, Mean, Sum }

/// <summary>Interpolation between grid points.</summary>
public enum Sampling { Bilinear, Nearest, Bicubic }

/// <summary>Value that sampling uses outside of an image.</summary>
public enum Border { Zeros, Edge, Reflection }

/// <summary>Operations of neural networks that hold no parameters, by PyTorch's names (<c>torch.nn.functional</c>).</summary>
public static partial class Functional {
    /// <summary>
    /// Resizes the last one to three dimensions of [N, C, ...] to <paramref name="size"/>, which has as many numbers. Sampling is nearest,
    /// linear (one to three dimensions) or cubic (two dimensions).
    /// </summary>
    public static Tensor Interpolate(Tensor input, long[] size, Sampling mode = Sampling.Nearest, bool alignCorners = false) {
        ArgumentNullException.ThrowIfNull(size);
        return (mode, size.Length) switch {
            (Sampling.Nearest, 1) => Aten.UpsampleNearest1d.Call(input, size),
            (Sampling.Nearest, 2) => Aten.UpsampleNearest2d.Call(input, size),
            (Sampling.Nearest, 3) => Aten.UpsampleNearest3d.Call(input, size),
            (Sampling.Bilinear, 1) => Aten.UpsampleLinear1d.Call(input, size, alignCorners),
            (Sampling.Bilinear, 2) => Aten.UpsampleBilinear2d.Call(input, size, alignCorners),
            (Sampling.Bilinear, 3) => Aten.UpsampleTrilinear3d.Call(input, size, alignCorners),
            (Sampling.Bicubic, 2) => Aten.UpsampleBicubic2d.Call(input, size, alignCorners),
            _ => throw new ArgumentException($"There is no {mode} interpolation of {size.Length} dimensions."),
        };
    }

    /// <summary>Divides by the p-norm along a dimension, which gives vectors of length 1; norms below eps count as eps.</summary>
    public static Tensor Normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12) {
        ArgumentNullException.ThrowIfNull(input);
        using var norm = input.Norm(p, [dim], keepDim: true);
        using var divisor = norm.Clamp(eps);
        return input / divisor;
    }
}
