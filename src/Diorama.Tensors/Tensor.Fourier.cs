using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Fourier transforms: X_k = Σ x_j·e^(−2πi·jk/n). norm is "backward" (the inverse divides by n), "ortho" or "forward".
public sealed partial class Tensor {
    /// <summary>Computes the Fourier transform along one dimension.</summary>
    public Tensor Fft(long? n = null, long dim = -1, string norm = "backward") => Aten.FftFft.Call(this, n, dim, norm);

    /// <summary>Computes the inverse of <see cref="Fft"/>.</summary>
    public Tensor Ifft(long? n = null, long dim = -1, string norm = "backward") => Aten.FftIfft.Call(this, n, dim, norm);

    /// <summary>Computes the Fourier transform of real elements along one dimension: the first n/2 + 1 coefficients.</summary>
    public Tensor Rfft(long? n = null, long dim = -1, string norm = "backward") => Aten.FftRfft.Call(this, n, dim, norm);

    /// <summary>Computes the inverse of <see cref="Rfft"/>: n real elements.</summary>
    public Tensor Irfft(long? n = null, long dim = -1, string norm = "backward") => Aten.FftIrfft.Call(this, n, dim, norm);

    /// <summary>Computes the Fourier transform along two dimensions, the last two unless given.</summary>
    public Tensor Fft2(long[]? dims = null, string norm = "backward") => Aten.FftFft2.Call(this, default, dims, norm);

    /// <summary>Computes the inverse of <see cref="Fft2"/>.</summary>
    public Tensor Ifft2(long[]? dims = null, string norm = "backward") => Aten.FftIfft2.Call(this, default, dims, norm);

    /// <summary>
    /// Computes the Fourier transform of real elements along two dimensions, with the first n/2 + 1 coefficients of the last one.
    /// </summary>
    public Tensor Rfft2(long[]? dims = null, string norm = "backward") => Aten.FftRfft2.Call(this, default, dims, norm);

    /// <summary>Computes the inverse of <see cref="Rfft2"/>.</summary>
    public Tensor Irfft2(long[]? sizes = null, long[]? dims = null, string norm = "backward") =>
        Aten.FftIrfft2.Call(this, sizes, dims, norm);

    /// <summary>Moves the coefficient of frequency 0 to the middle of the given dimensions, of all if none are given.</summary>
    public Tensor FftShift(params long[] dims) => Aten.FftFftshift.Call(this, dims.Length == 0 ? default(Argument) : dims);

    /// <summary>Returns the real parts; a view.</summary>
    public Tensor Real() => Aten.Real.Call(this);

    /// <summary>Returns the imaginary parts; a view.</summary>
    public Tensor Imag() => Aten.Imag.Call(this);

    /// <summary>Computes the angles of complex numbers, in radians.</summary>
    public Tensor Angle() => Aten.Angle.Call(this);

    /// <summary>Computes the complex conjugates.</summary>
    public Tensor Conj() => Aten.ConjPhysical.Call(this);

    /// <summary>Creates complex numbers from their real and imaginary parts.</summary>
    public static Tensor Complex(Tensor real, Tensor imag) => Aten.Complex.Call(real, imag);

    /// <summary>Returns complex numbers [...] as pairs of real and imaginary part, [..., 2]; a view.</summary>
    public Tensor ViewAsReal() => Aten.ViewAsReal.Call(this);

    /// <summary>Returns pairs of real and imaginary part [..., 2] as complex numbers [...]; a view.</summary>
    public Tensor ViewAsComplex() => Aten.ViewAsComplex.Call(this);
}
