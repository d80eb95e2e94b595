using Diorama.Core.Diagnostics;
using Diorama.Core.Json;
using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Cameras.PoseFiles;

/// <summary>
/// Diorama's own JSON of poses: a list, or an object with the list <c>frames</c>, whose entries have <c>world_from_camera</c> or
/// <c>camera_from_world</c> (3×4 or 4×4) and may have <c>K</c> (3×3, or [fx, fy, cx, cy]), <c>width</c>, <c>height</c> and
/// <c>distortion</c> (OpenCV's order). What the object states beside <c>frames</c> holds for all: these keys, <c>axes</c> ("opencv" or
/// "opengl") and <c>pixel_centers</c> (0.5, or 0 for K of OpenCV and BlenderProc).
/// </summary>
internal static class JsonPoses {
    private const int MaxCoefficients = 8;

    private static readonly string[] known = ["world_from_camera", "camera_from_world", "K", "width", "height", "distortion", "axes",
        "pixel_centers"];

    public static IReadOnlyList<GivenPose> Read(JsonPlace root) {
        JsonPlace frames = root.IsArray ? root : root.Need("frames");
        if (root.IsObject) RefuseMisspelt(root);
        return [.. frames.Items().Take(PoseFile.MaxPoses).Select(frame => Frame(root, frame))];
    }

    /// <summary>Refuses a key that is nearly a known one, which would be ignored; other keys are the user's own.</summary>
    private static void RefuseMisspelt(JsonPlace place) {
        foreach ((string name, JsonPlace value) in place.Members()) {
            if (name.Length > 2 && !known.Contains(name) && NearestNames.Misspelled(name, known) is { } meant)
                throw value.Bad($"the key is not known; '{meant}' was expected");
        }
    }

    private static GivenPose Frame(JsonPlace root, JsonPlace frame) {
        RefuseMisspelt(frame);
        if (frame.Find("camera_from_world") is { } second && frame.Find("world_from_camera") is not null)
            throw second.Bad("the frame has 'world_from_camera' too; one of them was expected");
        JsonPlace? Find(string name) => frame.Find(name) ?? (root.IsObject ? root.Find(name) : null);
        bool upright = Find("axes") is { } axes && axes.Text() switch {
            "opengl" => true,
            "opencv" => false,
            var other => throw axes.Bad($"'{other}' is not known; expected opencv or opengl"),
        };
        GivenPose pose = frame.Find("camera_from_world") is { } inverse ? GivenPose.OfCameraFromWorld(Rows(inverse), upright, inverse.Bad)
            : frame.Find("world_from_camera") is { } matrix ? GivenPose.OfWorldFromCamera(Rows(matrix), upright, matrix.Bad)
            : throw frame.Bad("there is no pose; expected 'world_from_camera' or 'camera_from_world', or the 'transform_matrix' of a "
                + "transforms.json");
        double shift = 0.5 - (Find("pixel_centers")?.Number() ?? 0.5);
        return pose with {
            Width = Find("width") is { } w ? (int)w.Whole(1, ImageSize.MaxSide) : null,
            Height = Find("height") is { } h ? (int)h.Whole(1, ImageSize.MaxSide) : null,
            Lens = Find("K") is { } k ? Lens(k, Find("distortion"), shift) : null,
        };
    }

    private static Lens Lens(JsonPlace k, JsonPlace? distortion, double shift) {
        double[] m = [.. k.Items().SelectMany(i => i.IsArray ? i.Items() : [i]).Select(i => i.Number())];
        (double fx, double fy, double cx, double cy) = m switch {
            [var x, var y, var u, var v] => (x, y, u, v),
            [var x, 0, var u, 0, var y, var v, 0, 0, 1] => (x, y, u, v),
            _ => throw k.Bad("these numbers are no camera matrix; expected [fx, fy, cx, cy], or 3×3 without skew"),
        };
        (cx, cy) = (cx + shift, cy + shift);
        if (distortion is not { } place) return Made(k, () => new PerspectiveLens((float)fx, (float)fy, (float)cx, (float)cy));
        IReadOnlyList<JsonPlace> items = place.Items();
        if (items.Count > MaxCoefficients) throw place.Bad($"{items.Count} numbers stand here; expected at most {MaxCoefficients}");
        var d = new float[MaxCoefficients];
        for (int i = 0; i < items.Count; i++) d[i] = (float)items[i].Number();
        return Made(place, () => new BrownConradyLens((float)fx, (float)fy, (float)cx, (float)cy, d[0], d[1], d[2], d[3], d[4], d[5], d[6],
            d[7]));
    }

    /// <summary>Makes a lens; parameters that make none are bad input.</summary>
    internal static Lens Made(JsonPlace place, Func<Lens> make) {
        try {
            return make();
        } catch (ArgumentException e) {
            throw place.Bad(e.Message.Split(" (Parameter")[0]);
        }
    }

    /// <summary>Returns the numbers of a matrix of three or four rows of four, row by row.</summary>
    internal static double[] Rows(JsonPlace matrix) {
        double[] numbers = [.. matrix.Items().SelectMany(row => row.Numbers(4))];
        if (numbers.Length is not (12 or 16)) throw matrix.Bad($"{numbers.Length / 4} rows stand here; expected three or four");
        if (numbers is [.., var x, var y, var z, var w] && numbers.Length == 16 && (x, y, z, w) != (0, 0, 0, 1))
            throw matrix.Bad($"the last row is [{x}, {y}, {z}, {w}]; expected [0, 0, 0, 1]");
        return numbers;
    }
}
