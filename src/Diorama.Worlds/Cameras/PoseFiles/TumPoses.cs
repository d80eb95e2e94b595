namespace Diorama.Worlds.Cameras.PoseFiles;

/// <summary>
/// Trajectories of the TUM RGB-D benchmark: lines of <c>timestamp tx ty tz qx qy qz qw</c>, the pose of the optical centre in the world
/// (vision.in.tum.de, "File Formats").
/// </summary>
internal static class TumPoses {
    public static IReadOnlyList<GivenPose> Read(string path) {
        var poses = new List<GivenPose>();
        foreach (PoseLine line in PoseLines.Read(path)) {
            if (line.Words.Length == 0) continue;
            if (line.Words.Length != 8) {
                throw line.Bad($"{line.Words.Length} words stand here; expected the eight of a TUM trajectory, "
                    + "timestamp tx ty tz qx qy qz qw");
            }
            if (poses.Count == PoseFile.MaxPoses) throw line.Bad($"the file holds more than {PoseFile.MaxPoses} poses");
            poses.Add(GivenPose.OfQuaternion(line.Value(7), line.Value(4), line.Value(5), line.Value(6),
                new(line.Value(1), line.Value(2), line.Value(3)), line.Bad));
        }
        return poses;
    }
}
