using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Learned;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;
using static Diorama.Sensors.Learned.SpatialNoiseWeights;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// An autoregressive flow (Papamakarios et al. 2017) whose noise is correlated between pixels, like that of cameras' files. In reading
/// order, the noise of a pixel is predicted from the noise of the two rows above, of the two pixels to the left and of its own other
/// colours (in the order green, red, blue); the remainder is scaled, and its tails and skew are transformed so that it is normal. The
/// linear weights of the prediction are mixed from <see cref="Kernels"/> kernels by a network that sees the clean image. Camera and
/// sensitivity enter as measured noise, by values and not by a table, so that any camera of the pack at any ISO can be used; cameras with a
/// name have an additional input. Sampling is done by <see cref="SpatialNoise"/>.
/// </summary>
public sealed class SpatialFlow : NoiseModel {
    private const double SmallStart = 0.3, KernelStart = 0.01;
    private const int BoxRadius = 2;
    private const double Contrast = 8;
    private static readonly float[] SamePixel = [0, 1, 0, 0, 0, 0, 1, 1, 0];

    private readonly Linear conditionEnter, conditionLeave, enter, middle, leave;
    private readonly Tensor kernels;
    private readonly bool byName;

    /// <param name="grid">Cameras and sensitivities that the indices refer to.</param>
    /// <param name="byName">True if each camera of the grid has an input of its own; otherwise cameras differ only by their measured
    /// noise.</param>
    public SpatialFlow(NoiseGrid grid, bool byName = true) : base(grid) {
        this.byName = byName;
        enter = RegisterModule("enter", new Linear(Features, Hidden));
        middle = RegisterModule("middle", new Linear(Hidden, Hidden));
        leave = RegisterModule("leave", new Linear(Hidden, Outputs));
        conditionEnter = RegisterModule("condition_enter", new Linear(NoiseCondition.Count + (byName ? grid.Cameras.Count : 0),
            ConditionHidden));
        conditionLeave = RegisterModule("condition_leave", new Linear(ConditionHidden, ConditionOutputs));
        kernels = RegisterParameter("kernels", Tensor.Randn([Kernels, 3, Inputs]) * KernelStart);
        using var mode = GradientMode.Off();
        leave.Weight.MulInPlace(SmallStart);
        leave.Bias!.Zero();
    }

    /// <summary>Returns the same conditions: without names of cameras, this model takes them by their values.</summary>
    public override NoiseConditions Known(NoiseConditions conditions) => byName ? base.Known(conditions) : conditions;

    /// <summary>Returns the weights for sampling, which are also the contents of a weights file.</summary>
    public SpatialNoiseWeights Weights() {
        var tensors = NamedParameters().ToDictionary(p => p.Name, p => p.Tensor);
        return new(byName ? Grid.Cameras : [], name => tensors[name].ToArray<float>());
    }

    public override Tensor LogLikelihood(Tensor noisy, Tensor clean, NoiseConditions conditions) {
        var (latent, determinant) = Forward((noisy + noisy.RandLike() - 0.5 - clean) / Scale, clean, conditions);
        double size = noisy.Numel / (double)noisy.Size(0);
        return determinant - latent.Square().Sum([1, 2, 3]) * 0.5 - size * (0.5 * Math.Log(2 * Math.PI) + Math.Log(Scale));
    }

    /// <summary>
    /// Computes the latent [B,3,H,W] of noise [B,3,H,W] in units of <see cref="Scale"/> grey levels, and the logarithm of the determinant
    /// of its Jacobian, [B].
    /// </summary>
    public (Tensor Latent, Tensor LogDeterminant) Forward(Tensor noise, Tensor clean, NoiseConditions conditions) {
        long batch = noise.Size(0), height = noise.Size(2), width = noise.Size(3);
        Tensor biases = conditionLeave.Forward(Functional.Relu(
            conditionEnter.Forward(Tensor.From(ConditionInputs(conditions), batch, conditionEnter.Weight.Size(1)).To(noise.DType))))
                .View(batch, ConditionOutputs, 1, 1);
        Tensor hidden = Functional.Relu(Pixelwise(enter, Described(clean)) + biases.Narrow(1, 0, Hidden));
        Tensor output = Pixelwise(leave, Functional.Relu(Pixelwise(middle, hidden))) + biases.Narrow(1, Hidden, Outputs);
        Tensor shares = Functional.Softmax(output.Narrow(1, 0, Kernels), 1);
        Tensor logDeviation = output.Narrow(1, Kernels + 3, 3) - 1;

        Tensor predictions =
            Functional.Conv2d(Tensor.Cat([Neighbours(noise), noise], 1), (kernels * KernelMask()).View(3 * Kernels, Inputs, 1, 1))
            .View(batch, Kernels, 3, height, width);
        Tensor mean = output.Narrow(1, Kernels, 3) + (predictions * shares.Unsqueeze(2)).Sum([1]);
        Tensor value = (noise - mean) * (-logDeviation).Exp();

        Tensor logTail = biases.Narrow(1, Hidden + Outputs, 3).Tanh() * MaxTail,
            skew = biases.Narrow(1, Hidden + Outputs + 3, 3).Tanh() * MaxSkew;
        Tensor arc = value.Asinh() * logTail.Exp() - skew, size = arc.Abs();
        // ln cosh, without the overflow of cosh.
        Tensor logCosh = size + (size * -2).Exp().Log1p() - Math.Log(2);
        Tensor determinant = logCosh + logTail - logDeviation - value.Square().Log1p() * 0.5;
        return (arc.Sinh(), determinant.Sum([1, 2, 3]));
    }

