using System.Globalization;
using Diorama.Core.Files;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks KITTI's object benchmark (readme of its development kit), written by Diorama or another tool: label_2, image_2, calib.
/// </summary>
internal sealed class KittiVerifier {
    private const string DontCare = "DontCare";
    /// <summary>
    /// Tolerance of angles, radians: angles and positions have two decimals in the files, and those of KITTI itself differ by up to 0.04
    /// for cars that are near.
    /// </summary>
    private const double Rounding = 0.1;
    /// <summary>How many times larger than the 2D box a projected 3D box may be.</summary>
    private const double Larger = 4.5;
    /// <summary>
    /// How far outside of the 2D box a side of the 3D box may begin, a part of the 2D box and pixels, and the smallest 2D box for which
    /// this is looked at, pixels.
    /// </summary>
    private const double SideShare = 0.4, SidePixels = 3, SmallestBox = 10;

    private static readonly string[] PictureTypes = [".png", ".jpg", ".jpeg"];

    private readonly VerifyOptions options;
    private readonly Rules rules;
    private readonly Findings lines, doubles, values, boxes, angles, projections, calibrations, files;
    /// <summary>P2 of the image that is checked; null if it has none.</summary>
    private double[]? p2;
    /// <summary>Objects of the label file that is checked, without their scores.</summary>
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    /// <summary>True if the label file that is checked has 3D boxes, which need a calibration.</summary>
    private bool hasSpace;

