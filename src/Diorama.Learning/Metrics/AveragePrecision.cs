using System.Numerics;

namespace Diorama.Learning.Metrics;

/// <summary>A box that a detector found.</summary>
/// <param name="Image">Number of the image.</param>
/// <param name="Class">Number of the class.</param>
/// <param name="Box">Corners (x0, y0, x1, y1), pixels.</param>
/// <param name="Score">Confidence, higher is surer.</param>
public sealed record Detection(int Image, int Class, Vector4 Box, double Score);

/// <summary>A box that is there.</summary>
/// <param name="Image">Number of the image.</param>
/// <param name="Class">Number of the class.</param>
/// <param name="Box">Corners (x0, y0, x1, y1), pixels.</param>
/// <param name="IsCrowd">Whether it stands for many objects: detections in it count neither way.</param>
public sealed record TrueBox(int Image, int Class, Vector4 Box, bool IsCrowd = false);

/// <summary>
/// Average precision of boxes as COCO counts it (Lin et al. 2014; pycocotools' COCOeval): precision at 101 recalls, at most 100 detections
/// per image and class.
/// </summary>
public static class AveragePrecision {
    private const int Recalls = 101, MostPerImage = 100;

    /// <summary>Overlaps of COCO's AP: 0.5, 0.55 … 0.95.</summary>
    public static IReadOnlyList<double> CocoOverlaps { get; } = [.. Enumerable.Range(0, 10).Select(i => 0.5 + 0.05 * i)];

    /// <summary>Returns the mean over overlaps and the classes that are there, 0 to 1; NaN if none are.</summary>
    /// <param name="detections">What was found.</param>
    /// <param name="truth">What is there.</param>
    /// <param name="overlaps">Overlaps from which a box counts as found; null takes <see cref="CocoOverlaps"/>.</param>
    public static double Of(IReadOnlyCollection<Detection> detections, IReadOnlyCollection<TrueBox> truth,
        IReadOnlyList<double>? overlaps = null) {
        double sum = 0;
        int count = 0;
        foreach (int kind in truth.Where(t => !t.IsCrowd).Select(t => t.Class).Distinct().Order()) {
            foreach (double overlap in overlaps ?? CocoOverlaps) {
                sum += OfClass([.. detections.Where(d => d.Class == kind)], [.. truth.Where(t => t.Class == kind)], overlap);
                count++;
            }
        }
        return count == 0 ? double.NaN : sum / count;
    }

    private static double OfClass(Detection[] detections, TrueBox[] truth, double overlap) {
        var boxes = truth.GroupBy(t => t.Image).ToDictionary(g => g.Key, g => g.OrderBy(t => t.IsCrowd).ToArray());
        var results = new List<(double Score, bool IsRight)>();
        foreach (var image in detections.GroupBy(d => d.Image).OrderBy(g => g.Key)) {
            TrueBox[] there = boxes.GetValueOrDefault(image.Key, []);
            bool[] taken = new bool[there.Length];
            foreach (Detection d in image.OrderByDescending(d => d.Score).Take(MostPerImage)) {
                int match = Match(d, there, taken, overlap);
                if (match >= 0 && there[match].IsCrowd) continue;
                if (match >= 0) taken[match] = true;
                results.Add((d.Score, match >= 0));
            }
        }
        int all = truth.Count(t => !t.IsCrowd);
        var (recall, precision) = (new List<double>(), new List<double>());
        int right = 0, made = 0;
        foreach ((_, bool isRight) in results.OrderByDescending(r => r.Score)) {
            made++;
            if (isRight) right++;
            recall.Add((double)right / all);
            precision.Add((double)right / made);
        }
        // The best precision at that recall or a higher one.
        for (int i = precision.Count - 2; i >= 0; i--) precision[i] = Math.Max(precision[i], precision[i + 1]);
        double sum = 0;
        for (int k = 0, at = 0; k < Recalls; k++) {
            while (at < recall.Count && recall[at] < k / (Recalls - 1.0)) at++;
            if (at < recall.Count) sum += precision[at];
        }
        return sum / Recalls;
    }

    /// <summary>Returns the box with the largest overlap that is free, a crowd only if there is no other; −1 for none.</summary>
    private static int Match(Detection d, TrueBox[] there, bool[] taken, double overlap) {
        int match = -1;
        double best = Math.Min(overlap, 1 - 1e-10);
        for (int i = 0; i < there.Length; i++) {
            if (taken[i] && !there[i].IsCrowd) continue;
            if (match >= 0 && !there[match].IsCrowd && there[i].IsCrowd) break;
            double found = there[i].IsCrowd ? Inside(d.Box, there[i].Box) : Overlap.OfBoxes(d.Box, there[i].Box);
            if (found < best) continue;
            (best, match) = (found, i);
        }
        return match;
    }

    /// <summary>Returns the share of a box that lies in a crowd.</summary>
    private static double Inside(Vector4 box, Vector4 crowd) {
        double width = Math.Max(0, (double)Math.Min(box.Z, crowd.Z) - Math.Max(box.X, crowd.X)),
            height = Math.Max(0, (double)Math.Min(box.W, crowd.W) - Math.Max(box.Y, crowd.Y));
        return width * height / (((double)box.Z - box.X) * ((double)box.W - box.Y));
    }
}
