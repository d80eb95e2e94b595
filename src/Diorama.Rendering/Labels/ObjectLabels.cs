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
        void Fill(int i) {
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
                FillBoxes(label, o, scene, camera, frame, visible!);
            }
            if (options.Labels.Contains(LabelTable.Poses) && o.HasFrame) label.Pose = ObjectPose.Of(cameraFromWorld * o.WorldFromObject);
        }
        int threads = options.Threads > 0 ? options.Threads : System.Environment.ProcessorCount;
        Parallel.For(0, labels.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, Fill);
        if (options.Labels.Contains(LabelTable.Keypoints)) KeypointSight.Fill(scene, camera, options, labels);
        return labels;
    }

    private static void FillBoxes(ObjectLabel label, SceneObject o, RenderScene scene, CameraRays camera, LabelFrame frame,
        InstanceMasks visible) {
        int width = frame.Width, height = frame.Height;
        label.VisibleBox = visible.Box(o.Id);
        PixelBox mask = frame.AmodalMasks?.Box(o.Id) ?? label.VisibleBox.Value;
        bool borders = !mask.IsEmpty && (mask.X0 == 0 || mask.Y0 == 0 || mask.X1 == width || mask.Y1 == height);
        if (frame.AmodalMasks is not null && !borders && label.OrientedBox is { } box && Contains(camera, box, width, height)) {
            label.AmodalBox = label.AmodalBoxUntruncated = mask;
            label.Truncated = false;
            return;
        }
        ProjectedExtent extent = ProjectedExtent.Of(scene, camera, o);
        PixelBox whole = extent.Pixels.Union(mask);
        PixelBox inside = whole.Clip(width, height);
        label.AmodalBoxUntruncated = whole;
        label.AmodalBox = frame.AmodalMasks is null ? inside : mask;
        label.Truncated = extent.Cut || inside != whole;
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
