using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Backbones;

/// <summary>
/// The residual network of 18 layers (He et al. 2016, table 1), with torchvision's names of tensors: images [N, C, H, W] → features
/// [N, 512] or, with classes, logits [N, classes].
/// </summary>
public sealed class ResNet18 : Layer {
    private readonly Conv2d conv1;
    private readonly BatchNorm bn1;
    private readonly Sequential layer1, layer2, layer3, layer4;
    private readonly Linear? fc;

    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Number of classes; 0 leaves out the last layer.</param>
    public ResNet18(long channels = 3, long classes = 0) {
        conv1 = RegisterModule("conv1", new Conv2d(channels, 64, 7, stride: 2, padding: 3, bias: false));
        bn1 = RegisterModule("bn1", new BatchNorm(64));
        layer1 = RegisterModule("layer1", new Sequential(new ResidualBlock(64, 64), new ResidualBlock(64, 64)));
        layer2 = RegisterModule("layer2", new Sequential(new ResidualBlock(64, 128, 2), new ResidualBlock(128, 128)));
        layer3 = RegisterModule("layer3", new Sequential(new ResidualBlock(128, 256, 2), new ResidualBlock(256, 256)));
        layer4 = RegisterModule("layer4", new Sequential(new ResidualBlock(256, 512, 2), new ResidualBlock(512, 512)));
        if (classes > 0) fc = RegisterModule("fc", new Linear(512, classes));
        foreach ((_, Tensor weight) in NamedParameters()) {
            if (weight.Dim == 4) Initial.KaimingNormal(weight);
        }
    }

    public override Tensor Forward(Tensor input) {
        Tensor features = Pyramid(input)[^1].Mean([2, 3]);
        return fc is null ? features : fc.Forward(features);
    }

    /// <summary>
    /// Returns the results of the four stages: [N, 64, H/4, W/4], [N, 128, H/8, W/8], [N, 256, H/16, W/16], [N, 512, H/32, W/32].
    /// </summary>
    public Tensor[] Pyramid(Tensor input) {
        Tensor x = Functional.MaxPool2d(Functional.Relu(bn1.Forward(conv1.Forward(input))), 3, 2, 1);
        Tensor first = layer1.Forward(x), second = layer2.Forward(first), third = layer3.Forward(second);
        return [first, second, third, layer4.Forward(third)];
    }
}

/// <summary>Two convolutions and what they are added to: [N, inputs, H, W] → [N, outputs, H/stride, W/stride].</summary>
internal sealed class ResidualBlock : Layer {
    private readonly Conv2d conv1, conv2;
    private readonly BatchNorm bn1, bn2;
    private readonly Sequential? downsample;

    public ResidualBlock(long inputs, long outputs, long stride = 1) {
        conv1 = RegisterModule("conv1", new Conv2d(inputs, outputs, 3, stride, padding: 1, bias: false));
        bn1 = RegisterModule("bn1", new BatchNorm(outputs));
        conv2 = RegisterModule("conv2", new Conv2d(outputs, outputs, 3, padding: 1, bias: false));
        bn2 = RegisterModule("bn2", new BatchNorm(outputs));
        if (stride > 1 || inputs != outputs)
            downsample = RegisterModule("downsample", new Sequential(new Conv2d(inputs, outputs, 1, stride, bias: false),
                new BatchNorm(outputs)));
    }

    public override Tensor Forward(Tensor input) {
        Tensor x = Functional.Relu(bn1.Forward(conv1.Forward(input)));
        return Functional.Relu(bn2.Forward(conv2.Forward(x)) + (downsample is null ? input : downsample.Forward(input)));
    }
}
