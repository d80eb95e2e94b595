using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>What noise depends on beside the picture, one entry for each picture of a batch.</summary>
/// <param name="Grid">What the indices count.</param>
/// <param name="Camera">Index of the camera, Int64 [B].</param>
/// <param name="Iso">Index of the sensitivity, Int64 [B].</param>
/// <param name="IsoValue">The sensitivity itself, [B].</param>
/// <param name="Shot">
/// Variance of raw values by intensity, of red, green and blue at this sensitivity, [B,3]; 0 where nothing was measured.
/// </param>
/// <param name="Read">Variance of raw values in the dark, [B,3]; 0 where nothing was measured.</param>
/// <param name="Jpeg">1 where the camera compressed the picture, [B].</param>
public sealed record NoiseConditions(NoiseGrid Grid, Tensor Camera, Tensor Iso, Tensor IsoValue, Tensor Shot, Tensor Read, Tensor Jpeg) {
    /// <summary>Number of the combination, Int64 [B]: iso · cameras + camera.</summary>
    public Tensor Index => Iso * Grid.Cameras.Count + Camera;

    /// <summary>Pictures in the batch.</summary>
    public int Count => (int)Camera.Size(0);

    /// <summary>Of indices into the grid, one of each for each picture.</summary>
    public static NoiseConditions Of(NoiseGrid grid, ReadOnlySpan<int> cameras, ReadOnlySpan<int> isos) {
        int count = cameras.Length;
        long[] camera = new long[count], iso = new long[count];
        float[] value = new float[count], shot = new float[3 * count], read = new float[3 * count], jpeg = new float[count];
        for (int i = 0; i < count; i++) {
            (camera[i], iso[i]) = (cameras[i], isos[i]);
            value[i] = (float)grid.Isos[isos[i]];
            jpeg[i] = grid.Cameras[cameras[i]].EndsWith("(JPEG)", StringComparison.Ordinal) ? 1 : 0;
            var (a, b) = grid.Profile(cameras[i], grid.Isos[isos[i]]);
            for (int c = 0; c < 3; c++) (shot[3 * i + c], read[3 * i + c]) = (a[c], b[c]);
        }
        return new(grid, Tensor.From(camera), Tensor.From(iso), Tensor.From(value), Tensor.From(shot, count, 3),
            Tensor.From(read, count, 3), Tensor.From(jpeg));
    }

    /// <summary>The same for all pictures of a batch.</summary>
    /// <exception cref="Core.BadInputException">The camera or the sensitivity is not in the grid.</exception>
    public static NoiseConditions Of(NoiseGrid grid, string camera, double iso, int count = 1) {
        int[] cameras = new int[count], isos = new int[count];
        Array.Fill(cameras, grid.IndexOfCamera(camera));
        Array.Fill(isos, grid.IndexOfIso(iso));
        return Of(grid, cameras, isos);
    }
}
