using System.Runtime.InteropServices;

namespace Diorama.Rendering.Intersection;

/// <summary>native/trace.cpp, function by function; every name and meaning is in native/diorama.h.</summary>
internal static unsafe class TraceShim {
    [StructLayout(LayoutKind.Sequential)]
    internal struct Hit {
        public uint Record, Primitive;
        public float U, V, Distance;
    }

    [DllImport("diorama", EntryPoint = "diorama_trace_gather16")]
    internal static extern void Gather16(IntPtr scene, int* valid, void* rays, uint* group, byte* everyHit, Hit* hits, int capacity, int* counts);
}
