using Diorama.Core.Json;
using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Cameras.PoseFiles;

/// <summary>
/// transforms.json of NeRF's Blender scenes, instant-ngp and nerfstudio: worldFromCamera with OpenGL axes for each frame, and a lens for
/// all frames or for each (docs.nerf.studio, "Data conventions").
/// </summary>
internal static class TransformsPoses {
    public static bool Fit(JsonPlace root) => root.IsObject && root.Find("frames") is { IsArray: true } frames
        && frames.Items() is [{ IsObject: true } first, ..] && first.Find("transform_matrix") is not null;

    public static IReadOnlyList<GivenPose> Read(JsonPlace root) =>
        [.. root.Need("frames").Items().Take(PoseFile.MaxPoses).Select(frame => Frame(root, frame))];

    private static GivenPose Frame(JsonPlace root, JsonPlace frame) {
        JsonPlace matrix = frame.Need("transform_matrix");
        double[] rows = JsonPoses.Rows(matrix);
        GivenPose pose = GivenPose.OfWorldFromCamera(rows, upright: true, matrix.Bad);
        JsonPlace? Find(string name) => frame.Find(name) ?? root.Find(name);
        int? width = Find("w") is { } w ? (int)w.Whole(1, ImageSize.MaxSide) : null,
            height = Find("h") is { } h ? (int)h.Whole(1, ImageSize.MaxSide) : null;
        string model = Find("camera_model")?.Text() ?? "OPENCV";
        if (model is not ("OPENCV" or "OPENCV_FISHEYE" or "PINHOLE" or "SIMPLE_PINHOLE"))
            throw frame.Bad($"the camera_model {model} is not known; expected PINHOLE, OPENCV or OPENCV_FISHEYE");
        double? angle = Find("camera_angle_x")?.Number();
        if (angle is not (null or > 0 and < Math.PI))
            throw Find("camera_angle_x")!.Value.Bad("the angle is not between 0 and π radians; expected the horizontal field of view");
        pose = pose with { Width = width, Height = height };
        if (width is { } across && height is { } down && (angle ?? Find("fl_x")?.Number()) is not null)
            return pose with { Lens = Lens(Find, model, angle, across, down, frame) };
        if (Find("fl_x") is { } focal)
            throw focal.Bad("the focal length is in pixels, and w and h are missing; expected the size of images");
        // NeRF's own scenes state the angle alone.
        return pose with { FieldOfView = angle };
    }

    private static Lens Lens(Func<string, JsonPlace?> find, string model, double? angle, int width, int height, JsonPlace frame) {
        double? Number(string name) => find(name)?.Number();
        float Coefficient(string name) => (float)(Number(name) ?? 0);
        double fx = Number("fl_x") ?? width / 2.0 / Math.Tan(angle!.Value / 2), fy = Number("fl_y") ?? fx, cx = Number("cx") ?? width / 2.0,
            cy = Number("cy") ?? height / 2.0;
        return JsonPoses.Made(frame, () => {
            float k1 = Coefficient("k1"), k2 = Coefficient("k2"), k3 = Coefficient("k3"), k4 = Coefficient("k4"), p1 = Coefficient("p1"),
                p2 = Coefficient("p2");
            if (model is "OPENCV_FISHEYE") return new KannalaBrandtLens((float)fx, (float)fy, (float)cx, (float)cy, k1, k2, k3, k4);
            return k1 == 0 && k2 == 0 && k3 == 0 && p1 == 0 && p2 == 0
                ? new PerspectiveLens((float)fx, (float)fy, (float)cx, (float)cy)
                : new BrownConradyLens((float)fx, (float)fy, (float)cx, (float)cy, k1, k2, p1, p2, k3);
        });
    }
}
