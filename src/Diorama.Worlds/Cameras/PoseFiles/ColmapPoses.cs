using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Cameras.PoseFiles;

/// <summary>
/// Text files of COLMAP's sparse reconstructions: images.txt with camera_from_world of each image, cameras.txt beside it with the lenses
/// (colmap.github.io/format.html; models as in its sensor/models.h). Images are taken in the order of their names.
/// </summary>
internal static class ColmapPoses {
    public const string ImagesName = "images.txt";

    private readonly record struct Lensed(int Width, int Height, Lens Lens);

    public static IReadOnlyList<GivenPose> Read(string images) {
        string cameras = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(images))!, "cameras.txt");
        if (!File.Exists(cameras)) throw new BadInputException($"{cameras} {FileException.Absent(cameras)}");
        Dictionary<string, Lensed> lenses = Lenses(cameras);
        var poses = new List<(string Name, GivenPose Pose)>();
        bool isPoints = false;
        foreach (PoseLine line in PoseLines.Read(images)) {
            // Each image has a second line with its points, which may be empty.
            if (isPoints) {
                isPoints = false;
                continue;
            }
            if (line.Words.Length == 0) continue;
            isPoints = true;
            if (line.Words.Length < 10)
                throw line.Bad($"{line.Words.Length} words stand here; expected IMAGE_ID QW QX QY QZ TX TY TZ CAMERA_ID NAME");
            if (poses.Count == PoseFile.MaxPoses) throw line.Bad($"the file holds more than {PoseFile.MaxPoses} poses");
            if (!lenses.TryGetValue(line.Words[8], out Lensed camera))
                throw line.Bad($"camera {line.Words[8]} is not in {Path.GetFileName(cameras)}");
            // The file has the inverse of the pose.
            GivenPose r = GivenPose.OfQuaternion(line.Value(1), -line.Value(2), -line.Value(3), -line.Value(4), default, line.Bad);
            double x = -line.Value(5), y = -line.Value(6), z = -line.Value(7);
            poses.Add((string.Join(' ', line.Words.AsSpan(9)!), r with {
                Origin = r.Right * x + r.Down * y + r.Forward * z, Lens = camera.Lens, Width = camera.Width, Height = camera.Height,
            }));
        }
        return [.. poses.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.Pose)];
    }

    private static Dictionary<string, Lensed> Lenses(string path) {
        var lenses = new Dictionary<string, Lensed>(StringComparer.Ordinal);
        foreach (PoseLine line in PoseLines.Read(path)) {
            if (line.Words.Length == 0) continue;
            if (line.Words.Length < 5)
                throw line.Bad($"{line.Words.Length} words stand here; expected CAMERA_ID MODEL WIDTH HEIGHT PARAMS");
            try {
                lenses[line.Words[0]] = new(line.Side(2), line.Side(3), Lens(line));
            } catch (ArgumentException e) {
                throw new BadInputException(line.Bad(e.Message.Split(" (Parameter")[0]).Message, e);
            }
        }
        return lenses;
    }

    private static Lens Lens(PoseLine line) {
        float P(int i) => (float)line.Value(4 + i);
        return line.Words[1] switch {
            "SIMPLE_PINHOLE" => new PerspectiveLens(P(0), P(0), P(1), P(2)),
            "PINHOLE" => new PerspectiveLens(P(0), P(1), P(2), P(3)),
            "SIMPLE_RADIAL" => new BrownConradyLens(P(0), P(0), P(1), P(2), P(3), 0),
            "RADIAL" => new BrownConradyLens(P(0), P(0), P(1), P(2), P(3), P(4)),
            "OPENCV" => new BrownConradyLens(P(0), P(1), P(2), P(3), P(4), P(5), P(6), P(7)),
            "FULL_OPENCV" => new BrownConradyLens(P(0), P(1), P(2), P(3), P(4), P(5), P(6), P(7), P(8), P(9), P(10), P(11)),
            "OPENCV_FISHEYE" => new KannalaBrandtLens(P(0), P(1), P(2), P(3), P(4), P(5), P(6), P(7)),
            "SIMPLE_RADIAL_FISHEYE" => new KannalaBrandtLens(P(0), P(0), P(1), P(2), P(3)),
            "RADIAL_FISHEYE" => new KannalaBrandtLens(P(0), P(0), P(1), P(2), P(3), P(4)),
            var model => throw line.Bad($"the camera model {model} is not known; expected SIMPLE_PINHOLE, PINHOLE, SIMPLE_RADIAL, RADIAL, "
                + "OPENCV, FULL_OPENCV, OPENCV_FISHEYE, SIMPLE_RADIAL_FISHEYE or RADIAL_FISHEYE"),
        };
    }
}
