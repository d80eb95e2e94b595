namespace Diorama.Core.Images;

/// <summary>Storage type of one channel of an image file; the enum values are those of native/image.h.</summary>
public enum PixelType {
    UInt8 = 0,
    UInt16 = 1,
    UInt32 = 2,
    Half = 3,
    Float = 4,
}
