using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Backbones;

/// <summary>What stands between a convolution and its activation.</summary>
public enum Normalisation { None, Batch, Group }

/// <summary>
/// An encoder and a decoder with connections between their levels, of images [N, C, H, W] (Ronneberger et al. 2015) or volumes
/// [N, C, D, H, W] (Çiçek et al. 2016): → as many channels as asked for, of the same size. Convolutions have a border of zeros, so that
/// nothing is cut off; sides must be divisible by 2 to the power of the levels below the first.
/// </summary>
public sealed class UNet : Layer {
    private readonly bool isVolume;
    private readonly Sequential[] down, up;
    private readonly Layer[] widen;
    private readonly Layer last;

    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="widths">Channels of each level, from the full size down; 64 to 1024 in the paper.</param>
    /// <param name="volume">Whether inputs are volumes.</param>
    /// <param name="normalisation">Normalisation after each convolution; groups have 8 channels or more, at most 32 groups.</param>
    /// <param name="learnsUp">Whether a transposed convolution of stride 2 enlarges, with half of the channels, as in the paper; otherwise
    /// the nearest neighbour does.</param>
    /// <param name="halfFirst">Whether the first convolution of a level down has half of its channels, as in volumes of the paper.</param>
    public UNet(long inputs, long outputs, IReadOnlyList<long> widths, bool volume = false,
        Normalisation normalisation = Normalisation.Group, bool learnsUp = false, bool halfFirst = false) {
        ArgumentNullException.ThrowIfNull(widths);
        isVolume = volume;
        int levels = widths.Count;
        (down, up, widen) = (new Sequential[levels], new Sequential[levels - 1], new Layer[levels - 1]);
        for (int i = 0; i < levels; i++) {
            long from = i == 0 ? inputs : widths[i - 1];
            down[i] = RegisterModule($"down{i}", Block(from, halfFirst ? widths[i] / 2 : widths[i], widths[i]));
        }
        for (int i = levels - 2; i >= 0; i--) {
            long below = widths[i + 1], carried = learnsUp && !halfFirst ? below / 2 : below;
            widen[i] = !learnsUp ? new Upsample(2)
                : RegisterModule<Layer>($"widen{i}", volume ? new ConvTranspose3d(below, carried, 2, stride: 2, bias: false)
                    : new ConvTranspose2d(below, carried, 2, stride: 2, bias: false));
            up[i] = RegisterModule($"up{i}", Block(carried + widths[i], widths[i], widths[i]));
        }
        last = RegisterModule("last", Convolution(widths[0], outputs, 1));

        Sequential Block(long from, long middle, long to) => new([.. Part(from, middle), .. Part(middle, to)]);

        Layer[] Part(long from, long to) => normalisation == Normalisation.None
            ? [Convolution(from, to, 3), new Apply(Functional.Relu)]
            : [Convolution(from, to, 3), normalisation == Normalisation.Batch ? new BatchNorm(to) : new GroupNorm(Groups(to), to),
                new Apply(Functional.Relu)];

        Layer Convolution(long from, long to, long kernel) => volume ? new Conv3d(from, to, kernel, padding: kernel / 2)
            : new Conv2d(from, to, kernel, padding: kernel / 2);
    }

    private static long Groups(long channels) {
        long groups = Math.Clamp(channels / 8, 1, 32);
        while (channels % groups != 0) groups--;
        return groups;
    }

    public override Tensor Forward(Tensor input) {
        using var scope = new TensorScope();
        var kept = new Tensor[down.Length];
        Tensor x = input;
        for (int i = 0; i < down.Length; i++) {
            if (i > 0) x = isVolume ? Functional.MaxPool3d(x, 2) : Functional.MaxPool2d(x, 2);
            kept[i] = x = down[i].Forward(x);
        }
        for (int i = up.Length - 1; i >= 0; i--) x = up[i].Forward(Tensor.Cat([kept[i], widen[i].Forward(x)], 1));
        return scope.MoveOut(last.Forward(x));
    }
}
