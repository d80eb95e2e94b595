using Diorama.Core.Images;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Labels;

/// <summary>Images of numbers per object, from the visible masks that every record has: no label image is needed.</summary>
public static class ObjectMap {
    /// <summary>Each pixel gets the value of the object that it shows; 0 where there is none.</summary>
    /// <param name="image">The record.</param>
    /// <param name="value">Asked once per object with a visible pixel.</param>
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

    /// <summary>1 where the object is seen.</summary>
    public static Image<byte> Mask(ObjectRecord o) => RunLengths.ToMask(RunLengths.Decompress(o.VisibleMask!.Counts), o.VisibleMask.Size[1],
        o.VisibleMask.Size[0]);
}
