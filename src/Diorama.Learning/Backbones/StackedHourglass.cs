using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Backbones;

/// <summary>
/// Stacked hourglass network (Newell et al. 2016) in the form in which pixel-aligned implicit functions encode images (Saito et al. 2019,
/// PIFu; its blocks are those of Bulat and Tzimiropoulos 2017): images [N, C, H, W] → for each stack a map of features
/// [N, features, H/4, W/4], each refined from the one before. Sides must be divisible by 4 · 2^depth.
/// </summary>
public sealed class StackedHourglass : Module {
    private readonly Conv2d stem;
    private readonly GroupNorm norm;
    private readonly HourglassBlock block1, block2, block3;
    private readonly Stack[] stacks;

    /// <param name="channels">Channels of the images.</param>
    /// <param name="stackCount">Number of hourglasses, 4 in PIFu.</param>
    /// <param name="depth">Times that an hourglass halves the size, 2 in PIFu.</param>
    /// <param name="features">Channels inside and of the results, divisible by 128; 256 in PIFu.</param>
    public StackedHourglass(long channels = 3, int stackCount = 4, int depth = 2, long features = 256) {
        stem = RegisterModule("stem", new Conv2d(channels, features / 4, 7, stride: 2, padding: 3));
        norm = RegisterModule("norm", new GroupNorm(Math.Min(32, features / 4), features / 4));
        block1 = RegisterModule("block1", new HourglassBlock(features / 4, features / 2));
        block2 = RegisterModule("block2", new HourglassBlock(features / 2, features / 2));
        block3 = RegisterModule("block3", new HourglassBlock(features / 2, features));
        stacks = new Stack[stackCount];
        for (int i = 0; i < stackCount; i++) stacks[i] = RegisterModule($"stack{i}", new Stack(features, depth, i + 1 < stackCount));
    }

    /// <summary>Returns the features of every stack: in training all are supervised, later the last one is used.</summary>
    public Tensor[] Forward(Tensor input) {
        Tensor x = Functional.Relu(norm.Forward(stem.Forward(input)));
        x = block3.Forward(block2.Forward(Functional.AvgPool2d(block1.Forward(x), 2)));
        var results = new Tensor[stacks.Length];
        for (int i = 0; i < stacks.Length; i++) (x, results[i]) = stacks[i].Forward(x);
        return results;
    }

    /// <summary>An hourglass, its result, and what the next one gets.</summary>
    private sealed class Stack : Module {
        private readonly Hourglass hourglass;
        private readonly HourglassBlock top;
        private readonly Conv2d last, result;
        private readonly GroupNorm norm;
        private readonly Conv2d? back, again;

        public Stack(long features, int depth, bool hasNext) {
            hourglass = RegisterModule("hourglass", new Hourglass(features, depth));
            top = RegisterModule("top", new HourglassBlock(features, features));
            last = RegisterModule("last", new Conv2d(features, features, 1));
            norm = RegisterModule("norm", new GroupNorm(32, features));
            result = RegisterModule("result", new Conv2d(features, features, 1));
            if (!hasNext) return;
            back = RegisterModule("back", new Conv2d(features, features, 1));
            again = RegisterModule("again", new Conv2d(features, features, 1));
        }

        public (Tensor Next, Tensor Result) Forward(Tensor input) {
            Tensor x = Functional.Relu(norm.Forward(last.Forward(top.Forward(hourglass.Forward(input))))), found = result.Forward(x);
            return (back is null ? x : input + back.Forward(x) + again!.Forward(found), found);
        }
    }

    /// <summary>Goes down by halves and up again; what is beside is added on each level.</summary>
    private sealed class Hourglass : Layer {
        private readonly HourglassBlock beside, down, up;
        private readonly Layer inner;

        public Hourglass(long features, int depth) {
            beside = RegisterModule("beside", new HourglassBlock(features, features));
            down = RegisterModule("down", new HourglassBlock(features, features));
            inner = RegisterModule<Layer>("inner", depth > 1 ? new Hourglass(features, depth - 1) : new HourglassBlock(features, features));
            up = RegisterModule("up", new HourglassBlock(features, features));
        }

        public override Tensor Forward(Tensor input) {
            Tensor below = up.Forward(inner.Forward(down.Forward(Functional.AvgPool2d(input, 2))));
            long[] size = [input.Size(2), input.Size(3)];
            return beside.Forward(input) + Functional.Interpolate(below, size, Sampling.Bicubic, alignCorners: true);
        }
    }
}

/// <summary>
/// Three convolutions one after the other, whose results stand side by side, and what they are added to: [N, inputs, H, W] →
/// [N, outputs, H, W] (Bulat and Tzimiropoulos 2017), with group normalisation.
/// </summary>
internal sealed class HourglassBlock : Layer {
    private readonly GroupNorm norm1, norm2, norm3;
    private readonly Conv2d conv1, conv2, conv3;
    private readonly Sequential? shortcut;

    public HourglassBlock(long inputs, long outputs) {
        norm1 = RegisterModule("norm1", new GroupNorm(Math.Min(32, inputs), inputs));
        conv1 = RegisterModule("conv1", new Conv2d(inputs, outputs / 2, 3, padding: 1, bias: false));
        norm2 = RegisterModule("norm2", new GroupNorm(Math.Min(32, outputs / 2), outputs / 2));
        conv2 = RegisterModule("conv2", new Conv2d(outputs / 2, outputs / 4, 3, padding: 1, bias: false));
        norm3 = RegisterModule("norm3", new GroupNorm(Math.Min(32, outputs / 4), outputs / 4));
        conv3 = RegisterModule("conv3", new Conv2d(outputs / 4, outputs / 4, 3, padding: 1, bias: false));
        if (inputs != outputs)
            shortcut = RegisterModule("shortcut", new Sequential(new GroupNorm(Math.Min(32, inputs), inputs), new Apply(Functional.Relu),
                new Conv2d(inputs, outputs, 1, bias: false)));
    }

    public override Tensor Forward(Tensor input) {
        Tensor a = conv1.Forward(Functional.Relu(norm1.Forward(input))), b = conv2.Forward(Functional.Relu(norm2.Forward(a))),
            c = conv3.Forward(Functional.Relu(norm3.Forward(b)));
        return Tensor.Cat([a, b, c], 1) + (shortcut is null ? input : shortcut.Forward(input));
    }
}
