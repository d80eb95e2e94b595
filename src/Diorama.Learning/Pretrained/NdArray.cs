namespace Diorama.Learning.Pretrained;

/// <summary>Numbers with a shape, as a network that was trained elsewhere takes and gives them.</summary>
/// <param name="Shape">Sizes of the dimensions; their product is the number of values.</param>
/// <param name="Values">Values in row-major order.</param>
public sealed record NdArray(long[] Shape, float[] Values) {
    /// <summary>Returns an image [1, H, W, C] as [1, C, H, W].</summary>
    public NdArray ChannelsFirst() {
        if (Shape is not [1, var height, var width, var channels]) throw new ArgumentException("An image [1, H, W, C] was expected.");
        var values = new float[Values.Length];
        for (long i = 0, area = height * width; i < area; i++) {
            for (long c = 0; c < channels; c++) values[c * area + i] = Values[i * channels + c];
        }
        return new([1, channels, height, width], values);
    }
}
