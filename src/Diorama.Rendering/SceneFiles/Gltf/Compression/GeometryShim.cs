using System.Runtime.InteropServices;

namespace Diorama.Rendering.SceneFiles.Gltf.Compression;

/// <summary>Bindings for the functions of native/geometry.cpp, with the same names; see native/geometry.h.</summary>
internal static unsafe class GeometryShim {
    private const string Library = "diorama_meshfile";

    [DllImport(Library, ExactSpelling = true)]
    internal static extern nint diorama_draco_decode(byte* bytes, long size, byte* error, int errorSize);

    [DllImport(Library, ExactSpelling = true)]
    internal static extern void diorama_draco_count(nint mesh, out long points, out long faces);

    [DllImport(Library, ExactSpelling = true)]
    internal static extern void diorama_draco_indices(nint mesh, uint* indices);

    [DllImport(Library, ExactSpelling = true)]
    internal static extern int diorama_draco_attribute(nint mesh, uint id, int componentType, int components, void* values);

    [DllImport(Library, ExactSpelling = true)]
    internal static extern void diorama_draco_close(nint mesh);

    [DllImport(Library, ExactSpelling = true)]
    internal static extern int diorama_meshopt_decode(int mode, int filter, long count, long stride, byte* bytes, long size,
        void* elements);
}
