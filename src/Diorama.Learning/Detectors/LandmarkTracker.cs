using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Learning.Detectors;

/// <summary>
/// Follows faces, hands or people from frame to frame as MediaPipe's graphs do (Lugaresi et al., "MediaPipe", 2019, section 5): whoever was
/// found in the last frame is looked for where its points were, and the detector is asked for others while there are fewer than there may
/// be. A photograph is one frame.
/// </summary>
/// <typeparam name="T">What is found in a crop.</typeparam>
/// <param name="detect">Returns the crops in which a detector sees something.</param>
/// <param name="locate">Returns what is in a crop; null if there is nothing.</param>
/// <param name="next">Returns the crop of the next frame.</param>
/// <param name="apart">
/// Smallest distance between the centres of crops of two different ones, over the mean of their sides: people who stand side by side have
/// crops that overlap much.
/// </param>
/// <param name="most">Largest number that is followed.</param>
public sealed class LandmarkTracker<T>(Func<Image<Rgb8>, IEnumerable<PictureCrop>> detect, Func<Image<Rgb8>, PictureCrop, T?> locate,
    Func<T, PictureCrop> next, float apart, int most) where T : class {
    // Crops of one face, hand or person are of about one size.
    private const float SameSize = 1.6f;

    /// <summary>
    /// Crops in which the next frame is looked at first, in the order of what was found in the last one; empty before a photograph.
    /// </summary>
    public IReadOnlyList<PictureCrop> Crops { get; set; } = [];

    /// <summary>Returns what is in the next frame: those followed first, then the newly found.</summary>
    public IReadOnlyList<T> Next(Image<Rgb8> picture) {
        var found = new List<T>();
        var crops = new List<PictureCrop>();
        foreach (PictureCrop crop in Crops) Look(crop);
        if (found.Count < most) {
            foreach (PictureCrop crop in detect(picture)) {
                if (found.Count < most && !IsKnown(crop)) Look(crop);
            }
        }
        Crops = crops;
        return found;

        void Look(PictureCrop crop) {
            if (locate(picture, crop) is not { } here || IsKnown(next(here))) return;
            found.Add(here);
            crops.Add(next(here));
        }

        bool IsKnown(PictureCrop crop) => crops.Exists(known => Vector2.Distance(known.Center, crop.Center)
            < apart * (known.Size.X + crop.Size.X) / 2 && known.Size.X < SameSize * crop.Size.X && crop.Size.X < SameSize * known.Size.X);
    }
}
