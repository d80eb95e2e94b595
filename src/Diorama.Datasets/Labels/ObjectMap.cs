using Diorama.Core.Images;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Labels;

/// <summary>Makes images of values per object from the visible masks that every record has: no label image is needed.</summary>
public static class ObjectMap {
    /// <summary>Makes an image in which each pixel has the value of the visible object; 0 where there is none.</summary>
    /// <param name="image">Record of the image.</param>
    /// <param name="value">Returns the value of an object; called once per object with a visible pixel.</param>
    public static Image<T> Paint<T>(FrameRecord image, Func<ObjectRecord, T> value) where T : unmanaged {
        var map = new Image<T>(image.Width, image.Height);
        foreach (ObjectRecord o in image.Objects) {
            if (o is not { VisiblePixels: > 0, VisibleMask: { } mask }) continue;
            T v = value(o);
            int at = 0;
            bool inside = false;
            foreach (int count in RunLengths.Decompress(mask.Counts)) {
                if (inside) {
                    for (int end = at + count; at < end; at++) map[at / image.Height, at % image.Height] = v;
                } else at += count;
                inside = !inside;
            }
        }
        return map;
    }

    /// <summary>Decodes the visible mask of an object: 1 where the object is visible.</summary>
    public static Image<byte> Mask(ObjectRecord o) => RunLengths.ToMask(RunLengths.Decompress(o.VisibleMask!.Counts), o.VisibleMask.Size[1],
        o.VisibleMask.Size[0]);
}
