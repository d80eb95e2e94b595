using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>Computes the labels of each object from the masks and the geometry.</summary>
internal static class ObjectLabels {
    public static ObjectLabel[] Gather(RenderScene scene, CameraRays camera, LabelOptions options, LabelFrame frame,
        InstanceMasks? visible) {
        var labels = new ObjectLabel[scene.Objects.Count];
        Affine3 cameraFromWorld = camera.WorldFromCamera.Inverse();
        AmodalBoxSearch? Fill(int i, AmodalBoxSearch? search) {
            SceneObject o = scene.Objects[i];
            var label = labels[i] = new ObjectLabel { Id = o.Id, Name = o.Name, ClassId = o.ClassId };
            if (visible is not null) label.VisiblePixels = visible.PixelCount(o.Id);
            if (frame.AmodalMasks is { } amodal) {
                label.AmodalPixels = amodal.PixelCount(o.Id);
                label.VisibleFraction = label.AmodalPixels > 0 ? (float)label.VisiblePixels!.Value / label.AmodalPixels.Value : 0;
            }
            bool hasBox = o.BoxMin.X <= o.BoxMax.X;
            if (options.Labels.Contains(LabelTable.Boxes)) {
                if (hasBox) label.OrientedBox = new(o.WorldFromObject, o.BoxMin, o.BoxMax);
                FillBoxes(label, o, scene, camera, options.Policy, frame, visible!, ref search);
            }
            if (options.Labels.Contains(LabelTable.Poses) && o.HasFrame) label.Pose = ObjectPose.Of(cameraFromWorld * o.WorldFromObject);
            return search;
        }
        int threads = options.Threads > 0 ? options.Threads : System.Environment.ProcessorCount;
        Parallel.For(0, labels.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => (AmodalBoxSearch?)null,
            (i, _, search) => Fill(i, search), search => search?.Dispose());
        if (options.Labels.Contains(LabelTable.Keypoints)) KeypointSight.Fill(scene, camera, options, labels);
        return labels;
    }

    private static void FillBoxes(ObjectLabel label, SceneObject o, RenderScene scene, CameraRays camera, LabelPolicy policy,
        LabelFrame frame, InstanceMasks visible, ref AmodalBoxSearch? search) {
        int width = frame.Width, height = frame.Height;
        label.VisibleBox = visible.Box(o.Id);
        PixelBox inside = frame.AmodalMasks?.Box(o.Id) ?? label.VisibleBox.Value;
        bool isContained = label.OrientedBox is { } box && Contains(camera, box, width, height);
        if (frame.AmodalMasks is not null && isContained) {
            label.AmodalBox = label.AmodalBoxUntruncated = inside;
            label.Truncated = false;
            return;
        }
        ProjectedExtent extent = ProjectedExtent.Of(scene, camera, o);
        PixelBox reach = extent.Pixels.Union(inside);
        // A lens that bends straight edges may image them beyond all vertices.
        bool mayBeWider = extent.Cut || camera.Camera.Lens is not PerspectiveLens || reach.Clip(width, height) != inside;
        if (frame.AmodalMasks is null && mayBeWider) {
            search ??= new(scene, camera, policy);
            inside = search.Knows(o) ? search.Find(o, inside) : reach.Clip(width, height);
        }
        label.AmodalBox = inside;
        label.AmodalBoxUntruncated = isContained ? inside : extent.Pixels.Union(inside);
        label.Truncated = !isContained && (extent.Cut || label.AmodalBoxUntruncated.Value.Clip(width, height)
            != label.AmodalBoxUntruncated.Value);
    }

    /// <summary>
    /// Whether the image contains all corners of a 3D box, and with them, except for a strongly distorting lens, the object.
    /// </summary>
    private static bool Contains(CameraRays camera, OrientedBox box, int width, int height) {
        foreach (Vector3 corner in box.Corners) {
            if (!camera.Project(corner, out Vector2 p, out _) || !(p.X > 0 && p.Y > 0 && p.X < width && p.Y < height)) return false;
        }
        return true;
    }
}
