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
        return pose with { Width = width, Height = height, Lens = Lens(Find, width, height, frame) };
    }

    private static Lens? Lens(Func<string, JsonPlace?> find, int? width, int? height, JsonPlace frame) {
        double? Number(string name) => find(name)?.Number();
        float Coefficient(string name) => (float)(Number(name) ?? 0);
        // NeRF's own scenes state the angle alone, for square pixels about the middle.
        double? fx = Number("fl_x") ?? (Number("camera_angle_x") is { } angle && width is { } across
            ? across / 2.0 / Math.Tan(angle / 2) : null);
        if (fx is not { } focal || width is not { } w || height is not { } h) return null;
        double fy = Number("fl_y") ?? focal, cx = Number("cx") ?? w / 2.0, cy = Number("cy") ?? h / 2.0;
        return JsonPoses.Made(frame, () => {
            string model = find("camera_model")?.Text() ?? "OPENCV";
            float k1 = Coefficient("k1"), k2 = Coefficient("k2"), k3 = Coefficient("k3"), k4 = Coefficient("k4"), p1 = Coefficient("p1"),
                p2 = Coefficient("p2");
            if (model is "OPENCV_FISHEYE") return new KannalaBrandtLens((float)focal, (float)fy, (float)cx, (float)cy, k1, k2, k3, k4);
            if (model is not ("OPENCV" or "PINHOLE" or "SIMPLE_PINHOLE"))
                throw frame.Bad($"the camera_model {model} is not known; expected PINHOLE, OPENCV or OPENCV_FISHEYE");
            return k1 == 0 && k2 == 0 && k3 == 0 && p1 == 0 && p2 == 0
                ? new PerspectiveLens((float)focal, (float)fy, (float)cx, (float)cy)
                : new BrownConradyLens((float)focal, (float)fy, (float)cx, (float)cy, k1, k2, p1, p2, k3);
        });
    }
}
