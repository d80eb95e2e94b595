using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// The gain of a camera at a sensitivity, g = exp(γ·e^q)·ISO with γ by sensitivity and q by camera, as in Noise Flow (Abdelhamed et al.
/// 2019).
/// </summary>
internal sealed class GainTable : Module {
    private const double Usual = -5;
    private readonly int row;
    private readonly Tensor gamma, camera;

    /// <param name="grid">Cameras and sensitivities.</param>
    /// <param name="rows">Number of parameters of each camera, the last of which is q.</param>
    public GainTable(NoiseGrid grid, int rows) {
        row = rows - 1;
        gamma = RegisterParameter("gamma", Tensor.Full([grid.Isos.Count], Usual));
        camera = RegisterParameter("camera", Tensor.Ones([rows, grid.Cameras.Count]));
    }

    /// <summary>Computes e to the power of a camera parameter, for the camera of each image, [B].</summary>
    public Tensor Factor(int number, NoiseConditions conditions) => camera.Select(0, number).IndexSelect(0, conditions.Camera).Exp();

    /// <summary>Computes ln g of each image, [B].</summary>
    public Tensor LogGain(NoiseConditions conditions) =>
        gamma.IndexSelect(0, conditions.Iso) * Factor(row, conditions) + conditions.IsoValue.Log();

    /// <summary>Sets γ so that g is the standard deviation of noise at each sensitivity, as long as q is 1.</summary>
    public void Fit(NoiseStatistics statistics) {
        using var mode = GradientMode.Off();
        gamma.CopyFrom<float>(
            [.. statistics.Grid.Isos.Select(
                (iso, i) => (float)((0.5 * Math.Log(statistics.Square(i)) - Math.Log(NoiseModel.Levels) - Math.Log(iso)) / Math.E))]);
    }
}
