using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>Conditions that noise depends on besides the clean image, one entry for each image of a batch.</summary>
/// <param name="Grid">Cameras and sensitivities that the indices refer to.</param>
/// <param name="Camera">Index of the camera, Int64 [B].</param>
/// <param name="Iso">Index of the sensitivity, Int64 [B].</param>
/// <param name="IsoValue">ISO sensitivity itself, [B].</param>
/// <param name="Shot">Shot noise: variance of raw values per intensity for red, green and blue at this sensitivity, [B,3]; 0 for cameras
/// without measurement.</param>
/// <param name="Read">Read noise: variance of raw values in the dark, [B,3]; 0 for cameras without measurement.</param>
/// <param name="Jpeg">1 if the camera compressed the image, otherwise 0, [B].</param>
public sealed record NoiseConditions(NoiseGrid Grid, Tensor Camera, Tensor Iso, Tensor IsoValue, Tensor Shot, Tensor Read, Tensor Jpeg) {
    /// <summary>Index of the combination of camera and sensitivity, Int64 [B]: iso · cameras + camera.</summary>
    public Tensor Index => Iso * Grid.Cameras.Count + Camera;

    /// <summary>Number of images in the batch.</summary>
    public int Count => (int)Camera.Size(0);

    /// <summary>Creates conditions from indices into the grid, one of each for each image.</summary>
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

    /// <summary>Creates the same conditions for all images of a batch.</summary>
    /// <exception cref="Core.BadInputException">The camera or the sensitivity is not in the grid.</exception>
    public static NoiseConditions Of(NoiseGrid grid, string camera, double iso, int count = 1) {
        int[] cameras = new int[count], isos = new int[count];
        Array.Fill(cameras, grid.IndexOfCamera(camera));
        Array.Fill(isos, grid.IndexOfIso(iso));
        return Of(grid, cameras, isos);
    }
}
