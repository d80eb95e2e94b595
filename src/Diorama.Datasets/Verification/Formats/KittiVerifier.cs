using System.Globalization;
using Diorama.Core.Files;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks KITTI's object benchmark (readme of its development kit), written by Diorama or another tool: label_2, image_2, calib.
/// </summary>
internal sealed class KittiVerifier {
    private const string DontCare = "DontCare";
    /// <summary>Tolerance of angles, radians: angles and positions have two decimals in the files.</summary>
    private const double Rounding = 0.02;

    private static readonly string[] PictureTypes = [".png", ".jpg", ".jpeg"];

    private readonly VerifyOptions options;
    private readonly Rules rules;
    private readonly Findings lines, values, boxes, angles, calibrations, files;

    private KittiVerifier(string folder, VerifyOptions options) {
        this.options = options;
        rules = new(folder);
        lines = rules.State("lines", "A line has 15 fields, or 16 with a score, and all but the first are numbers.");
        values = rules.State("values",
            "truncated is from 0 to 1, occluded 0, 1, 2 or 3, sizes are above 0; a DontCare line holds KITTI's −1, −1, −10 and −1000.");
        boxes = rules.State("boxes", "A box is left, top, right, bottom in the image.");
        angles = rules.State("angles", "alpha and rotation_y are from −π to π, and alpha = rotation_y − atan2(x, z).");
        calibrations = rules.State("calibrations",
            "Every label file has a calibration with P2 (12 numbers), R0_rect (9) and Tr_velo_to_cam (12).");
        files = rules.State("files", "Every label file has an image that can be decoded.");
    }

    /// <param name="folder">Folder that contains label_2.</param>
    /// <param name="options">Options of the verification.</param>
    public static VerificationReport Verify(string folder, VerifyOptions options) => new KittiVerifier(folder, options).Run();

    private VerificationReport Run() {
        string[] labels = [.. Directory.EnumerateFiles(Path.Combine(rules.Root, "label_2"), "*.txt").Order(StringComparer.Ordinal)];
        for (int i = 0; i < labels.Length; i++) {
            options.Cancellation.ThrowIfCancellationRequested();
            string stem = Path.GetFileNameWithoutExtension(labels[i]);
            string[] candidates = [.. PictureTypes.Select(e => Path.Combine(rules.Root, "image_2", stem + e))];
            (int Width, int Height)? size = options.Takes(i)
                ? rules.Size(files, candidates.FirstOrDefault(File.Exists) ?? candidates[0], options.Quick) : null;
            string calibration = Path.Combine(rules.Root, "calib", stem + ".txt"), label = labels[i];
            Rules.Attempt(calibrations, rules.Short(calibration), "", () => Calibration(calibration));
            Rules.Attempt(lines, rules.Short(label), "", () => {
                string[] text = File.ReadAllLines(RegularFile.At(label));
                for (int line = 0; line < text.Length; line++) {
                    if (text[line].Trim().Length > 0) Line(rules.Short(label), $"line {line + 1}", text[line], size);
                }
            });
            options.Progress?.Invoke((i + 1.0) / labels.Length);
        }
        return rules.Report("kitti", labels.Length);
    }

    private void Line(string file, string place, string line, (int Width, int Height)? size) {
        string[] fields = line.Split(' ');
        double[] v = [.. fields.Skip(1).Select(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n
            : double.NaN)];
        bool sound = fields.Length is 15 or 16 && fields[0].Length > 0 && !v.Any(double.IsNaN);
        lines.Expect(sound, file, place, "a type and 14 or 15 numbers, one blank between",
            fields.Length is 15 or 16 ? $"'{line}'" : $"{fields.Length} fields");
        if (!sound) return;
        (double truncated, double occluded, double alpha) = (v[0], v[1], v[2]);
        (double left, double top, double right, double bottom) = (v[3], v[4], v[5], v[6]);
        bool inside = left <= right && top <= bottom && left >= -1 && top >= -1
            && (size is not { } s || right <= s.Width + 1 && bottom <= s.Height + 1);
        boxes.Expect(inside, file, place, size is { } z ? $"left, top, right, bottom within {z.Width}×{z.Height} pixels"
            : "left, top, right, bottom", $"{left}, {top}, {right}, {bottom}");
        if (fields[0] == DontCare) {
            values.Expect(truncated == -1 && occluded == -1 && alpha == -10, file, place, "−1, −1, −10 for DontCare",
                $"{truncated}, {occluded}, {alpha}");
            return;
        }
        values.Expect(truncated is >= 0 and <= 1 && occluded is 0 or 1 or 2 or 3 && v[7] > 0 && v[8] > 0 && v[9] > 0, file, place,
            "truncated 0…1, occluded 0…3, sizes above 0",
            $"{truncated}, {occluded}, {v[7]} × {v[8]} × {v[9]}");
        double difference = Math.Abs(Math.IEEERemainder(alpha - (v[13] - Math.Atan2(v[10], v[12])), 2 * Math.PI));
        // Rounding to two decimals changes the direction of a position near the camera.
        double allowed = Rounding + 0.01 / Math.Max(0.1, Math.Sqrt(v[10] * v[10] + v[12] * v[12]));
        angles.Deviate(difference);
        angles.Expect(Math.Abs(alpha) <= Math.PI + 0.01 && Math.Abs(v[13]) <= Math.PI + 0.01 && difference <= allowed, file, place,
            string.Create(CultureInfo.InvariantCulture, $"alpha = rotation_y − atan2(x, z) = "
                + $"{Math.IEEERemainder(v[13] - Math.Atan2(v[10], v[12]), 2 * Math.PI):0.##}"), $"{alpha}, rotation_y {v[13]}");
    }

    private void Calibration(string path) {
        string file = rules.Short(path);
        if (!File.Exists(path)) {
            calibrations.Expect(false, file, "", "a calibration", "no such file");
            return;
        }
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string line in File.ReadAllLines(RegularFile.At(path))) {
            string[] parts = line.Split(':', 2);
            if (parts.Length < 2) continue;
            string[] fields = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            rows[parts[0].Trim()] = fields.All(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                ? fields.Length : -1;
        }
        foreach ((string name, int count) in ((string, int)[])[("P2", 12), ("R0_rect", 9), ("Tr_velo_to_cam", 12)]) {
            int found = rows.GetValueOrDefault(name, 0);
            calibrations.Expect(found == count, file, name, $"{count} numbers",
                found < 0 ? "something else" : found == 0 ? "none" : $"{found}");
        }
    }
}
