using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Activation functions.
public static partial class Functional {
    /// <summary>max(x, 0).</summary>
    public static Tensor Relu(Tensor input) => Aten.Relu.Call(input);

    /// <summary>x limited to [0, 6].</summary>
    public static Tensor Relu6(Tensor input) => Aten.Relu6.Call(input);

    /// <summary>x, or slope·x where negative.</summary>
    public static Tensor LeakyRelu(Tensor input, double slope = 0.01) => Aten.LeakyRelu.Call(input, slope);

    /// <summary>x, or slope·x where negative; one slope, or one for each channel (dimension 1).</summary>
    public static Tensor Prelu(Tensor input, Tensor slope) => Aten.Prelu.Call(input, slope);

    /// <summary>x, or alpha·(eˣ − 1) where negative.</summary>
    public static Tensor Elu(Tensor input, double alpha = 1) => Aten.Elu.Call(input, alpha);

    /// <summary>1.0507·x, or 1.7581·(eˣ − 1) where negative (Klambauer et al. 2017).</summary>
    public static Tensor Selu(Tensor input) => Aten.Selu.Call(input);

    /// <summary>x·Φ(x); approximate is "none" or "tanh".</summary>
    public static Tensor Gelu(Tensor input, string approximate = "none") => Aten.Gelu.Call(input, approximate);

    /// <summary>x·σ(x).</summary>
    public static Tensor Silu(Tensor input) => Aten.Silu.Call(input);

    /// <summary>x·tanh(softplus(x)).</summary>
    public static Tensor Mish(Tensor input) => Aten.Mish.Call(input);

    /// <summary>x·min(max(x + 3, 0), 6)/6.</summary>
    public static Tensor HardSwish(Tensor input) => Aten.Hardswish.Call(input);

    /// <summary>ln(1 + e^(beta·x))/beta, x itself where beta·x is above the threshold.</summary>
    public static Tensor Softplus(Tensor input, double beta = 1, double threshold = 20) => Aten.Softplus.Call(input, beta, threshold);

    /// <summary>ln σ(x).</summary>
    public static Tensor LogSigmoid(Tensor input) => Aten.LogSigmoid.Call(input);

    /// <summary>First half of a dimension times σ of the second.</summary>
    public static Tensor Glu(Tensor input, long dim = -1) => Aten.Glu.Call(input, dim);

    /// <summary>eˣ/Σ eˣ along a dimension.</summary>
    public static Tensor Softmax(Tensor input, long dim = -1) => Aten.SoftmaxInt.Call(input, dim);

    /// <summary>The logarithm of <see cref="Softmax"/>.</summary>
    public static Tensor LogSoftmax(Tensor input, long dim = -1) => Aten.LogSoftmaxInt.Call(input, dim);

    /// <summary>Zeros with probability p, the rest divided by 1 − p; nothing happens outside of training.</summary>
    public static Tensor Dropout(Tensor input, double p = 0.5, bool train = true) => Aten.Dropout.Call(input, p, train);
}
