using System.Numerics;
using Diorama.Core.Memory;
using Diorama.Core.Processors;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Intersection;

/// <summary>
/// Build quality of an acceleration structure. Rays of the fastest build take about half as long again as those of the most thorough one.
/// </summary>
public enum BuildSpeed { Thorough, Quick, Fastest }

/// <summary>
/// An Embree scene, during and after its construction. Geometry ids are assigned in the order of the Add calls. Vertex arrays, one per
/// motion step, are shared, not copied: the caller must keep them alive as long as this object.
/// </summary>
public sealed unsafe class Accelerator : IDisposable {
    // The limit of the instruction set must be given when Embree starts: its default is the widest set of the processor.
    private static readonly IntPtr Device = Embree.rtcNewDevice(InstructionSets.Limit is { } limit ? $"isa={InstructionSets.NameOf(limit)}"
        : null);
    private readonly List<Accelerator> instanced = [];
    private readonly BuildSpeed speed;
    private uint count;

    internal IntPtr Scene { get; }

    /// <param name="allowGather">
    /// Whether rays can collect everything they pass (<see cref="PacketTracer.Gather"/>), here and in instances.
    /// </param>
    /// <param name="speed">Build speed; the faster the build, the slower the rays.</param>
    public Accelerator(bool allowGather = false, BuildSpeed speed = BuildSpeed.Thorough) {
        this.speed = speed;
        if (Device == IntPtr.Zero) throw new InvalidOperationException("Embree could not create a device");
        Scene = Embree.rtcNewScene(Device);
        Embree.rtcSetSceneBuildQuality(Scene, speed switch {
            BuildSpeed.Fastest => Embree.BuildQuality.Low,
            BuildSpeed.Quick => Embree.BuildQuality.Medium,
            _ => Embree.BuildQuality.High,
        });
        // Not RTC_SCENE_FLAG_ROBUST: its distances are off by up to 3e-5 where triangles are seen at a grazing angle.
        if (allowGather) Embree.rtcSetSceneFlags(Scene, Embree.ContextFilter);
    }

    public int AddTriangles(IReadOnlyList<NativeArray<Vector3>> positions, NativeArray<int> indices) {
        IntPtr g = Embree.rtcNewGeometry(Device, Embree.GeometryType.Triangle);
        ShareVertices(g, positions, Embree.Format.Float3);
        Embree.rtcSetSharedGeometryBuffer(g, Embree.BufferType.Index, 0, Embree.Format.UInt3, indices.Pointer, 0, 12,
            (nuint)(indices.Length / 3));
        return Attach(g);
    }

    /// <summary>
    /// Adds round cubic B-spline curves; <paramref name="segments"/> holds the first control point of each segment. Returns the geometry
    /// id.
    /// </summary>
    public int AddCurves(IReadOnlyList<NativeArray<Vector4>> controlPoints, NativeArray<int> segments) {
        IntPtr g = Embree.rtcNewGeometry(Device, Embree.GeometryType.RoundBSplineCurve);
        ShareVertices(g, controlPoints, Embree.Format.Float4);
        Embree.rtcSetSharedGeometryBuffer(g, Embree.BufferType.Index, 0, Embree.Format.UInt, segments.Pointer, 0, 4,
            (nuint)segments.Length);
        return Attach(g);
    }

    /// <summary>Adds a one-sided round disc: centre and radius, and unit normal, at each motion step. Returns the geometry id.</summary>
    public int AddDisc(IReadOnlyList<NativeArray<Vector4>> centreAndRadius, IReadOnlyList<NativeArray<Vector3>> normal) {
        IntPtr g = Embree.rtcNewGeometry(Device, Embree.GeometryType.OrientedDisc);
        ShareVertices(g, centreAndRadius, Embree.Format.Float4);
        for (int i = 0; i < normal.Count; i++) {
            Embree.rtcSetSharedGeometryBuffer(g, Embree.BufferType.Normal, (uint)i, Embree.Format.Float3, normal[i].Pointer, 0, 12,
                (nuint)normal[i].Length);
        }
        return Attach(g);
    }

    /// <summary>
    /// Adds an instance of another, committed scene; <paramref name="worldFromObject"/> has one transform per motion step. Returns the
    /// geometry id.
    /// </summary>
    public int AddInstance(Accelerator child, ReadOnlySpan<Affine3> worldFromObject) {
        IntPtr g = Embree.rtcNewGeometry(Device, Embree.GeometryType.Instance);
        Embree.rtcSetGeometryInstancedScene(g, child.Scene);
        if (worldFromObject.Length > 1) Embree.rtcSetGeometryTimeStepCount(g, (uint)worldFromObject.Length);
        for (int step = 0; step < worldFromObject.Length; step++) {
            Affine3 m = worldFromObject[step];
            Embree.rtcSetGeometryTransform(g, (uint)step, Embree.Format.Float3x4ColumnMajor, &m);
        }
        instanced.Add(child);
        return Attach(g);
    }

    public void Commit() {
        Embree.rtcCommitScene(Scene);
        int error = Embree.rtcGetDeviceError(Device);
        if (error != 0) throw new InvalidOperationException($"Embree failed to build the scene (error {error})");
    }

    public Tracer NewTracer() => new(Scene);

    /// <summary>
    /// Creates a tracer for packets of rays with similar directions. With instances, Embree does not get the hint that rays are coherent:
    /// its AVX-512 kernels would never return from some packets (rtcOccluded16 of 3.13.5 with RTC_INTERSECT_CONTEXT_FLAG_COHERENT: a lane's
    /// octant is lost, and the loop over octants waits for it).
    /// </summary>
    public PacketTracer NewPacketTracer() => new(Scene, coherent: instanced.Count == 0);

    public (Vector3 Min, Vector3 Max) Bounds() {
        float* b = stackalloc float[12];
        float* aligned = (float*)(((nuint)b + 15) & ~(nuint)15);
        Embree.rtcGetSceneBounds(Scene, aligned);
        return (new(aligned[0], aligned[1], aligned[2]), new(aligned[4], aligned[5], aligned[6]));
    }

    private static void ShareVertices<T>(IntPtr g, IReadOnlyList<NativeArray<T>> steps, Embree.Format format) where T : unmanaged {
        if (steps.Count > 1) Embree.rtcSetGeometryTimeStepCount(g, (uint)steps.Count);
        for (int i = 0; i < steps.Count; i++) {
            Embree.rtcSetSharedGeometryBuffer(g, Embree.BufferType.Vertex, (uint)i, format, steps[i].Pointer, 0,
                (nuint)sizeof(T), (nuint)steps[i].Length);
        }
    }

    private int Attach(IntPtr geometry) {
        // A scene of low quality still builds each geometry at medium quality, which takes most of the time, unless it is set here.
        if (speed == BuildSpeed.Fastest) Embree.rtcSetGeometryBuildQuality(geometry, Embree.BuildQuality.Low);
        Embree.rtcCommitGeometry(geometry);
        Embree.rtcAttachGeometryByID(Scene, geometry, count);
        Embree.rtcReleaseGeometry(geometry);
        return (int)count++;
    }

    public void Dispose() {
        Embree.rtcReleaseScene(Scene);
        foreach (Accelerator child in instanced.Distinct()) child.Dispose();
        GC.SuppressFinalize(this);
    }
}
