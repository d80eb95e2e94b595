using Diorama.Core;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Learning.Pretrained;

/// <summary>
/// Features of images by a residual network of 18 layers that was trained on ImageNet (He et al., CVPR 2016; the pack "features", exported
/// by CNTK; its last stage has a third block). The weights are fixed; gradients go to the images.
/// </summary>
public sealed class FeatureNetwork {
    private const string NetworkFile = "ResNet18.onnx", MeanFile = "ResNetPreprocess.onnx";

    private readonly List<Step> steps = [];
    private readonly Tensor mean;
    private readonly string input;
    private readonly List<string> stages = [];

    // Weight and bias of a convolution and of the normalisation behind it, which is a scale and a shift of each channel.
    private sealed record Step(string Operator, string Output, string A, string B, Tensor? Weight, Tensor? Bias, long Stride, long Padding);

    private FeatureNetwork(string folder) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        NdArray image = OnnxFile.Read(Path.Combine(folder, MeanFile)).Constants.GetValueOrDefault("MeanImage")
            ?? throw new BadInputException($"{Path.Combine(folder, MeanFile)} has no mean image.");
        mean = Tensor.From(image.Values, image.Shape).DetachFromScope();

        string path = Path.Combine(folder, NetworkFile);
        OnnxFile file = OnnxFile.Read(path);
        var normalisations = file.Nodes.Where(n => n.Operator == "BatchNormalization").ToDictionary(n => n.Inputs[0]);
        input = file.Nodes[0].Inputs[0];
        foreach (OnnxNode node in file.Nodes) {
            string output = node.Outputs[0];
            switch (node.Operator) {
                case "Conv": {
                    Tensor weight = Constant(node.Inputs[1]);
                    OnnxNode normalisation = normalisations.GetValueOrDefault(output)
                        ?? throw new BadInputException($"{path}: the convolution {output} has no normalisation.");
                    Tensor[] facts = [.. normalisation.Inputs.Skip(1).Select(Constant)];
                    Tensor scale = facts[0] / (facts[3] + normalisation.Reals["epsilon"]).Sqrt();
                    long kernel = weight.Size(2), stride = node.Integers["strides"][0];
                    // Where the step is 2 and the size even, rows of zeros below and to the right are never reached.
                    steps.Add(new(node.Operator, normalisation.Outputs[0], node.Inputs[0], "",
                        (weight * scale.Reshape(-1, 1, 1, 1)).DetachFromScope(), (facts[1] - facts[2] * scale).DetachFromScope(), stride,
                        (kernel - 1) / 2));
                    // A stage ends where the image is halved beside the block.
                    if (kernel == 1) stages.Add(node.Inputs[0]);
                    break;
                }
                case "BatchNormalization": break;
                case "AveragePool": stages.Add(node.Inputs[0]); break;
                case "Relu" or "MaxPool": steps.Add(new(node.Operator, output, node.Inputs[0], "", null, null, 0, 0)); break;
                case "Add": steps.Add(new(node.Operator, output, node.Inputs[0], node.Inputs[1], null, null, 0, 0)); break;
                default: throw new BadInputException($"{path}: the operator {node.Operator} is none of a residual network.");
            }
        }
        if (stages.Count != 4) throw new BadInputException($"{path} has {stages.Count} stages, expected 4.");

        Tensor Constant(string name) => file.Constants.TryGetValue(name, out NdArray? c) ? Tensor.From(c.Values, c.Shape)
            : throw new BadInputException($"{path} has no constant {name}.");
    }

    /// <summary>Opens the network.</summary>
    /// <param name="folder">Folder of the pack "features".</param>
    /// <exception cref="BadInputException">A file is missing, or holds another network.</exception>
    public static FeatureNetwork Open(string folder) {
        try {
            return new(folder);
        } catch (Exception e) when (e is KeyNotFoundException or ArgumentException or IndexOutOfRangeException or TensorException) {
            throw new BadInputException($"{Path.Combine(folder, NetworkFile)} is another network than the pack's: {e.Message}", e);
        }
    }

    /// <summary>
    /// Returns the results of the four stages, after the last ReLU of each: [N, 64, H/4, W/4], [N, 128, H/8, W/8], [N, 256, H/16, W/16],
    /// [N, 512, H/32, W/32].
    /// </summary>
    /// <param name="images">Images [N, 3, H, W] in sRGB from 0 to 1, 32 pixels or more each way; the network learned on 224×224.</param>
    public IReadOnlyList<Tensor> Stages(Tensor images) {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Dim != 4 || images.Size(1) != 3 || images.Size(2) < 32 || images.Size(3) < 32)
            throw new ArgumentException("Features are of images [N, 3, H, W] of at least 32×32 pixels.", nameof(images));
        using var scope = new TensorScope();
        Tensor average = mean.To(images.Device);
        if (images.Size(2) != mean.Size(2) || images.Size(3) != mean.Size(3))
            average = Functional.Interpolate(average, [images.Size(2), images.Size(3)], Sampling.Bilinear);
        // Blue comes first, and white is 255.
        var values = new Dictionary<string, Tensor> { [input] = images.Flip([1]) * 255 - average };
        foreach (Step step in steps) {
            Tensor a = values[step.A];
            values[step.Output] = step.Operator switch {
                "Conv" => Functional.Conv2d(a, step.Weight!.To(a.Device), step.Bias!.To(a.Device), step.Stride, step.Padding),
                "Relu" => Functional.Relu(a),
                "MaxPool" => Functional.MaxPool2d(a, 3, 2, 1),
                _ => a + values[step.B],
            };
        }
        return [.. stages.Select(s => scope.MoveOut(values[s]))];
    }
}
