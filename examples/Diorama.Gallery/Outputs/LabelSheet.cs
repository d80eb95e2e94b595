using Diorama.Core.Colors;
using Diorama.Core.Pictures;
using Diorama.Gallery.Lenses;
using Diorama.Rendering.Labels;

namespace Diorama.Gallery.Outputs;

/// <summary>What the label pass knows of one image; the camera moves to the right from frame to frame.</summary>
public static class LabelSheet {
    internal static Image<Rgb8> Draw(PictureRenderer room) {
        int width = room.Width / 2, height = room.Height / 2;
        SceneSetup set = OneRoom.FromTheCorner(width, height);
        Vector3 eye = set.CameraNode.Translation;
        set.Animate(set.CameraNode, AnimationTarget.Translation, [0, 1], [eye.X, eye.Y, eye.Z, eye.X + 0.05f, eye.Y + 0.2f, eye.Z]);
        var labels = Label(set, room.Threads);
        Image<Rgb8> amodal = Overlay(labels, "coffee table");
        return PictureRenderer.Sheet(3,
            room.Print(set), LabelPicture.Depth(labels.DepthZ!), LabelPicture.Directions(labels.NormalShadingWorld!),
            ImageFile.Encode(labels.Albedo!), LabelPicture.Ids(labels.Instance!), LabelPicture.Ids(labels.Class!),
            LabelPicture.Ids(labels.Part!), LabelPicture.Ids(labels.Material!), LabelPicture.Unit(labels.ObjectCoordinates!),
            LabelPicture.Flow(labels.FlowForward!), Occlusion(labels.OcclusionForward!), amodal);
    }

    /// <summary>Labels at time 0 with flow to the frame one second later.</summary>
    public static LabelFrame Label(SceneSetup set, int threads) {
        using var frames = FlowNeighbours.Prepare(set.Scene, set.CameraNode, 0, 1);
        return LabelPass.Run(frames.Scene, frames.Camera, new() { Labels = LabelSet.All, Next = frames.Next, Previous = frames.Previous,
            Threads = threads });
    }

    /// <summary>Seen next: white; behind something: orange; outside of the next image: blue.</summary>
    private static Image<Rgb8> Occlusion(Image<byte> visibility) =>
        new(visibility.Width, visibility.Height, Array.ConvertAll(visibility.Pixels, v => (PointVisibility)v switch {
        PointVisibility.Visible => new Rgb8(235, 235, 235),
        PointVisibility.Occluded => new Rgb8(230, 120, 20),
        PointVisibility.Outside => new Rgb8(40, 90, 190),
        _ => default,
    }));

    /// <summary>One object's visible pixels bright, its hidden ones dark, its boxes as frames.</summary>
    private static Image<Rgb8> Overlay(LabelFrame labels, string name) {
        ObjectLabel o = labels.Objects.First(l => l.Name == name);
        var picture = new Image<Rgb8>(labels.Width, labels.Height);
        for (int y = 0; y < labels.Height; y++) {
            for (int x = 0; x < labels.Width; x++) {
                bool seen = labels.VisibleMasks!.Contains(o.Id, x, y), there = labels.AmodalMasks!.Contains(o.Id, x, y);
                picture[x, y] = seen ? new(255, 205, 60) : there ? new(150, 70, 20) : new(38, 40, 46);
            }
        }
        Frame(picture, o.AmodalBox!.Value, new(120, 200, 255));
        Frame(picture, o.VisibleBox!.Value, new(255, 255, 255));
        return picture;
    }

    private static void Frame(Image<Rgb8> picture, PixelBox box, Rgb8 color) {
        for (int x = box.X0; x < box.X1; x++) picture[x, box.Y0] = picture[x, box.Y1 - 1] = color;
        for (int y = box.Y0; y < box.Y1; y++) picture[box.X0, y] = picture[box.X1 - 1, y] = color;
    }
}
