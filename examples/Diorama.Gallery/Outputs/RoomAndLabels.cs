using Diorama.Core.Colors;
using Diorama.Core.Pictures;
using Diorama.Gallery.Lenses;
using Diorama.Rendering.Labels;

namespace Diorama.Gallery.Outputs;

/// <summary>A furnished room, and its depth, normals, instance ids and object coordinates.</summary>
public static class RoomAndLabels {
    internal static Image<Rgb8> Draw(PictureRenderer room) {
        Image<Rgb8> picture = room.Print(OneRoom.FromTheCorner(room.Width, room.Height));
        var (width, height) = room.Cell(2, 2);
        SceneSetup small = OneRoom.FromTheCorner(width, height);
        using RenderScene scene = RenderScene.Prepare(small.Scene);
        LabelFrame labels = LabelPass.Run(scene, scene.CameraAt(small.CameraNode), new() {
            Labels = LabelTable.DepthZ | LabelTable.NormalShadingWorld | LabelTable.Instance | LabelTable.ObjectCoordinates,
                Threads = room.Threads,
        });
        return PictureRenderer.Sheet(2, picture, PictureRenderer.Sheet(2, LabelPicture.Depth(labels.DepthZ!),
            LabelPicture.Directions(labels.NormalShadingWorld!),
            LabelPicture.Ids(labels.Instance!), LabelPicture.Unit(labels.ObjectCoordinates!)));
    }
}
