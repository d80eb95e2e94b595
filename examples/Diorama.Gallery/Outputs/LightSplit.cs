using Diorama.Core.Colors;
using Diorama.Gallery.Lenses;

namespace Diorama.Gallery.Outputs;

/// <summary>A room, and the parts of its light: emission, diffuse and specular, direct and indirect. They add up to the whole.</summary>
public static class LightSplit {
    internal static Image<Rgb8> Draw(PictureRenderer room) {
        int width = room.Width / 2, height = room.Height / 2;
        var image = room.Expose(OneRoom.FromTheCorner(width, height), splitLight: true);
        Image<Vector3>[] parts = [image.Radiance, image.DiffuseDirect!, image.DiffuseIndirect!, image.Emission!, image.SpecularDirect!,
            image.SpecularIndirect!];
        // The specular parts are weak here: two stops more.
        return PictureRenderer.Sheet(3, [.. parts.Select((p, i) => PictureRenderer.Develop(p, i > 3 ? 2 : 0))]);
    }
}
