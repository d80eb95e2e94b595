using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Cameras;

/// <summary>What a camera would see from a pose, by a label pass of a few thousand pixels.</summary>
public sealed class CameraView {
    private const int Across = 64;
    /// <summary>Asked for on top of the least area, since few pixels measure it coarsely.</summary>
    private const double Margin = 1.25;

    /// <summary>Subjects that each show enough.</summary>
    public int VisibleSubjects { get; private init; }
    /// <summary>Share of the image that shows subjects.</summary>
    public double SubjectShare { get; private init; }
    /// <summary>Share of the image that the largest subject takes.</summary>
    public double LargestShare { get; private init; }
    /// <summary>Distance of what stands in the middle of the image, metres; infinite for the sky.</summary>
    public float Distance { get; private init; }

    /// <summary>Several things at moderate size beat one that fills the image, and a blank wall.</summary>
    public double Score => Math.Min(VisibleSubjects, 12) + 4 * Math.Min(SubjectShare, 0.5) - 6 * Math.Max(0, LargestShare - 0.4);

    /// <param name="scene">As prepared; need not hold the camera.</param>
    /// <param name="camera">The camera whose lens and shape count.</param>
    /// <param name="worldFromCamera">OpenCV axes.</param>
    /// <param name="isSubject">By instance id.</param>
    /// <param name="minimumArea">Share of the image from which a subject counts as visible.</param>
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

    /// <summary>Which instance ids belong to subjects.</summary>
    public static bool[] Subjects(RenderScene scene, CameraSpace space) {
        var roots = new HashSet<Node>(space.Subjects, ReferenceEqualityComparer.Instance);
        var ids = new bool[scene.Objects.Count + 1];
        foreach (SceneObject o in scene.Objects) ids[o.Id] = roots.Count > 0 ? roots.Contains(o.Root) : o.ClassId > 0;
        return ids;
    }

    /// <summary>Median over the middle eighth of the image.</summary>
    private static float Middle(float[] depth, int width, int height) {
        var values = new List<float>();
        for (int y = 7 * height / 16; y < Math.Max(9 * height / 16, 7 * height / 16 + 1); y++) {
            for (int x = 7 * width / 16; x < 9 * width / 16; x++) values.Add(depth[y * width + x]);
        }
        values.Sort();
        return values[values.Count / 2];
    }
}