    private KittiVerifier(string folder, VerifyOptions options) {
        this.options = options;
        rules = new(folder, options.Kept);
        lines = rules.State("lines", "A line has 15 fields, or 16 with a score, and all but the first are numbers.");
        doubles = rules.State("doubles", "No object stands in a file twice.");
        values = rules.State("values",
            "truncated is from 0 to 1, occluded 0, 1, 2 or 3, sizes are above 0, or all 3D values are 0 (or KITTI's −1 and −1000) for 2D "
            + "alone; a DontCare line holds KITTI's −1, −1, −10 and −1000.");
        boxes = rules.State("boxes", "A box is left, top, right, bottom in the image.");
        angles = rules.State("angles", "alpha and rotation_y are from −π to π, and alpha = rotation_y − atan2(x, z).");
        projections = rules.State("projections",
            "The 3D box of an object that is hardly truncated or hidden, seen through P2, contains its 2D box and is not much larger; the "
            + "object touches all sides of its 3D box, so of an object in full sight each side is seen within the 2D box.",
            "a tenth of the box and 3 pixels outside; up to 4.5 times its width and height and 12 pixels, as upright boxes are of tilted "
            + "objects; sides 40 % of the 2D box and 3 pixels outside of it");
        calibrations = rules.State("calibrations",
            "Every label file has a calibration with P2 (12 numbers, a camera matrix whose last row is 0, 0, 1 and a distance), R0_rect "
            + "(9, a rotation) and Tr_velo_to_cam (12, a rotation and a place); other matrices are such, or 0 where they are not known.",
            "2e-3 of a rotation");
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
            (p2, hasSpace) = (null, false);
            if (File.Exists(calibration)) Rules.Attempt(calibrations, rules.Short(calibration), "", () => Calibration(calibration));
            Rules.Attempt(lines, rules.Short(label), "", () => {
                string[] text = File.ReadAllLines(RegularFile.At(label));
                known.Clear();
                for (int line = 0; line < text.Length; line++) {
                    if (text[line].Trim().Length > 0) Line(rules.Short(label), $"line {line + 1}", text[line], size);
                }
            });
            if (hasSpace && !File.Exists(calibration))
                calibrations.Expect(false, rules.Short(calibration), "", "a calibration", "no such file");
            options.Progress?.Invoke((i + 1.0) / labels.Length);
        }
        return rules.Report("kitti", labels.Length);
    }

    private void Line(string file, string place, string line, (int Width, int Height)? size) {
        string[] fields = line.Split(' ');
        double[] v = [.. fields.Skip(1).Select(Number)];
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
            values.Expect(IsFlat(v) && v[13] is -10 or 0, file, place, "−1 −1 −1 −1000 −1000 −1000 −10 for DontCare, which has no 3D box",
                string.Join(' ', v[7..14]));
            return;
        }
        doubles.Expect(known.Add($"{fields[0]} {string.Join(' ', v[..14])}"), file, place, "an object of its own",
            "one that stands there before");
        if (IsFlat(v)) {
            values.Expect(truncated is >= -1 and <= 1 && occluded is -1 or 0 or 1 or 2 or 3, file, place,
                "truncated 0…1, occluded 0…3", $"{truncated}, {occluded}");
            return;
        }
        hasSpace = true;
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
        if (p2 is { } p && size is { } picture && truncated <= 0.1 && occluded <= 1 && inside && v[7] > 0 && v[8] > 0 && v[9] > 0)
            Project(file, place, v, p, picture);
    }

    private static double Number(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.NaN;

    /// <summary>True for a line without 3D values, as tools for 2D write it.</summary>
    private static bool IsFlat(double[] v) => v[7] is 0 or -1 && v[8] is 0 or -1 && v[9] is 0 or -1 && v[10] is 0 or -1 or -1000
        && v[11] is 0 or -1 or -1000 && v[12] is 0 or -1 or -1000;

    /// <summary>Compares the 2D box with the 3D box as P2 images it.</summary>
    private void Project(string file, string place, double[] v, double[] p, (int Width, int Height) size) {
        var solid = new KittiBox(v, p);
        double width = v[5] - v[3], height = v[6] - v[4];
        if (v[1] == 0 && width >= SmallestBox && height >= SmallestBox) {
            double beside = SideShare * width + SidePixels, above = SideShare * height + SidePixels;
            string? side = solid.Beyond(v[3] - beside, v[4] - above, v[5] + beside, v[6] + above);
            projections.Expect(side is null, file, place, "a 3D box of which each side is seen in the 2D box",
                string.Create(CultureInfo.InvariantCulture, $"height, width, length {v[7]}, {v[8]}, {v[9]} and rotation_y {v[13]}, so that "
                    + $"its {side} is outside of ({v[3]:0}, {v[4]:0}) to ({v[5]:0}, {v[6]:0})"));
            if (side is not null) return;
        }
        if (solid.Outline is not var (left, top, right, bottom)) return;
        (left, right) = (Math.Clamp(left, 0, size.Width), Math.Clamp(right, 0, size.Width));
        (top, bottom) = (Math.Clamp(top, 0, size.Height), Math.Clamp(bottom, 0, size.Height));
        double ax = 0.1 * width + 3, ay = 0.1 * height + 3;
        bool contains = left <= v[3] + ax && right >= v[5] - ax && top <= v[4] + ay && bottom >= v[6] - ay;
        bool larger = right - left > Larger * width + 12 || bottom - top > Larger * height + 12;
        projections.Expect(contains && !larger, file, place,
            string.Create(CultureInfo.InvariantCulture,
                $"a 2D box like that of the 3D box, ({left:0}, {top:0}) to ({right:0}, {bottom:0})"),
            string.Create(CultureInfo.InvariantCulture, $"({v[3]:0}, {v[4]:0}) to ({v[5]:0}, {v[6]:0})"));
    }

    private void Calibration(string path) {
        string file = rules.Short(path);
        var rows = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (string line in File.ReadAllLines(RegularFile.At(path))) {
            string[] parts = line.Split(':', 2);
            if (parts.Length < 2) continue;
            string[] fields = parts[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            rows[parts[0].Trim()] = [.. fields.Select(Number)];
        }
        foreach ((string name, int count) in ((string, int)[])[("P2", 12), ("R0_rect", 9), ("Tr_velo_to_cam", 12)]) {
            double[] m = rows.GetValueOrDefault(name) ?? [];
            bool sound = m.Length == count && m.All(double.IsFinite);
            calibrations.Expect(sound, file, name, $"{count} numbers",
                m.Length == 0 ? "none" : m.Length == count ? "something else" : $"{m.Length}");
            if (!sound) rows.Remove(name);
        }
        foreach ((string name, double[] m) in rows) {
            bool isUnknown = Array.TrueForAll(m, n => n == 0) && name is not ("P2" or "R0_rect" or "Tr_velo_to_cam");
            if (isUnknown || !m.All(double.IsFinite)) continue;
            if (name is ['P', >= '0' and <= '3'] && m.Length == 12) {
                bool camera = m[0] > 0 && m[5] > 0 && Math.Abs(m[8]) <= RotationMatrix.Allowed && Math.Abs(m[9]) <= RotationMatrix.Allowed
                    && Math.Abs(m[10] - 1) <= RotationMatrix.Allowed;
                calibrations.Expect(camera, file, name, "a camera matrix: focal lengths above 0, and a last row of 0, 0, 1 and a distance",
                    string.Create(CultureInfo.InvariantCulture, $"focal lengths {m[0]} and {m[5]}, and {m[8]}, {m[9]}, {m[10]}"));
            } else if (name == "R0_rect" && m.Length == 9 || name.StartsWith("Tr_", StringComparison.Ordinal) && m.Length == 12) {
                double off = RotationMatrix.Deviation(m.Length == 9 ? m : [.. m[..3], .. m[4..7], .. m[8..11]]);
                calibrations.Deviate(off);
                calibrations.Expect(off <= RotationMatrix.Allowed, file, name,
                    m.Length == 9 ? "a rotation, row by row" : "a rotation and a place, row by row",
                    string.Create(CultureInfo.InvariantCulture, $"one that is off by {off:g3}"));
            }
        }
        p2 = rows.GetValueOrDefault("P2");
    }
}
