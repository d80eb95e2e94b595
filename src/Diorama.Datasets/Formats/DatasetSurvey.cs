using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Facts about a dataset that must be known before its first image is written in another format, from one pass over its frames.
/// </summary>
public sealed class DatasetSurvey {
    private readonly SortedDictionary<int, string[]> keypoints = [];
    private readonly SortedDictionary<int, List<(string From, string To)>> skeletons = [];
    private readonly SortedSet<int> classes = [];
    private readonly SortedSet<string> lenses = new(StringComparer.Ordinal);
    private readonly SortedSet<string> cameraNames = new(StringComparer.Ordinal);
    private readonly SortedSet<long> heldOutScenes = [];

    public long Images { get; private set; }
    /// <summary>Files that every image has: names of labels, and "image" for the picture.</summary>
    public IReadOnlySet<string> Files { get; private set; }
    /// <summary>Names of the keypoints by class id, for classes that have keypoints, in the order in which they are first met.</summary>
    public IReadOnlyDictionary<int, string[]> Keypoints => keypoints;
    /// <summary>Pairs of keypoints that a line joins, by class id and as indices into <see cref="Keypoints"/>.</summary>
    public IReadOnlyList<(int From, int To)> SkeletonOf(int classId) {
        if (!skeletons.TryGetValue(classId, out List<(string From, string To)>? links)) return [];
        string[] names = keypoints[classId];
        return [.. links.Select(l => (Array.IndexOf(names, l.From), Array.IndexOf(names, l.To))).Where(l => l.Item1 >= 0 && l.Item2 >= 0)];
    }
    /// <summary>Ids of the classes of which at least one object has a visible pixel, structure too.</summary>
    public IReadOnlySet<int> Classes => classes;
    /// <summary>Whether every visible object has an amodal mask.</summary>
    public bool HasAmodalMasks { get; private set; } = true;
    /// <summary>Models of the lenses: "perspective" and so on.</summary>
    public IReadOnlySet<string> Lenses => lenses;
    /// <summary>Names of the cameras; "" is the name of the only camera of a dataset with one.</summary>
    public IReadOnlySet<string> CameraNames => cameraNames;
    /// <summary>Largest number of cameras of a frame.</summary>
    public int Cameras { get; private set; }
    /// <summary>Number of frames of the longest scene: the highest index of a frame in its scene, plus 1.</summary>
    public int FramesPerScene { get; private set; }
    /// <summary>Whether every frame is a rectified stereo pair.</summary>
    public bool IsStereo { get; private set; } = true;
    /// <summary>Numbers of the scenes of which at least one image shows a held-out asset.</summary>
    public IReadOnlySet<long> HeldOutScenes => heldOutScenes;

    /// <param name="folder">The dataset to survey.</param>
    /// <param name="info">Contents of the dataset's dataset.json.</param>
    /// <param name="heldOut">Held-out assets to look for, or null.</param>
    /// <param name="cancellation">Cancels the survey.</param>
    public DatasetSurvey(DatasetFolder folder, DatasetInfo info, HeldOutAssets? heldOut = null, CancellationToken cancellation = default) {
        SortedSet<string>? files = null;
        FrameRecord? previous = null;
        foreach (FrameRecord image in folder.ReadFrames()) {
            cancellation.ThrowIfCancellationRequested();
            Images++;
            if (files is null) files = new(image.Files.Keys, StringComparer.Ordinal);
            else files.RemoveWhere(name => !image.Files.ContainsKey(name));
            lenses.Add((string?)image.Camera.Lens["model"] ?? "");
            cameraNames.Add(image.Camera.Name);
            Cameras = Math.Max(Cameras, image.Camera.Of);
            FramesPerScene = Math.Max(FramesPerScene, image.Index + 1);
            IsStereo &= image.Camera.Of == 2 && (image.Camera.Index == 0
                || (previous is not null && StereoPair.Of(previous, image) is not null));
            previous = image;
            foreach (ObjectRecord o in image.Objects) Look(o, image.Scene, heldOut);
        }
        // Without images: the files that the images of such a dataset would have.
        Files = files ?? new(info.Labels.Append(FrameImages.PictureName), StringComparer.Ordinal);
    }

    private void Look(ObjectRecord o, long scene, HeldOutAssets? heldOut) {
        if (o.Asset is { } asset && heldOut is not null && heldOut.Contains(asset)) heldOutScenes.Add(scene);
        if (o.VisiblePixels is not > 0 || o.ClassId == 0) return;
        classes.Add(o.ClassId);
        HasAmodalMasks &= o.AmodalMask is not null;
        if (o.Keypoints is not { } points) return;
        string[] known = keypoints.GetValueOrDefault(o.ClassId, []);
        if (points.Any(p => !known.Contains(p.Name))) keypoints[o.ClassId] = [.. known.Union(points.Select(p => p.Name))];
        foreach (string[] link in o.Skeleton ?? []) {
            if (!skeletons.TryGetValue(o.ClassId, out List<(string From, string To)>? links)) skeletons[o.ClassId] = links = [];
            if (link is [var from, var to] && !links.Contains((from, to))) links.Add((from, to));
        }
    }
}
