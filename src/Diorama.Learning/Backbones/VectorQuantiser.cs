using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Backbones;

/// <summary>What a <see cref="VectorQuantiser"/> makes of a map of features.</summary>
/// <param name="Features">
/// The nearest codes in place of the features, [N, C, H, W]; gradients go through as if nothing had been replaced.
/// </param>
/// <param name="Codes">Indices of the codes, [N, H, W], Int64.</param>
/// <param name="Loss">Codebook and commitment loss, a scalar.</param>
public sealed record Quantised(Tensor Features, Tensor Codes, Tensor Loss);

/// <summary>
/// A codebook (van den Oord et al. 2017, VQ-VAE, equation 3): every feature is replaced by the nearest of its codes. Codes that are not
/// used for a while are dead, as no gradient reaches them: they begin anew at features of the batch at hand (Williams et al. 2020; Dhariwal
/// et al. 2020).
/// </summary>
public sealed class VectorQuantiser : Module {
    private readonly double commitment, decay, dead;

    /// <summary>The codes, [count, size].</summary>
    public Tensor Codebook { get; }

    /// <summary>Running mean of the times that each code is used in a step, [count].</summary>
    public Tensor Usage { get; }

    /// <param name="count">Number of codes.</param>
    /// <param name="size">Features of a code.</param>
    /// <param name="commitment">Weight β of the commitment loss.</param>
    /// <param name="decay">Share of the running mean of uses that is left after a step.</param>
    /// <param name="dead">Uses in a step, on average, below which a code is dead.</param>
    public VectorQuantiser(long count, long size, double commitment = 0.25, double decay = 0.99, double dead = 0.03) {
        (this.commitment, this.decay, this.dead) = (commitment, decay, dead);
        Codebook = RegisterParameter("codebook", Initial.Uniform(Tensor.Empty([count, size]), 1.0 / count));
        Usage = RegisterBuffer("usage", Tensor.Ones([count]));
    }

    /// <param name="features">Features [N, C, H, W], C as many as a code has.</param>
    public Quantised Forward(Tensor features) {
        ArgumentNullException.ThrowIfNull(features);
        using var scope = new TensorScope();
        // Which code is the nearest would be a matter of rounding.
        using Autocast exact = Autocast.Off(features.Device);
        Tensor rows = features.To(Codebook.DType).Permute(0, 2, 3, 1), flat = rows.Reshape(-1, features.Size(1)), codes = Nearest(flat);
        if (Training) {
            Count(codes);
            Restart(flat);
        }
        Tensor found = Functional.Embedding(codes, Codebook).Reshape(rows.Shape);
        Tensor loss = (found - rows.Detach()).Square().Mean() + commitment * (rows - found.Detach()).Square().Mean();
        Tensor passed = (rows + (found - rows).Detach()).Permute(0, 3, 1, 2).Contiguous();
        return new(scope.MoveOut(passed), scope.MoveOut(codes.Reshape(features.Size(0), features.Size(2), features.Size(3))),
            scope.MoveOut(loss));
    }

    /// <summary>Returns the features of codes [N, H, W]: [N, C, H, W].</summary>
    public Tensor Look(Tensor codes) => Functional.Embedding(codes, Codebook).Permute(0, 3, 1, 2).Contiguous();

    private Tensor Nearest(Tensor flat) {
        using var mode = GradientMode.Off();
        Tensor distance = Codebook.Square().Sum([1]) - 2 * flat.MatMul(Codebook.T());
        return distance.ArgMin(1);
    }

    private void Count(Tensor codes) {
        using var mode = GradientMode.Off();
        Tensor used = Tensor.Zeros([Usage.Size(0)]).To(Usage.Device).ScatterAdd(0, codes, Tensor.Ones([codes.Size(0)]).To(Usage.Device));
        Usage.CopyInPlace(Usage * decay + used * (1 - decay));
    }

    /// <summary>Moves dead codes to features of the batch, in an order of libtorch's random numbers.</summary>
    private void Restart(Tensor flat) {
        using var mode = GradientMode.Off();
        bool[] isDead = Usage.Lt(dead).ToArray<bool>();
        long[] which = [.. Enumerable.Range(0, isDead.Length).Where(i => isDead[i]).Select(i => (long)i).Take((int)flat.Size(0))];
        if (which.Length == 0) return;
        Tensor codes = Tensor.From(which).To(flat.Device);
        Tensor chosen = Tensor.RandPerm(flat.Size(0)).Narrow(0, 0, which.Length).To(flat.Device);
        Codebook.IndexAddInPlace(0, codes, flat.Detach().IndexSelect(0, chosen) - Codebook.IndexSelect(0, codes));
        Usage.IndexAddInPlace(0, codes, 1 - Usage.IndexSelect(0, codes));
    }
}
