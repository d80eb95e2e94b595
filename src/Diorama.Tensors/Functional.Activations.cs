using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Activation functions.
public static partial class Functional {
    /// <summary>Computes max(x, 0) of each element.</summary>
    public static Tensor Relu(Tensor input) => Aten.Relu.Call(input);

    /// <summary>Computes min(max(x, 0), 6) of each element.</summary>
    public static Tensor Relu6(Tensor input) => Aten.Relu6.Call(input);

    /// <summary>Computes x of each element, or slope·x where x is negative.</summary>
    public static Tensor LeakyRelu(Tensor input, double slope = 0.01) => Aten.LeakyRelu.Call(input, slope);

    /// <summary>
    /// Computes x of each element, or slope·x where x is negative; <paramref name="slope"/> has one element, or one for each channel
    /// (dimension 1).
    /// </summary>
    public static Tensor Prelu(Tensor input, Tensor slope) => Aten.Prelu.Call(input, slope);

    /// <summary>Computes x of each element, or alpha·(eˣ − 1) where x is negative.</summary>
    public static Tensor Elu(Tensor input, double alpha = 1) => Aten.Elu.Call(input, alpha);

    /// <summary>Computes 1.0507·x of each element, or 1.7581·(eˣ − 1) where x is negative (Klambauer et al. 2017).</summary>
    public static Tensor Selu(Tensor input) => Aten.Selu.Call(input);

    /// <summary>
    /// Computes x·Φ(x) of each element, Φ being the normal distribution function; <paramref name="approximate"/> is "none" or "tanh".
    /// </summary>
    public static Tensor Gelu(Tensor input, string approximate = "none") => Aten.Gelu.Call(input, approximate);

    /// <summary>Computes x·σ(x) of each element.</summary>
    public static Tensor Silu(Tensor input) => Aten.Silu.Call(input);

    /// <summary>Computes x·tanh(softplus(x)) of each element.</summary>
    public static Tensor Mish(Tensor input) => Aten.Mish.Call(input);

    /// <summary>Computes x·min(max(x + 3, 0), 6)/6 of each element.</summary>
    public static Tensor HardSwish(Tensor input) => Aten.Hardswish.Call(input);

    /// <summary>Computes ln(1 + e^(beta·x))/beta of each element; x itself where beta·x is above the threshold.</summary>
    public static Tensor Softplus(Tensor input, double beta = 1, double threshold = 20) => Aten.Softplus.Call(input, beta, threshold);

    /// <summary>Computes ln σ(x) of each element.</summary>
    public static Tensor LogSigmoid(Tensor input) => Aten.LogSigmoid.Call(input);

    /// <summary>
    /// Computes a·σ(b), where a and b are the first and the second half of a dimension, which is halved: [..., 2·n] → [..., n].
    /// </summary>
    public static Tensor Glu(Tensor input, long dim = -1) => Aten.Glu.Call(input, dim);

    /// <summary>Computes eˣ/Σ eˣ along a dimension; the shape stays.</summary>
    public static Tensor Softmax(Tensor input, long dim = -1) => Aten.SoftmaxInt.Call(input, dim);

    /// <summary>Computes the logarithm of <see cref="Softmax"/>.</summary>
    public static Tensor LogSoftmax(Tensor input, long dim = -1) => Aten.LogSoftmaxInt.Call(input, dim);

    /// <summary>
    /// Replaces elements by zeros with probability p and divides the others by 1 − p; returns the input when not training.
    /// </summary>
    public static Tensor Dropout(Tensor input, double p = 0.5, bool train = true) => Aten.Dropout.Call(input, p, train);
}
