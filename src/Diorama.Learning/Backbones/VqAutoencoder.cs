using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Backbones;

/// <summary>
/// An autoencoder whose code is an image of words of a codebook (Esser et al. 2021, VQGAN, without its discriminator, which is the
/// training's): images [N, 3, H, W] in −1 … 1 ↔ codes [N, H/f, W/f], where f is 2 to the power of the levels but one.
/// </summary>
public sealed class VqAutoencoder : Module {
    private readonly Sequential encoder, decoder;

    public VectorQuantiser Quantiser { get; }

    /// <param name="widths">Channels of each level, from the full size down; 128, 128, 256, 256, 512 in the paper.</param>
    /// <param name="codes">Number of words; 8192 for scenes of COCO.</param>
    /// <param name="codeSize">Features of a word; 256 in the paper.</param>
    /// <param name="blocks">Residual blocks of a level in the encoder; the decoder has one more.</param>
    /// <param name="attends">Whether the smallest level attends to itself, as in the paper.</param>
    /// <param name="channels">Channels of the images.</param>
    public VqAutoencoder(IReadOnlyList<long> widths, long codes, long codeSize, int blocks = 2, bool attends = true, long channels = 3) {
        ArgumentNullException.ThrowIfNull(widths);
        long last = widths[^1];
        var down = new List<Layer> { new Conv2d(channels, widths[0], 3, padding: 1) };
        var up = new List<Layer> { new Conv2d(codeSize, codeSize, 1), new Conv2d(codeSize, last, 3, padding: 1) };
        Middle(up);
        for (int i = 0; i < widths.Count; i++) {
            for (int b = 0; b < blocks; b++) Level(down, b == 0 && i > 0 ? widths[i - 1] : widths[i], widths[i], i);
            if (i + 1 < widths.Count) down.Add(new Halve(widths[i]));
        }
        for (int i = widths.Count - 1; i >= 0; i--) {
            for (int b = 0; b <= blocks; b++) Level(up, b == 0 && i + 1 < widths.Count ? widths[i + 1] : widths[i], widths[i], i);
            if (i > 0) up.AddRange([new Upsample(2), new Conv2d(widths[i], widths[i], 3, padding: 1)]);
        }
        Middle(down);
        down.AddRange([Norm(last), new Apply(Functional.Silu), new Conv2d(last, codeSize, 3, padding: 1),
            new Conv2d(codeSize, codeSize, 1)]);
        up.AddRange([Norm(widths[0]), new Apply(Functional.Silu), new Conv2d(widths[0], channels, 3, padding: 1)]);
        encoder = RegisterModule("encoder", new Sequential([.. down]));
        Quantiser = RegisterModule("quantiser", new VectorQuantiser(codes, codeSize));
        decoder = RegisterModule("decoder", new Sequential([.. up]));

        void Level(List<Layer> layers, long from, long to, int level) {
            layers.Add(new NormedBlock(from, to));
            if (attends && level == widths.Count - 1) layers.Add(new ImageAttention(to));
        }

        void Middle(List<Layer> layers) {
            layers.Add(new NormedBlock(last, last));
            if (attends) layers.Add(new ImageAttention(last));
            layers.Add(new NormedBlock(last, last));
        }
    }

    /// <summary>Returns images again from their codes, with codes and loss.</summary>
    public (Tensor Images, Quantised Code) Forward(Tensor images) {
        Quantised code = Encode(images);
        return (decoder.Forward(code.Features), code);
    }

    public Quantised Encode(Tensor images) => Quantiser.Forward(encoder.Forward(images));

    /// <summary>Returns the images of codes [N, h, w].</summary>
    public Tensor Decode(Tensor codes) => decoder.Forward(Quantiser.Look(codes));

    internal static GroupNorm Norm(long channels) => new(Math.Min(32, channels / 4), channels, 1e-6);

    /// <summary>A convolution of stride 2 with a border at the right and below alone.</summary>
    private sealed class Halve : Layer {
        private readonly Conv2d conv;

        public Halve(long channels) => conv = RegisterModule("conv", new Conv2d(channels, channels, 3, stride: 2));

        public override Tensor Forward(Tensor input) => conv.Forward(Functional.Pad(input, [0, 1, 0, 1]));
    }

    /// <summary>Two convolutions, each after a normalisation and an activation, added to what they are made from.</summary>
    private sealed class NormedBlock : Layer {
        private readonly GroupNorm norm1, norm2;
        private readonly Conv2d conv1, conv2;
        private readonly Conv2d? shortcut;

        public NormedBlock(long inputs, long outputs) {
            norm1 = RegisterModule("norm1", Norm(inputs));
            conv1 = RegisterModule("conv1", new Conv2d(inputs, outputs, 3, padding: 1));
            norm2 = RegisterModule("norm2", Norm(outputs));
            conv2 = RegisterModule("conv2", new Conv2d(outputs, outputs, 3, padding: 1));
            if (inputs != outputs) shortcut = RegisterModule("shortcut", new Conv2d(inputs, outputs, 1));
        }

        public override Tensor Forward(Tensor input) {
            Tensor x = conv2.Forward(Functional.Silu(norm2.Forward(conv1.Forward(Functional.Silu(norm1.Forward(input))))));
            return x + (shortcut is null ? input : shortcut.Forward(input));
        }
    }

    /// <summary>Every pixel attends to all, with one head.</summary>
    private sealed class ImageAttention : Layer {
        private readonly GroupNorm norm;
        private readonly Conv2d query, key, value, output;

        public ImageAttention(long channels) {
            norm = RegisterModule("norm", Norm(channels));
            query = RegisterModule("query", new Conv2d(channels, channels, 1));
            key = RegisterModule("key", new Conv2d(channels, channels, 1));
            value = RegisterModule("value", new Conv2d(channels, channels, 1));
            output = RegisterModule("output", new Conv2d(channels, channels, 1));
        }

        public override Tensor Forward(Tensor input) {
            Tensor x = norm.Forward(input);
            Tensor seen = Functional.Attention(Rows(query), Rows(key), Rows(value)).Transpose(1, 2).Reshape(input.Shape);
            return input + output.Forward(seen);

            Tensor Rows(Conv2d layer) => layer.Forward(x).Flatten(2).Transpose(1, 2);
        }
    }
}
