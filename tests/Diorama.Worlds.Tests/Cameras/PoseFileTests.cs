using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Spaces;
using Diorama.Worlds.Cameras.PoseFiles;

namespace Diorama.Worlds.Tests.Cameras;

/// <summary>The same camera in every format: at (1, 2, 3), looking along +Y with +Z up, so right is +X and down is −Z.</summary>
public sealed class PoseFileTests : IDisposable {
    private readonly ScratchFolder folder = new("poses");
    private static readonly double Half = Math.Sqrt(0.5);

    public void Dispose() => folder.Dispose();

    private string Write(string name, string text) {
        string path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static void ExpectCamera(GivenPose pose) {
        Near(new(1, 0, 0), pose.Right);
        Near(new(0, 0, -1), pose.Down);
        Near(new(0, 1, 0), pose.Forward);
        Near(new(1, 2, 3), pose.Origin);
    }

    private static void Near(Double3 wanted, Double3 found) => Assert.True((wanted - found).Length < 1e-9, $"{found}, not {wanted}");

    private static void ExpectLens(GivenPose pose, string model, params float[] first) {
        Assert.Equal((640, 480), (pose.Width, pose.Height));
        Assert.Equal(model, pose.Lens!.Model);
        Assert.Equal(first, pose.Lens.Parameters.Take(first.Length).Select(p => p.Item2));
    }

    [Fact]
    public void Tum_IsThePoseOfTheOpticalCentre() {
        // +90° about −X: camera Z becomes +Y, camera Y becomes −Z.
        string path = Write("trajectory.txt", FormattableString.Invariant(
            $"# timestamp tx ty tz qx qy qz qw\n\n0.5 1 2 3 {-Half:R} 0 0 {Half:R}\n1.5 1 2 4 {-Half:R} 0 0 {Half:R}\n"));
        IReadOnlyList<GivenPose> poses = PoseFile.Read(path);
        Assert.Equal(2, poses.Count);
        ExpectCamera(poses[0]);
        Assert.Null(poses[0].Lens);
    }

    [Fact]
    public void Colmap_IsTheInverse_InTheOrderOfNames() {
        // camera_from_world: the inverse rotation, and −R·C = −(1, −3, 2).
        string half = Half.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        string images = $"# Image list\n2 {half} {half} 0 0 -1 3 -2 1 b.png\n1 2 -1 3 4 5\n1 {half} {half} 0 0 -1 3 -2 2 a.png\n\n";
        Write("sparse/0/images.txt", images);
        Write("sparse/0/cameras.txt",
            "# Camera list\n1 PINHOLE 640 480 500 510 320 240\n2 OPENCV 640 480 500 510 320 240 0.1 0.01 0.001 0.002\n");
        IReadOnlyList<GivenPose> poses = PoseFile.Read(folder.Path);
        Assert.Equal(2, poses.Count);
        ExpectCamera(poses[0]);
        ExpectCamera(poses[1]);
        ExpectLens(poses[0], "brownConrady", 500, 510, 320, 240, 0.1f, 0.01f, 0.001f, 0.002f);
        ExpectLens(poses[1], "perspective", 500, 510, 320, 240);
        Assert.Equal(2, PoseFile.Read(Path.Combine(folder.Path, "sparse/0/images.txt")).Count);
    }

    [Theory]
    [InlineData("\"camera_angle_x\": 1.1386264", 500, 500)]
    [InlineData("\"fl_x\": 500, \"fl_y\": 510, \"cx\": 320, \"cy\": 240", 500, 510)]
    public void Transforms_HaveOpenGlAxes(string lens, float fx, float fy) {
        string path = Write("transforms.json", $$"""
            {{{lens}}, "w": 640, "h": 480, "frames": [{"file_path": "a",
             "transform_matrix": [[1, 0, 0, 1], [0, 0, -1, 2], [0, 1, 0, 3], [0, 0, 0, 1]]}]}
            """);
        GivenPose pose = Assert.Single(PoseFile.Read(path));
        ExpectCamera(pose);
        Assert.Equal((640, 480), (pose.Width, pose.Height));
        Assert.Equal(fx, pose.Lens!.Intrinsics!.Value.Fx, 1e-3f);
        Assert.Equal(fy, pose.Lens.Intrinsics.Value.Fy, 1e-3f);
    }

    [Theory]
    [InlineData("\"world_from_camera\": [[1, 0, 0, 1], [0, 0, 1, 2], [0, -1, 0, 3]]", "")]
    [InlineData("\"camera_from_world\": [[1, 0, 0, -1], [0, 0, -1, 3], [0, 1, 0, -2], [0, 0, 0, 1]]", "")]
    [InlineData("\"world_from_camera\": [[1, 0, 0, 1], [0, 0, -1, 2], [0, 1, 0, 3]]", "\"axes\": \"opengl\",")]
    [InlineData("\"camera_from_world\": [[1, 0, 0, -1], [0, 0, 1, -3], [0, -1, 0, 2]]", "\"axes\": \"opengl\",")]
    public void OwnJson_TakesBothDirectionsAndBothAxes(string matrix, string axes) {
        string path = Write("p.json", $$"""
            {{{axes}} "pixel_centers": 0, "K": [[500, 0, 319.5], [0, 510, 239.5], [0, 0, 1]], "width": 640, "height": 480,
             "distortion": [0.1, 0.01], "frames": [{{{matrix}}}]}
            """);
        GivenPose pose = Assert.Single(PoseFile.Read(path));
        ExpectCamera(pose);
        ExpectLens(pose, "brownConrady", 500, 510, 320, 240, 0.1f, 0.01f);
    }

    [Theory]
    [InlineData("t.txt", "1 2 3\n", "t.txt:1: 3 words stand here; expected the eight of a TUM trajectory, timestamp tx ty tz qx qy qz qw.")]
    [InlineData("t.txt", "0 1 2 3 0 0 0 2\n", "t.txt:1: the quaternion has the length 2; expected 1.")]
    [InlineData("t.txt", "0 1 x 3 0 0 0 1\n", "t.txt:1: 'x' is no number.")]
    [InlineData("t.txt", "# nothing\n", "t.txt holds no poses; expected one or more.")]
    [InlineData("a.json", "[{\"world_from_camera\": [[2,0,0,0],[0,2,0,0],[0,0,2,0]]}]",
        "a.json: [0].world_from_camera: the matrix is no rotation: its axes are not at right angles, of length 1 and right-handed.")]
    [InlineData("a.json", "[{\"world_from_camera\": [[1,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,2]]}]",
        "a.json: [0].world_from_camera: the last row is [0, 0, 0, 2]; expected [0, 0, 0, 1].")]
    [InlineData("transforms.json", "{\"camera_angle_x\": 9, \"frames\": [{\"transform_matrix\": [[1,0,0,0],[0,1,0,0],[0,0,1,0]]}]}",
        "camera_angle_x: the angle is not between 0 and π radians; expected the horizontal field of view.")]
    [InlineData("transforms.json", "{\"fl_x\": 90, \"frames\": [{\"transform_matrix\": [[1,0,0,0],[0,1,0,0],[0,0,1,0]]}]}",
        "fl_x: the focal length is in pixels, and w and h are missing; expected the size of images.")]
    [InlineData("transforms.json", "{\"w\": 96, \"h\": 48, \"camera_model\": \"EQUIRECTANGULAR\", "
        + "\"frames\": [{\"transform_matrix\": [[1,0,0,0],[0,1,0,0],[0,0,1,0]]}]}",
        "the camera_model EQUIRECTANGULAR is not known; expected PINHOLE, OPENCV or OPENCV_FISHEYE.")]
    [InlineData("a.json", "[{\"world_from_camra\": []}]",
        "a.json: [0].world_from_camra: the key is not known; 'world_from_camera' was expected.")]
    [InlineData("a.json", "{\"distorsion\": [0.1], \"frames\": [{}]}",
        "a.json: distorsion: the key is not known; 'distortion' was expected.")]
    [InlineData("a.json", "[{\"world_from_camera\": [], \"camera_from_world\": []}]",
        "a.json: [0].camera_from_world: the frame has 'world_from_camera' too; one of them was expected.")]
    [InlineData("t.txt", "0 1 2 3 0 0 0\n", "t.txt:1: 7 words stand here; expected the eight of a TUM trajectory")]
    [InlineData("a.json", "[{\"K\": [1, 2]}]", "a.json: [0]: there is no pose; expected 'world_from_camera' or 'camera_from_world', "
        + "or the 'transform_matrix' of a transforms.json.")]
    [InlineData("transforms.json", "{\"camera_angle_x\": 1, \"frames\": [{\"transformmatrix\": []}]}",
        "transforms.json: frames[0]: there is no pose")]
    [InlineData("a.json", "[{\"world_from_camera\": [[1,0,0,0],[0,1,0,0],[0,0,1,0]], \"K\": [0, 1, 2, 3]}]", "a.json: [0].K: ")]
    [InlineData("a.json", "{\"axes\": \"blender\", \"frames\": [{}]}", "a.json: axes: 'blender' is not known; expected opencv or opengl.")]
    [InlineData("images.txt", "1 1 0 0 0 0 0 0 1 a.png\n\n", "cameras.txt")]
    public void WrongFiles_AreOneSentence(string name, string text, string message) {
        string path = Write(name, text);
        Assert.Contains(message, Assert.Throws<BadInputException>(() => PoseFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FarPoses_AreMovedInDoublePrecision() {
        string path = Write("utm.json", "[{\"world_from_camera\": [[1,0,0,500001.2345], [0,0,1,4500002.5], [0,-1,0,3]]}]");
        Affine3 inScene = PoseFile.Read(path)[0].InScene(Affine3.Identity, new(500000, 4500000, 0));
        Assert.Equal(1.2345f, inScene.Origin.X, 1e-6f);
        Assert.Equal(2.5f, inScene.Origin.Y, 1e-6f);
    }
}
