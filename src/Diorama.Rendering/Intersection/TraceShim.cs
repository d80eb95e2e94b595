using System.Runtime.InteropServices;

namespace Diorama.Rendering.Intersection;

/// <summary>Bindings for native/trace.cpp; all names and meanings are documented in native/diorama.h.</summary>
internal static unsafe class TraceShim {
    [StructLayout(LayoutKind.Sequential)]
    internal struct Hit {
        public uint Record, Primitive;
        public float U, V, Distance;
    }

    /// <summary>Which hits of a record are collected.</summary>
    [Flags]
    internal enum GatherHits : byte { First = 0, Every = 1, OnlyCounterclockwise = 2, OnlyClockwise = 4 }

    [DllImport("diorama", EntryPoint = "diorama_trace_library")]
    internal static extern byte* Library();

    // Traversal takes about a microsecond and never calls back, so no transition for the garbage collector is needed.
    [DllImport("diorama", EntryPoint = "diorama_trace_intersect1"), SuppressGCTransition]
    internal static extern void Intersect1(IntPtr scene, RayHit* rayHit);

    [DllImport("diorama", EntryPoint = "diorama_trace_occluded1"), SuppressGCTransition]
    internal static extern void Occluded1(IntPtr scene, Ray* ray);

    // Sixteen rays take several microseconds, long enough that the garbage collector must not wait for them.
    [DllImport("diorama", EntryPoint = "diorama_trace_intersect16")]
    internal static extern void Intersect16(IntPtr scene, int* valid, int coherent, void* rayHits);

    [DllImport("diorama", EntryPoint = "diorama_trace_occluded16")]
    internal static extern void Occluded16(IntPtr scene, int* valid, int coherent, void* rays);

    [DllImport("diorama", EntryPoint = "diorama_trace_gather16")]
    internal static extern void Gather16(IntPtr scene, int* valid, int coherent, void* rays, uint* group, GatherHits* which, Hit* hits,
        int capacity, int* counts);
}
