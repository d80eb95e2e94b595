using static Diorama.Tensors.Tests.Wrappers.Inputs;
using static Diorama.Tensors.Tests.Wrappers.Numbers;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Activation functions.</summary>
internal static class Activations {
    public static readonly Wrapper[] Lines = [
        new("Functional.Relu", x => Functional.Relu(x[0]), [A], [Real([2, 3], 0.5, 0, 2.3, 0, 1.7, 0)]),
        new("Functional.Relu6", x => Functional.Relu6(x[0] * 3), [A], [Real([2, 3], 1.5, 0, 6, 0, 5.1, 0)]),
        new("Functional.LeakyRelu", x => Functional.LeakyRelu(x[0], 0.2), [A], [Real([2, 3], 0.5, -0.24, 2.3, -0.08, 1.7, -0.52)]),
        new("Functional.Prelu", x => Functional.Prelu(x[0], x[1]), [A, Real([3], 0.1, 0.2, 0.3)],
            [Real([2, 3], 0.5, -0.24, 2.3, -0.04, 1.7, -0.78)]),
        new("Functional.Elu", x => Functional.Elu(x[0], 2), [A],
            [Real([2, 3], 0.5, -1.397611576176, 2.3, -0.6593599079287, 1.7, -1.851452843571)]),
        new("Functional.Selu", x => Functional.Selu(x[0]), [A],
            [Real([2, 3], 0.5253504936777, -1.228569995417, 2.416612270918, -0.5796101097553, 1.786191678504, -1.627519011946)]),
        new("Functional.Gelu", x => Functional.Gelu(x[0]), [A],
            [Real([2, 3], 0.345731230637, -0.138083604266, 2.27533454695, -0.1378313033559, 1.62423871331, -0.01211908886167)]),
        new("Functional.Gelu: tanh", x => Functional.Gelu(x[0], "tanh"), [A],
            [Real([2, 3], 0.3457140098251, -0.1382972308621, 2.275672970204, -0.1378388305726, 1.624105895551, -0.01165391768524)]),
        new("Functional.Silu", x => Functional.Silu(x[0]), [A],
            [Real([2, 3], 0.3112296656009, -0.2777702598012, 2.090417189666, -0.160524935955, 1.437409049358, -0.1797598928927)]),
        new("Functional.Mish", x => Functional.Mish(x[0]), [A],
            [Real([2, 3], 0.3752452113049, -0.3088357963149, 2.262118928948, -0.1889164823935, 1.620768073976, -0.1859581359323)]),
        new("Functional.HardSwish", x => Functional.HardSwish(x[0] * 2), [A],
            [Real([2, 3], 0.6666666666667, -0.24, 4.6, -0.2933333333333, 3.4, 0)]),
        new("Functional.Softplus", x => Functional.Softplus(x[0], 2), [A],
            [Real([2, 3], 0.6566308437591, 0.04341807607697, 2.305000826028, 0.1855503329739, 1.716414235212, 0.002750701954829)]),
        new("Functional.Softplus: threshold", x => Functional.Softplus(x[0], 2, 3), [A],
            [Real([2, 3], 0.6566308437591, 0.04341807607697, 2.3, 0.1855503329739, 1.7, 0.002750701954829)]),
        new("Functional.LogSigmoid", x => Functional.LogSigmoid(x[0]), [A],
            [Real([2, 3], -0.4740769841801, -1.463282467338, -0.09554546459796, -0.9130152524, -0.1677860293863, -2.671644691968)]),
        new("Functional.Glu", x => Functional.Glu(x[0], 0), [A], [Real([1, 3], 0.2006561699438, -1.0146416819, 0.1590183667897)]),
        new("Functional.Softmax", x => Functional.Softmax(x[0]), [A],
            [Real([2, 3], 0.1382680081422, 0.02525928699116, 0.8364727048667, 0.1077937806173, 0.8802623280385, 0.01194389134421)]),
        new("Functional.LogSoftmax", x => Functional.LogSoftmax(x[0], 0), [A],
            [Real([2, 3], -0.3411538747321, -2.953562776218, -0.007418994148686, -1.241153874732, -0.05356277621796, -4.907418994149)]),
        new("Functional.Dropout", x => Functional.Dropout(x[0], 0.5, false), [A], [A]),
        new("Functional.Dropout: all", x => Functional.Dropout(x[0], 1), [A], [Real([2, 3], 0, 0, 0, 0, 0, 0)]),
        new("Functional.Dropout: scale", x => Functional.Dropout(x[0].Expand(999, 2)).Max(), [Real([1], 1.5)], [Real([], 3)], false),
    ];
}
