using System.Runtime.InteropServices;

namespace Diorama.Core.Native;

/// <summary>Bindings for native/image.cpp; all names, sizes and meanings are documented in native/image.h.</summary>
internal static unsafe class ImageShim {
    private const string Library = "diorama";

    [StructLayout(LayoutKind.Sequential)]
    internal struct Info {
        public int Width, Height, Channels, PixelType, AlphaChannel, AssociatedAlpha, Orientation;
    }

    [DllImport(Library, EntryPoint = "diorama_image_open")]
    internal static extern nint Open(byte* name, byte* bytes, long byteCount, Info* info, byte* error, int errorSize);

    [DllImport(Library, EntryPoint = "diorama_image_channel")]
    internal static extern int Channel(nint image, int channel, byte* name, int nameSize);

    [DllImport(Library, EntryPoint = "diorama_image_read")]
    internal static extern int Read(nint image, int pixelType, void* pixels, byte* error, int errorSize);

    [DllImport(Library, EntryPoint = "diorama_image_close")]
    internal static extern void Close(nint image);

    [DllImport(Library, EntryPoint = "diorama_image_write")]
    internal static extern int Write(byte* path, byte* format, int width, int height, int channels, int* channelTypes,
        byte* channelNames, byte* attributes, int attributeCount, void* pixels, byte* error, int errorSize);
}
