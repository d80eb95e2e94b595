using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Cameras;

/// <summary>Measures the view of a camera from a pose, with a label pass of a few thousand pixels.</summary>
public sealed class CameraView {
    private const int Across = 64;
    /// <summary>Factor of the required area, because few pixels measure it coarsely.</summary>
    private const double Margin = 1.25;

    /// <summary>Number of subjects that each cover enough of the image.</summary>
    public int VisibleSubjects { get; private init; }
    /// <summary>Share of the image that is covered by subjects.</summary>
    public double SubjectShare { get; private init; }
    /// <summary>Share of the image that is covered by the largest subject.</summary>
    public double LargestShare { get; private init; }
    /// <summary>Distance of the objects in the middle of the image, metres; infinite for the sky.</summary>
    public float Distance { get; private init; }

    /// <summary>
    /// Score of the view; several objects of moderate size score higher than one that fills the image, and than a blank wall.
    /// </summary>
    public double Score => Math.Min(VisibleSubjects, 12) + 4 * Math.Min(SubjectShare, 0.5) - 6 * Math.Max(0, LargestShare - 0.4);

    /// <param name="scene">The prepared scene; it need not contain the camera.</param>
    /// <param name="camera">Camera with the lens and aspect ratio to use.</param>
    /// <param name="worldFromCamera">Pose in OpenCV axes.</param>
    /// <param name="isSubject">True for the instance ids of subjects.</param>
    /// <param name="minimumArea">Share of the image from which on a subject counts as visible.</param>
    public static CameraView Look(RenderScene scene, Camera camera, Affine3 worldFromCamera, bool[] isSubject, double minimumArea) {
        int down = Math.Clamp((int)Math.Round((double)Across * camera.Height / camera.Width), 1, 4 * Across);
        Camera small = camera.Resized(Across, down);
        (small.ShutterSeconds, small.ApertureRadius) = (0, 0);
        LabelFrame labels = LabelPass.Run(scene, new CameraRays(small, worldFromCamera),
            new() { Labels = LabelTable.Instance | LabelTable.DepthZ, Threads = 1 });
        var pixels = new int[isSubject.Length];
        foreach (uint id in labels.Instance!.Pixels) pixels[id]++;
        int total = Across * down, visible = 0, sum = 0, largest = 0;
        for (int id = 1; id < pixels.Length; id++) {
            if (!isSubject[id]) continue;
            if (pixels[id] > 0 && pixels[id] >= Margin * minimumArea * total) visible++;
            sum += pixels[id];
            largest = Math.Max(largest, pixels[id]);
        }
        return new() {
            VisibleSubjects = visible, SubjectShare = (double)sum / total, LargestShare = (double)largest / total,
            Distance = Middle(labels.DepthZ!.Pixels, Across, down),
        };
    }

    /// <summary>Returns the distance at which a camera focuses, for the distance of what is in the middle; metres.</summary>
    public static float Focus(float distance) => float.IsFinite(distance) ? MathF.Max(0.05f, distance) : 100;

    /// <summary>Returns an array by instance id that is true for the subjects.</summary>
    public static bool[] Subjects(RenderScene scene, CameraSpace space) {
        var roots = new HashSet<Node>(space.Subjects, ReferenceEqualityComparer.Instance);
        var ids = new bool[scene.Objects.Count + 1];
        foreach (SceneObject o in scene.Objects) ids[o.Id] = roots.Count > 0 ? roots.Contains(o.Root) : o.ClassId > 0;
        return ids;
    }

    /// <summary>Returns the median depth in the middle eighth of the image.</summary>
    private static float Middle(float[] depth, int width, int height) {
        var values = new List<float>();
        for (int y = 7 * height / 16; y < Math.Max(9 * height / 16, 7 * height / 16 + 1); y++) {
            for (int x = 7 * width / 16; x < 9 * width / 16; x++) values.Add(depth[y * width + x]);
        }
        values.Sort();
        return values[values.Count / 2];
    }
}
