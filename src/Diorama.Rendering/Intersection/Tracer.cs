using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Diorama.Core;

namespace Diorama.Rendering.Intersection;

/// <summary>
/// Traces single rays against one committed scene. Not thread-safe, because it owns aligned storage, which the C# stack cannot guarantee;
/// each thread needs an object of its own.
/// </summary>
public sealed unsafe class Tracer : IDisposable {
    private readonly IntPtr scene;
    private readonly Storage* storage;

    [StructLayout(LayoutKind.Sequential)]
    private struct Storage {
        public RayHit Hit;
        public Ray Shadow;
    }

    internal Tracer(IntPtr scene) {
        this.scene = scene;
        storage = (Storage*)NativeMemory.AlignedAlloc((nuint)sizeof(Storage), 64);
        *storage = default;
    }

    /// <summary>Returns the closest hit in (<paramref name="near"/>, <paramref name="far"/>); valid until the next call.</summary>
    /// <exception cref="BadInputException">The ray cannot be traced (<see cref="TraceableRays"/>).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly RayHit Intersect(Vector3 origin, Vector3 direction, float near, float far, float time) {
        RayHit* hit = &storage->Hit;
        hit->Ray.Origin = origin;
        hit->Ray.Near = near;
        hit->Ray.Direction = direction;
        hit->Ray.Time = time;
        hit->Ray.Far = far;
        hit->Ray.Mask = uint.MaxValue;
        hit->Geometry = Embree.InvalidId;
        hit->Instance = Embree.InvalidId;
        TraceableRays.Check(hit->Ray);
        TraceShim.Intersect1(scene, hit);
        return ref *hit;
    }

    /// <summary>Whether anything lies in (<paramref name="near"/>, <paramref name="far"/>) along the ray.</summary>
    /// <exception cref="BadInputException">The ray cannot be traced (<see cref="TraceableRays"/>).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Occluded(Vector3 origin, Vector3 direction, float near, float far, float time) {
        Ray* ray = &storage->Shadow;
        ray->Origin = origin;
        ray->Near = near;
        ray->Direction = direction;
        ray->Time = time;
        ray->Far = far;
        ray->Mask = uint.MaxValue;
        TraceableRays.Check(*ray);
        TraceShim.Occluded1(scene, ray);
        return ray->Far < 0;
    }

    public void Dispose() {
        NativeMemory.AlignedFree(storage);
        GC.SuppressFinalize(this);
    }

    ~Tracer() => NativeMemory.AlignedFree(storage);
}
