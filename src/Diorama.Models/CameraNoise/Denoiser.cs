using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// A DnCNN denoiser (Zhang et al. 2017) as small as the one that Kousha et al. (CVPR 2022) train: nine convolutions, all but the first and
/// the last with batch normalisation. The network computes the noise, which is subtracted.
/// </summary>
public sealed class Denoiser : Module {
    private const double Levels = 255;
    /// <summary>
    /// Unit of the network's output, grey levels: about the size of noise, which the last layer would otherwise take long to learn.
    /// </summary>
    private const double Scale = 16;
    /// <summary>Receptive field to each side, pixels: one for each layer.</summary>
    private readonly int reach;

    private readonly Sequential body;

    /// <param name="layers">Number of convolutions.</param>
    /// <param name="features">Number of channels between the convolutions.</param>
    public Denoiser(int layers = 9, int features = 32) {
        reach = layers;
        var parts = new List<Layer> { Convolution(3, features, bias: true), new Apply(Functional.Relu) };
        for (int i = 2; i < layers; i++)
            parts.AddRange([Convolution(features, features, bias: false), new BatchNorm(features), new Apply(Functional.Relu)]);
        parts.Add(Convolution(features, 3, bias: false));
        body = RegisterModule("body", new Sequential([.. parts]));
    }

    private static Conv2d Convolution(int inputs, int outputs, bool bias) {
        var layer = new Conv2d(inputs, outputs, 3, padding: 1, bias: bias);
        Initial.Orthogonal(layer.Weight);
        using var mode = GradientMode.Off();
        layer.Bias?.Zero();
        return layer;
    }

    /// <summary>
    /// Computes the denoised images [B,3,H,W] from noisy ones [B,3,H,W] with values from 0 to 255; the result is neither rounded nor
    /// clamped.
    /// </summary>
    public Tensor Forward(Tensor noisy) => noisy - body.Forward(noisy / Levels) * Scale;

    /// <summary>Computes half the sum of squared errors per image, for values from 0 to 1.</summary>
    public Tensor Loss(Tensor noisy, Tensor clean) => ((Forward(noisy) - clean) / Levels).Square().Sum() * (0.5 / noisy.Size(0));

    /// <summary>Denoises a whole image.</summary>
    public Image<Rgb8> Clean(Image<Rgb8> noisy) {
        bool training = Training;
        Eval();
        Image<Rgb8> clean = PictureTiles.Map(noisy, reach, (piece, _, _) => (Forward(piece) + 0.5).Floor().Clamp(0, Levels));
        Train(training);
        return clean;
    }
}
