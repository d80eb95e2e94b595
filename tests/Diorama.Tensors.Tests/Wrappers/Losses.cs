using static Diorama.Tensors.Tests.Wrappers.Inputs;
using static Diorama.Tensors.Tests.Wrappers.Numbers;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Losses.</summary>
internal static class Losses {
    public static readonly Wrapper[] Lines = [
        new("Functional.MseLoss", x => Functional.MseLoss(x[0], x[1]), [A, B], [Real([], 6.666666666667)]),
        new("Functional.MseLoss: sum", x => Functional.MseLoss(x[0], x[1], Reduction.Sum), [A, B], [Real([], 40)]),
        new("Functional.MseLoss: none", x => Functional.MseLoss(x[0], x[1], Reduction.None), [A, B],
            [Real([2, 3], 1, 4, 9, 6.76, 9, 10.24)]),
        new("Functional.L1Loss", x => Functional.L1Loss(x[0], x[1]), [A, B], [Real([], 2.466666666667)]),
        new("Functional.L1Loss: sum", x => Functional.L1Loss(x[0], x[1], Reduction.Sum), [A, B], [Real([], 14.8)]),
        new("Functional.L1Loss: none", x => Functional.L1Loss(x[0], x[1], Reduction.None), [A, B], [Real([2, 3], 1, 2, 3, 2.6, 3, 3.2)]),
        new("Functional.SmoothL1Loss", x => Functional.SmoothL1Loss(x[0], x[1], Reduction.Sum, 2), [A, B], [Real([], 9.05)]),
        new("Functional.HuberLoss", x => Functional.HuberLoss(x[0], x[1], Reduction.None, 2), [A, B],
            [Real([2, 3], 0.5, 2, 4, 3.2, 4, 4.4)]),
        new("Functional.CrossEntropy", x => Functional.CrossEntropy(x[0], x[1]), [A, Integers([2], 2, 0)], [Real([], 1.203048352571)]),
        new("Functional.CrossEntropy: weights", x => Functional.CrossEntropy(x[0], x[1], x[2], Reduction.Sum),
            [A, Integers([2], 2, 0), Real([3], 0.5, 1, 2).Fixed], [Real([], 1.470890436451)]),
        new("Functional.CrossEntropy: ignored", x => Functional.CrossEntropy(x[0], x[1], null, Reduction.Mean, 2), [A, Integers([2], 2, 0)],
            [Real([], 2.227535315889)]),
        new("Functional.CrossEntropy: smoothed", x => Functional.CrossEntropy(x[0], x[1], labelSmoothing: 0.3), [A, Integers([2], 2, 0)],
            [Real([], 1.473048352571)]),
        new("Functional.NllLoss", x => Functional.NllLoss(x[0], x[1]), [A, Integers([2], 2, 0)], [Real([], -0.95)]),
        new("Functional.NllLoss: weights, ignored", x => Functional.NllLoss(x[0], x[1], x[2], Reduction.Sum, 0),
            [A, Integers([2], 2, 0), Real([3], 0.5, 1, 2).Fixed], [Real([], -4.6)]),
        new("Functional.BinaryCrossEntropy", x => Functional.BinaryCrossEntropy(x[0], x[1]),
            [Share, Real([2, 3], 0.1, 0.8, 0.3, 0.6, 0.5, 0.2)], [Real([], 0.6672165139423)]),
        new("Functional.BinaryCrossEntropy: weights", x => Functional.BinaryCrossEntropy(x[0], x[1], x[2], Reduction.None),
            [Share, Real([2, 3], 0.1, 0.8, 0.3, 0.6, 0.5, 0.2).Fixed, Real([2, 3], 0.5, 1, 2, 0.5, 1, 2).Fixed],
                [Real([2, 3], 0.1808864937131, 0.5261345160162, 1.264930312397, 0.4921251732962, 0.7403025202956, 1.516747114251)]),
        new("Functional.BinaryCrossEntropyWithLogits", x => Functional.BinaryCrossEntropyWithLogits(x[0], x[1]),
            [A, Real([2, 3], 0.1, 0.8, 0.3, 0.6, 0.5, 0.2)], [Real([], 1.035891814978)]),
        new("Functional.BinaryCrossEntropyWithLogits: weights",
            x => Functional.BinaryCrossEntropyWithLogits(x[0], x[1], x[2], x[3], Reduction.None),
                [A, Real([2, 3], 0.1, 0.8, 0.3, 0.6, 0.5, 0.2).Fixed, Real([3], 0.5, 1, 2).Fixed, Real([3], 2, 0.4, 3).Fixed],
                    [Real([2, 3], 0.4857423412991, 0.5209068830158, 3.525745486713, 0.65041220192, 0.9674502205704, 3.320605137509)]),
        new("Functional.KlDiv", x => Functional.KlDiv(x[0], x[1]), [A, Positive], [Real([], 0.7896307919585)]),
        new("Functional.KlDiv: log target", x => Functional.KlDiv(x[0], x[1], Reduction.Sum, true), [A, B], [Real([], 35.92123489663)]),
    ];
}