    private static Tensor Pixelwise(Linear layer, Tensor input) =>
        Functional.Conv2d(input, layer.Weight.Unsqueeze(-1).Unsqueeze(-1), layer.Bias);

    /// <summary>Returns the inputs of the condition network, one row for each image.</summary>
    private float[] ConditionInputs(NoiseConditions conditions) {
        int inputs = (int)conditionEnter.Weight.Size(1);
        float[] iso = conditions.IsoValue.ToArray<float>(), jpeg = conditions.Jpeg.ToArray<float>(),
            shot = conditions.Shot.ToArray<float>(), read = conditions.Read.ToArray<float>();
        long[] camera = conditions.Camera.ToArray<long>();
        float[] all = new float[conditions.Count * inputs];
        for (int i = 0; i < conditions.Count; i++) {
            Span<float> one = all.AsSpan(i * inputs, inputs);
            NoiseCondition.Fill(one, iso[i], new Vector3(shot.AsSpan(3 * i, 3)), new Vector3(read.AsSpan(3 * i, 3)), jpeg[i] > 0);
            if (byName) one[NoiseCondition.Count + (int)camera[i]] = 1;
        }
        return all;
    }

    /// <summary>
    /// Computes the features [B,<see cref="Features"/>,H,W] of a clean image [B,3,H,W]: colour, difference to the mean of 5×5 pixels,
    /// contrast along both axes, and closeness to the border.
    /// </summary>
    private static Tensor Described(Tensor clean) {
        long height = clean.Size(2), width = clean.Size(3);
        Tensor x = clean / 255, padded = Functional.Pad(x, [BoxRadius, BoxRadius, BoxRadius, BoxRadius], "replicate");
        Tensor across = At(0, 1) - At(0, -1), down = At(1, 0) - At(-1, 0);
        float[] border = new float[6 * height * width];
        for (long v = 0; v < height; v++) {
            for (long u = 0; u < width; u++) {
                bool[] near = [v == 0, v == 1, u == 0, u == 1, u == width - 2, u == width - 1];
                for (int f = 0; f < near.Length; f++) border[(f * height + v) * width + u] = near[f] ? 1 : 0;
            }
        }
        Tensor edge = Tensor.From(border, 1, 6, height, width).To(x.DType).Expand(x.Size(0), 6, height, width);
        return Tensor.Cat([x - 0.5, (x - Functional.AvgPool2d(padded, 2 * BoxRadius + 1, 1)) * Contrast, across.Abs() * Contrast,
            down.Abs() * Contrast, edge], 1);

        Tensor At(int dy, int dx) => padded.Narrow(2, BoxRadius + dy, height).Narrow(3, BoxRadius + dx, width);
    }

    /// <summary>
    /// Returns the noise of the <see cref="Before"/> pixels before each pixel in reading order, 0 outside: [B,3·<see cref="Before"/>,H,W].
    /// </summary>
    private static Tensor Neighbours(Tensor noise) {
        long height = noise.Size(2), width = noise.Size(3);
        Tensor padded = Functional.Pad(noise, [Reach, Reach, Reach, 0]);
        var shifted = new List<Tensor>(Before);
        for (int dy = -Reach; dy <= 0; dy++) {
            for (int dx = -Reach; dx <= Reach && (dy < 0 || dx < 0); dx++)
                shifted.Add(padded.Narrow(2, Reach + dy, height).Narrow(3, Reach + dx, width));
        }
        return Tensor.Cat([.. shifted], 1);
    }

    /// <summary>
    /// Returns the mask of the kernels, [3,<see cref="Inputs"/>]: of its own pixel, green sees no other colour, red sees green, and blue
    /// sees both.
    /// </summary>
    private Tensor KernelMask() => Tensor.Cat([Tensor.Ones([3, 3 * Before]), Tensor.From(SamePixel, 3, 3)], 1).To(kernels.DType);

    public override Tensor Sample(Tensor clean, NoiseConditions conditions, double temperature = 1) {
        var (count, height, width) = ((int)clean.Size(0), (int)clean.Size(2), (int)clean.Size(3));
        SpatialNoiseWeights weights = Weights();
        var noise = new SpatialNoise(weights);
        float[] levels = clean.To(DType.Float32).ToArray<float>(), inputs = ConditionInputs(conditions),
            random = Tensor.Rand([2]).ToArray<float>();
        Keyed key = Keyed.Start(BitConverter.SingleToUInt32Bits(random[0])).With(BitConverter.SingleToUInt32Bits(random[1]));
        int plane = height * width, each = inputs.Length / count;
        var picture = new Image<Rgb8>(width, height);
        for (int i = 0; i < count; i++) {
            Span<float> one = levels.AsSpan(3 * plane * i, 3 * plane);
            for (int p = 0; p < plane; p++) picture.Pixels[p] = new((byte)one[p], (byte)one[plane + p], (byte)one[2 * plane + p]);
            Image<Rgb8> noisy = noise.Apply(picture, weights.Condition(inputs.AsSpan(each * i, each)), key.With(i), (float)temperature,
                threads: 1);
            for (int p = 0; p < plane; p++)
                (one[p], one[plane + p], one[2 * plane + p]) = (noisy.Pixels[p].R, noisy.Pixels[p].G, noisy.Pixels[p].B);
        }
        return Tensor.FromBlob(levels, count, 3, height, width);
    }
}
