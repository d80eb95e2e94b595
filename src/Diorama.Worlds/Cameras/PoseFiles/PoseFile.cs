using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Json;

namespace Diorama.Worlds.Cameras.PoseFiles;

/// <summary>Reads files of camera poses; the content tells which of the formats it is.</summary>
public static class PoseFile {
    /// <summary>Largest number of poses of a file.</summary>
    public const int MaxPoses = 10_000_000;

    /// <summary>Reads all poses, in the order of their frames.</summary>
    /// <param name="path">A JSON file, a TUM trajectory, COLMAP's images.txt, or the folder that holds it.</param>
    /// <exception cref="BadInputException">The file cannot be read, or holds no poses; the message names the place.</exception>
    public static IReadOnlyList<GivenPose> Read(string path) {
        ArgumentNullException.ThrowIfNull(path);
        IReadOnlyList<GivenPose> poses = Directory.Exists(path) ? ColmapPoses.Read(ImagesIn(path)) : ReadFile(path);
        return poses.Count > 0 ? poses : throw new BadInputException($"{path} holds no poses; expected one or more.");
    }

    private static IReadOnlyList<GivenPose> ReadFile(string path) {
        if (!File.Exists(path)) throw new BadInputException($"{path} {FileException.Absent(path)}");
        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase)) {
            JsonPlace root = JsonPlace.Read(path);
            return TransformsPoses.Fit(root) ? TransformsPoses.Read(root) : JsonPoses.Read(root);
        }
        return Path.GetFileName(path).Equals(ColmapPoses.ImagesName, StringComparison.OrdinalIgnoreCase) ? ColmapPoses.Read(path)
            : TumPoses.Read(path);
    }

    private static string ImagesIn(string folder) {
        foreach (string below in (string[])["", "sparse/0", "sparse"]) {
            string images = Path.Combine(folder, below, ColmapPoses.ImagesName);
            if (File.Exists(images)) return images;
        }
        throw new BadInputException($"{folder} holds no {ColmapPoses.ImagesName}; expected a folder of COLMAP's text files "
            + "('colmap model_converter --output_type TXT' makes them), or a file of poses.");
    }
}
