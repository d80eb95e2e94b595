using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Fourier transforms: X_k = Σ x_j·e^(−2πi·jk/n). norm is "backward" (the inverse divides by n), "ortho" or "forward".
public sealed partial class Tensor {
    /// <summary>Along one dimension.</summary>
    public Tensor Fft(long? n = null, long dim = -1, string norm = "backward") => Aten.FftFft.Call(this, n, dim, norm);

    /// <summary>The inverse of <see cref="Fft"/>.</summary>
    public Tensor Ifft(long? n = null, long dim = -1, string norm = "backward") => Aten.FftIfft.Call(this, n, dim, norm);

    /// <summary>Of real elements: the first n/2 + 1 coefficients.</summary>
    public Tensor Rfft(long? n = null, long dim = -1, string norm = "backward") => Aten.FftRfft.Call(this, n, dim, norm);

    /// <summary>The inverse of <see cref="Rfft"/>: n real elements.</summary>
    public Tensor Irfft(long? n = null, long dim = -1, string norm = "backward") => Aten.FftIrfft.Call(this, n, dim, norm);

    /// <summary>Along two dimensions, the last ones without dims.</summary>
    public Tensor Fft2(long[]? dims = null, string norm = "backward") => Aten.FftFft2.Call(this, default, dims, norm);

    /// <summary>The inverse of <see cref="Fft2"/>.</summary>
    public Tensor Ifft2(long[]? dims = null, string norm = "backward") => Aten.FftIfft2.Call(this, default, dims, norm);

    /// <summary>Of real elements along two dimensions; half the coefficients of the last one.</summary>
    public Tensor Rfft2(long[]? dims = null, string norm = "backward") => Aten.FftRfft2.Call(this, default, dims, norm);

    /// <summary>The inverse of <see cref="Rfft2"/>.</summary>
    public Tensor Irfft2(long[]? sizes = null, long[]? dims = null, string norm = "backward") =>
        Aten.FftIrfft2.Call(this, sizes, dims, norm);

    /// <summary>Moves frequency 0 to the middle.</summary>
    public Tensor FftShift(params long[] dims) => Aten.FftFftshift.Call(this, dims.Length == 0 ? default(Argument) : dims);

    /// <summary>Real parts; a view.</summary>
    public Tensor Real() => Aten.Real.Call(this);

    /// <summary>Imaginary parts; a view.</summary>
    public Tensor Imag() => Aten.Imag.Call(this);

    /// <summary>Angles of complex numbers in radians.</summary>
    public Tensor Angle() => Aten.Angle.Call(this);

    /// <summary>Complex conjugates.</summary>
    public Tensor Conj() => Aten.ConjPhysical.Call(this);

    /// <summary>Complex numbers of their parts.</summary>
    public static Tensor Complex(Tensor real, Tensor imag) => Aten.Complex.Call(real, imag);

    /// <summary>Complex numbers as pairs, [..., 2]; a view.</summary>
    public Tensor ViewAsReal() => Aten.ViewAsReal.Call(this);

    /// <summary>Pairs [..., 2] as complex numbers; a view.</summary>
    public Tensor ViewAsComplex() => Aten.ViewAsComplex.Call(this);
}
