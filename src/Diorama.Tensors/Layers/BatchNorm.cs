namespace Diorama.Tensors.Layers;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015) of [N, C, ...]. Training uses the mean and variance of the batch and moves the running ones
/// towards them by the factor <c>momentum</c>; otherwise the running ones are used.
/// </summary>
public sealed class BatchNorm : Layer {
    private readonly double eps, momentum;

    public Tensor Weight { get; }
    public Tensor Bias { get; }
    public Tensor RunningMean { get; }
    public Tensor RunningVariance { get; }

    /// <summary>Number of batches seen in training.</summary>
    public Tensor Batches { get; }

    public BatchNorm(long channels, double eps = 1e-5, double momentum = 0.1) {
        (this.eps, this.momentum) = (eps, momentum);
        Weight = RegisterParameter("weight", Tensor.Ones([channels]));
        Bias = RegisterParameter("bias", Tensor.Zeros([channels]));
        RunningMean = RegisterBuffer("running_mean", Tensor.Zeros([channels]));
        RunningVariance = RegisterBuffer("running_var", Tensor.Ones([channels]));
        Batches = RegisterBuffer("num_batches_tracked", Tensor.FromScalar(0L));
    }

    public override Tensor Forward(Tensor input) {
        if (Training) Batches.AddInPlace(1);
        return Functional.BatchNorm(input, RunningMean, RunningVariance, Weight, Bias, Training, momentum, eps);
    }
}
