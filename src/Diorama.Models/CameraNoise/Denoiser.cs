using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Takes noise out of pictures: DnCNN (Zhang et al. 2017) as small as Kousha et al. (CVPR 2022) train it, nine convolutions of which all
/// but the first and the last are normalised over the batch; what it computes is the noise, which is subtracted.
/// </summary>
public sealed class Denoiser : Module {
    private const double Levels = 255;
    /// <summary>Grey levels in which noise is computed: about its size, which the last layer would take long to learn.</summary>
    private const double Scale = 16;
    /// <summary>How many pixels to each side something in a picture matters: one for each layer.</summary>
    private readonly int reach;

    private readonly Sequential body;

    /// <param name="layers">Convolutions.</param>
    /// <param name="features">Between them.</param>
    public Denoiser(int layers = 9, int features = 32) {
        reach = layers;
        var parts = new List<Layer> { Convolution(3, features, bias: true), new Apply(Functional.Relu) };
        for (int i = 2; i < layers; i++)
            parts.AddRange([Convolution(features, features, bias: false), new BatchNorm(features), new Apply(Functional.Relu)]);
        parts.Add(Convolution(features, 3, bias: false));
        body = Part("body", new Sequential([.. parts]));
    }

    private static Conv2d Convolution(int inputs, int outputs, bool bias) {
        var layer = new Conv2d(inputs, outputs, 3, padding: 1, bias: bias);
        Initial.Orthogonal(layer.Weight);
        using var mode = GradientMode.Off();
        layer.Bias?.Zero();
        return layer;
    }

    /// <summary>[B,3,H,W] of 0 to 255 without noise, neither rounded nor limited.</summary>
    public Tensor Forward(Tensor noisy) => noisy - body.Forward(noisy / Levels) * Scale;

    /// <summary>Half the sum of squares for each picture, of values from 0 to 1.</summary>
    public Tensor Loss(Tensor noisy, Tensor clean) => ((Forward(noisy) - clean) / Levels).Square().Sum() * (0.5 / noisy.Size(0));

    /// <summary>A whole picture.</summary>
    public Image<Rgb8> Clean(Image<Rgb8> noisy) {
        bool training = Training;
        Eval();
        Image<Rgb8> clean = PictureTiles.Map(noisy, reach, (piece, _, _) => (Forward(piece) + 0.5).Floor().Clamp(0, Levels));
        Train(training);
        return clean;
    }
}
