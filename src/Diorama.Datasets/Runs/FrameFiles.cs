using System.Globalization;
using Diorama.Assets.Index;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;
using Diorama.Worlds.Places;

namespace Diorama.Datasets.Runs;

/// <summary>Writes the files of an image and makes its record. Files appear whole; an image counts once its record is written.</summary>
public sealed class FrameFiles {
    private readonly World world;
    private readonly ClassTable classes;
    private readonly int[] classOf;
    private readonly bool sameIds;
    private readonly Dictionary<Node, Asset> assets = new(ReferenceEqualityComparer.Instance);
    private readonly DeformingNodes deforming;
    private readonly int framesPerScene;

    public FrameFiles(World world, ClassTable classes, int framesPerScene) {
        (this.world, this.classes, this.framesPerScene) = (world, classes, framesPerScene);
        classOf = classes.FromScene(world.Scene.Classes);
        deforming = new(world.Scene);
        sameIds = !classOf.Where((id, i) => id != i).Any();
        foreach (PlacedObject o in world.Objects) {
            if (o.Node is { } node) assets.TryAdd(node, o.Asset);
        }
    }

    /// <summary>Replaces the scene's class ids in the frame's class label by those of the table, in place; once per frame.</summary>
    public void MapClasses(RenderedFrame frame) {
        if (sameIds || frame.Labels.Class is not { } image) return;
        foreach (ref uint id in image.Pixels.AsSpan()) id = (uint)classOf[id];
    }

    /// <summary>Makes the record without writing files, for a picture that is not kept.</summary>
    public FrameRecord Describe(RenderedFrame frame, IReadOnlyDictionary<string, string>? files = null) {
        LabelFrame labels = frame.Labels;
        long number = frame.Scene * framesPerScene + frame.Index;
        bool first = frame is { Index: 0, CameraIndex: 0 };
        return new() {
            Frame = number, Scene = frame.Scene, Index = frame.Index, ImageId = number * world.Cameras.Count + frame.CameraIndex + 1,
            Attempt = frame.Attempt > 0 ? frame.Attempt : null, Time = frame.Time, Width = labels.Width, Height = labels.Height,
            Files = files ?? new Dictionary<string, string>(), ExposureStops = frame.Picture is null ? null : frame.ExposureStops,
            Camera = Camera(frame),
            Objects = [.. labels.Objects.Where(IsInImage).Select(o => Object(o, frame))],
            Materials = labels.Material is null ? null : [.. frame.Prepared.MaterialList.Select(m => m.Name)],
            Values = first ? Values() : null, Placement = first ? Placement() : null,
        };
    }

    /// <summary>Writes the picture and the labels below the folder, and returns the record.</summary>
    public FrameRecord Write(DatasetFolder folder, RenderedFrame frame) {
        MapClasses(frame);
        long number = frame.Scene * framesPerScene + frame.Index;
        var files = new Dictionary<string, string>();
        if (frame.Picture is not null) files["image"] = DatasetFolder.ImagePath(number, frame.CameraName);
        List<(ImageLabel Label, object Image)> images = [.. frame.Labels.Images];
        if (frame.SensorDepth is { } measured) images.Add((LabelTable.SensorDepth, measured));
        if (frame is { KeepsRadiance: true, Radiance: { } radiance }) images.Add((LabelTable.Radiance, radiance));
        foreach ((ImageLabel label, _) in images)
            files[label.Name] = DatasetFolder.LabelPath(label.Name, number, frame.CameraName, label.Extension);
        FrameRecord record = Describe(frame, files);
        if (frame.Picture is { } picture) ImageFile.WritePng(folder.Full(files["image"]), picture);
        foreach ((ImageLabel label, object image) in images) LabelFiles.Write(folder.Full(files[label.Name]), label, image);
        return record;
    }

    private static bool IsInImage(ObjectLabel o) => o.VisiblePixels > 0 || o.AmodalBox is { IsEmpty: false };

    private ObjectRecord Object(ObjectLabel label, RenderedFrame frame) {
        SceneObject o = frame.Prepared.Objects[label.Id - 1];
        int id = classOf[label.ClassId];
        Asset? asset = null;
        for (Node? n = o.Root; n is not null && asset is null; n = n.Parent) assets.TryGetValue(n, out asset);
        ObjectRecord record = ObjectRecords.Of(label, frame.Labels, o, id, classes[id]?.Name, asset?.Id);
        return deforming.Contains(o.Root) ? record with { Deforms = true } : record;
    }

    private CameraRecord Camera(RenderedFrame frame) {
        Lens lens = frame.Camera.Camera.Lens;
        return new() {
            Name = frame.CameraName, Index = frame.CameraIndex, Of = world.Cameras.Count, Lens = LensJson.Write(lens),
            K = lens.Intrinsics is var (fx, fy, cx, cy)
                ? [[Shortest(fx), 0, Shortest(cx)], [0, Shortest(fy), Shortest(cy)], [0, 0, 1]] : null,
            WorldFromCamera = ObjectRecords.Rows(frame.Camera.WorldFromCamera),
            WorldOrigin = world.Scene.Origin is var o && o != Double3.Zero ? [o.X, o.Y, o.Z] : null,
            ReadoutSeconds = frame.Camera.Camera.ReadoutSeconds is not 0 and var readout ? readout : null,
        };
    }

    /// <summary>Returns the number that is written with the fewest digits among those that are this one in single precision.</summary>
    private static double Shortest(float x) => double.Parse(x.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private Dictionary<string, string>? Values() {
        var values = new Dictionary<string, string>();
        foreach (var (path, value) in world.Values) values[path] = value;
        return values.Count > 0 ? values : null;
    }

    private PlacementRecord Placement() {
        var failures = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (PlacementFailure f in world.Report.Failures) {
            string reason = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(f.Reason.ToString());
            failures[reason] = failures.GetValueOrDefault(reason) + 1;
        }
        return new(world.Report.Attempts, world.Report.Asked, world.Report.Placed, failures);
    }
}
