using static Diorama.Tensors.Tests.Wrappers.Inputs;
using static Diorama.Tensors.Tests.Wrappers.Numbers;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Fourier transforms and complex numbers.</summary>
internal static class Fourier {
    public static readonly Wrapper[] Lines = [
        new("Fft", x => x[0].Fft(), [Z], [Complex([3], 1.2, 1.2, 2.112435565298, 3.439230484541, -0.3124355652982, 1.360769515459)]),
        new("Fft: n, dim, norm", x => x[0].Fft(3, 0, "ortho"), [ZMatrix],
            [Complex([3, 2], 0.9814954576224, 0.5196152422707, -0.1732050807569, 0.4041451884327, -0.1747223250267, 1.122243186434,
                -0.1464101615138, -0.04226497308104, 0.9252776749733, 1.822243186434, -0.5464101615138, 0.157735026919)]),
        new("Fft2", x => x[0].Fft2(), [ZMatrix], [Complex([2, 2], 1.4, 1.6, 2, 0.2, -0.4, 3, 1, 3.2)]),
        new("Fft2: dims, norm", x => x[0].Fft2([1, 0], "forward"), [ZMatrix],
            [Complex([2, 2], 0.35, 0.4, 0.5, 0.05, -0.1, 0.75, 0.25, 0.8)]),
        new("Ifft", x => x[0].Ifft(), [Z], [Complex([3], 0.4, 0.4, -0.1041451884327, 0.4535898384862, 0.7041451884327, 1.146410161514)]),
        new("Ifft: n, dim, norm", x => x[0].Ifft(3, 0, "ortho"), [ZMatrix],
            [Complex([3, 2], 0.9814954576224, 0.5196152422707, -0.1732050807569, 0.4041451884327, 0.9252776749733, 1.822243186434,
                -0.5464101615138, 0.157735026919, -0.1747223250267, 1.122243186434, -0.1464101615138, -0.04226497308104)]),
        new("Ifft2", x => x[0].Ifft2(), [ZMatrix], [Complex([2, 2], 0.35, 0.4, 0.5, 0.05, -0.1, 0.75, 0.25, 0.8)]),
        new("Ifft2: dims, norm", x => x[0].Ifft2([1, 0], "forward"), [ZMatrix], [Complex([2, 2], 1.4, 1.6, 2, 0.2, -0.4, 3, 1, 3.2)]),
        new("Rfft", x => x[0].Rfft(), [V], [Complex([2], -0.5, 0, 1.75, 2.165063509461)]),
        new("Rfft: n, dim, norm", x => x[0].Rfft(4, 0, "forward"), [A],
            [Complex([3, 3], 0.025, 0, 0.125, 0, -0.075, 0, 0.125, 0.1, -0.3, -0.425, 0.575, 0.65, 0.225, 0, -0.725, 0, 1.225, 0)]),
        new("Irfft", x => x[0].Irfft(), [Z], [Real([4], 0.175, -0.075, 0.675, 0.225)]),
        new("Irfft: n, dim, norm", x => x[0].Irfft(5, 0, "ortho"), [Z],
            [Real([5], 0.6260990336999, 0.1256012167754, -0.09094298687302, 2.095927458773, -0.5206167448755)]),
        new("Rfft2", x => x[0].Rfft2(), [A], [Complex([2, 2], 0.3, 0, 0, -0.6928203230276, 2.9, 0, -0.1, 6.754998149519)]),
        new("Rfft2: dims, norm", x => x[0].Rfft2([1, 0], "ortho"), [A],
            [Complex([2, 3], 0.1224744871392, 0, 0, -0.2828427124746, 0, 0.2828427124746, 1.183920042345, 0, -0.04082482904639,
                2.757716446628, -0.04082482904639, -2.757716446628)]),
        new("Irfft2", x => x[0].Irfft2(), [ZMatrix], [Real([2, 2], 0.35, 0.5, -0.1, 0.25)]),
        new("Irfft2: sizes", x => x[0].Irfft2([2, 3], [0, 1], "forward"), [ZMatrix],
            [Real([2, 3], 1.1, 0.7875644347018, 3.212435565298, -1.1, 1.173205080757, 0.8267949192431)]),
        new("FftShift", x => x[0].FftShift(), [V], [Real([3], 0.5, 1, -2)]),
        new("FftShift: dims", x => x[0].FftShift(0), [A], [Real([2, 3], -0.4, 1.7, -2.6, 0.5, -1.2, 2.3)]),
        new("Real", x => x[0].Real(), [Z], [Real([3], 1, -0.5, 0.7)]),
        new("Imag", x => x[0].Imag(), [Z], [Real([3], 2, 0.3, -1.1)]),
        new("Angle", x => x[0].Angle(), [Z], [Real([3], 1.107148717794, 2.601173153319, -1.004067109271)]),
        new("Conj", x => x[0].Conj(), [Z], [Complex([3], 1, -2, -0.5, -0.3, 0.7, 1.1)]),
        new("Complex", x => Tensor.Complex(x[0], x[1]), [V, W], [Complex([3], 1, 0.3, -2, 1.1, 0.5, -0.8)]),
        new("ViewAsReal", x => x[0].ViewAsReal(), [Z], [Real([3, 2], 1, 2, -0.5, 0.3, 0.7, -1.1)]),
        new("ViewAsComplex", x => x[0].ViewAsComplex(), [Tall], [Complex([3], 1, 2, -0.5, 0.7, 3, -1.1)]),
    ];
}
