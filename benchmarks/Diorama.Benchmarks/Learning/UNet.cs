using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Benchmarks.Learning;

/// <summary>Two convolutions with a group norm between.</summary>
internal sealed class UNetBlock : Layer {
    private readonly Conv2d first, second;
    private readonly GroupNorm norm;

    public double FlopsPerPixel { get; }

    public UNetBlock(long inputs, long outputs) {
        first = RegisterModule("first", new Conv2d(inputs, outputs, 3, padding: 1));
        norm = RegisterModule("norm", new GroupNorm(8, outputs));
        second = RegisterModule("second", new Conv2d(outputs, outputs, 3, padding: 1));
        FlopsPerPixel = 2.0 * 9 * outputs * (inputs + outputs);
    }

    public override Tensor Forward(Tensor input) => Functional.Silu(second.Forward(Functional.Silu(norm.Forward(first.Forward(input)))));
}

/// <summary>Three levels, 32 to 128 channels.</summary>
internal sealed class UNet : Layer {
    private readonly UNetBlock down1, down2, middle, up2, up1;
    private readonly Conv2d last;

    /// <summary>Of a forward pass, for each pixel of the image.</summary>
    public double FlopsPerPixel => down1.FlopsPerPixel + up1.FlopsPerPixel + 2 * 32 * 3 + (down2.FlopsPerPixel + up2.FlopsPerPixel) / 4
        + middle.FlopsPerPixel / 16;

    public UNet() {
        down1 = RegisterModule("down1", new UNetBlock(3, 32));
        down2 = RegisterModule("down2", new UNetBlock(32, 64));
        middle = RegisterModule("middle", new UNetBlock(64, 128));
        up2 = RegisterModule("up2", new UNetBlock(128 + 64, 64));
        up1 = RegisterModule("up1", new UNetBlock(64 + 32, 32));
        last = RegisterModule("last", new Conv2d(32, 3, 1));
    }

    public override Tensor Forward(Tensor input) {
        var a = down1.Forward(input);
        var b = down2.Forward(Functional.MaxPool2d(a, 2));
        var c = middle.Forward(Functional.MaxPool2d(b, 2));
        b = up2.Forward(Tensor.Cat([Twice(c), b], 1));
        a = up1.Forward(Tensor.Cat([Twice(b), a], 1));
        return last.Forward(a);
    }

    private static Tensor Twice(Tensor x) => Functional.Interpolate(x, [x.Size(2) * 2, x.Size(3) * 2]);
}
