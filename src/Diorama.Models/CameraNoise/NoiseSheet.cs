using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Draws magnified patches of held-out images side by side: the camera's noise at the left, then that of each model. If the images may be
/// published, a row shows the patch itself; the row below it shows the noise alone on grey.
/// </summary>
public static class NoiseSheet {
    private const int Patch = 40, Magnification = 5, Gap = 6, Contrast = 3;
    private const byte Grey = 128, Paper = 255;

    /// <param name="pairs">Noise pairs, with one or two rows for each.</param>
    /// <param name="samples">Returns the noisy images of all models for a pair.</param>
    /// <param name="withPictures">True to show the patches themselves too.</param>
    public static Image<Rgb8> Draw(IReadOnlyList<NoisePair> pairs, Func<NoisePair, IReadOnlyList<Image<Rgb8>>> samples, bool withPictures) {
        var rows = new List<List<Image<Rgb8>>>();
        foreach (NoisePair pair in pairs) {
            Image<Rgb8>[] all = [pair.Noisy, .. samples(pair)];
            if (withPictures) rows.Add([.. all.Select(i => Cut(i, (x, y) => i[x, y]))]);
            rows.Add([.. all.Select(i => Cut(i, (x, y) => Noise(i[x, y], pair.Clean[x, y])))]);
        }
        int step = Patch * Magnification + Gap;
        var sheet = new Image<Rgb8>(rows[0].Count * step - Gap, rows.Count * step - Gap);
        Array.Fill(sheet.Pixels, new(Paper, Paper, Paper));
        for (int r = 0; r < rows.Count; r++) {
            for (int c = 0; c < rows[r].Count; c++) {
                for (int i = 0; i < Patch * Magnification; i++)
                    rows[r][c].Row(i).CopyTo(sheet.Row(r * step + i).Slice(c * step, Patch * Magnification));
            }
        }
        return sheet;
    }

    /// <summary>Cuts the middle of an image and magnifies each pixel to a square.</summary>
    private static Image<Rgb8> Cut(Image<Rgb8> from, Func<int, int, Rgb8> color) {
        int left = (from.Width - Patch) / 2, top = (from.Height - Patch) / 2, size = Patch * Magnification;
        var cut = new Image<Rgb8>(size, size);
        for (int y = 0; y < size; y++) for (int x = 0; x < size; x++) cut[x, y] = color(left + x / Magnification, top + y / Magnification);
        return cut;
    }

    private static Rgb8 Noise(Rgb8 noisy, Rgb8 clean) => new(Level(noisy.R - clean.R), Level(noisy.G - clean.G), Level(noisy.B - clean.B));

    private static byte Level(int noise) => (byte)Math.Clamp(Grey + Contrast * noise, 0, 255);
}
