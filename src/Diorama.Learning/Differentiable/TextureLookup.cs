using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>Differentiable texture lookup.</summary>
public static class TextureLookup {
    /// <summary>
    /// Samples a texture [H, W, channels] bilinearly at coordinates [..., 2]: → [..., channels]. (0, 0) is the texture's upper left corner,
    /// u runs to the right, v down, and texels have their centres at +0.5. Beyond 0 … 1 the texture repeats, or continues with the colour
    /// of its edge.
    /// </summary>
    public static Tensor Bilinear(Tensor texture, Tensor uv, bool repeat = true) {
        ArgumentNullException.ThrowIfNull(texture);
        ArgumentNullException.ThrowIfNull(uv);
        using var scope = new TensorScope();
        var image = texture.Permute(2, 0, 1).Unsqueeze(0);
        if (repeat) {
            // The border of one texel all around is copied from the opposite edge.
            image = Functional.Pad(image, [1, 1, 1, 1], "circular");
            var size = Tensor.From([(double)texture.Size(1), texture.Size(0)]).To(uv.Device, uv.DType);
            uv = ((uv - uv.Floor()) * size + 1) / (size + 2);
        }
        long[] shape = [.. uv.Shape[..^1], texture.Size(2)];
        var found = Functional.GridSample(image, (uv * 2 - 1).Reshape(1, 1, -1, 2), border: Border.Edge);
        return scope.MoveOut(found.View(texture.Size(2), -1).T().Reshape(shape));
    }
}
