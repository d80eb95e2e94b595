namespace Diorama.Datasets.Verification.Formats;

/// <summary>Keypoints and the box of their object: some may lie outside, but not all of them far away.</summary>
internal static class NearBox {
    /// <summary>Part of the box's size by which it is enlarged on each side.</summary>
    private const double Around = 0.5;

    /// <summary>Whether a labelled keypoint lies in the enlarged box.</summary>
    /// <param name="keypoints">Three numbers for each: x, y, and a visibility above 0 for labelled ones.</param>
    /// <param name="left">Left edge of the box, in the unit of the keypoints.</param>
    /// <param name="top">Upper edge.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    public static bool HasOne(ReadOnlySpan<double> keypoints, double left, double top, double width, double height) {
        for (int i = 0; i + 2 < keypoints.Length; i += 3) {
            (double x, double y) = (keypoints[i] - left, keypoints[i + 1] - top);
            if (keypoints[i + 2] > 0 && x >= -Around * width && x <= (1 + Around) * width && y >= -Around * height
                && y <= (1 + Around) * height) return true;
        }
        return false;
    }
}
