using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Computes one number for each image from its sensitivity and camera, with a small residual network (He et al. 2016, pre-activation) on
/// their one-hot codes.
/// </summary>
internal sealed class ConditionGate : Module {
    private const int Width = 5, Blocks = 3;
    private const double Quiet = 1e-3;

    private readonly NoiseGrid grid;
    private readonly Linear enter, leave;
    private readonly (BatchNorm Norm, Linear Linear)[][] blocks = new (BatchNorm, Linear)[Blocks][];

    public ConditionGate(NoiseGrid grid) {
        this.grid = grid;
        enter = RegisterModule("enter", new Linear(grid.Isos.Count + grid.Cameras.Count, Width));
        for (int i = 0; i < Blocks; i++) {
            blocks[i] = [Half($"{i}.0"), Half($"{i}.1")];
            Linear last = blocks[i][1].Linear;
            Initial.Uniform(last.Weight, Quiet);
            Initial.Uniform(last.Bias!, Quiet);
        }
        leave = RegisterModule("leave", new Linear(Width, 1));

        (BatchNorm, Linear) Half(string name) =>
            (RegisterModule($"{name}.norm", new BatchNorm(Width)), RegisterModule($"{name}.linear", new Linear(Width, Width)));
    }

    /// <summary>Computes the number of each image: [B,1,1,1].</summary>
    public Tensor Forward(NoiseConditions conditions) {
        Tensor codes = Tensor.Cat([conditions.Iso.OneHot(grid.Isos.Count), conditions.Camera.OneHot(grid.Cameras.Count)], 1)
            .To(enter.Weight.DType);
        Tensor x = enter.Forward(codes);
        foreach (var block in blocks) {
            Tensor y = x;
            foreach (var (norm, linear) in block) y = linear.Forward(Functional.Relu(norm.Forward(y)));
            x += y;
        }
        return leave.Forward(x).View(-1, 1, 1, 1);
    }
}
