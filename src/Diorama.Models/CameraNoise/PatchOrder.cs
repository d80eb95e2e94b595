using Diorama.Core.Randomness;

namespace Diorama.Models.CameraNoise;

/// <summary>An endless sequence of patch indices: all in a random order, then all in another random order, and so on.</summary>
internal sealed class PatchOrder(NoisePatches patches, Keyed key) {
    private int[] order = [];
    private int at, epoch;

    public int[] Next(int count) {
        var numbers = new int[count];
        for (int i = 0; i < count; i++) {
            if (at == order.Length) (order, at) = (patches.Shuffled(key.With(epoch++)), 0);
            numbers[i] = order[at++];
        }
        return numbers;
    }
}
