using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Diorama.Core.Native;

namespace Diorama.Rendering.Intersection;

/// <summary>
/// The functions that Embree 3.13 and Embree 4 have in common and that Diorama calls, by their C names (rtcore_*.h). Rays are traced by
/// <see cref="TraceShim"/>, because the two versions differ there.
/// </summary>
internal static unsafe partial class Embree {
    private const string Library = "embree";

    public const uint InvalidId = uint.MaxValue;
    /// <summary>The flag RTC_SCENE_FLAG_CONTEXT_FILTER_FUNCTION; in Embree 4 RTC_SCENE_FLAG_FILTER_FUNCTION_IN_ARGUMENTS.</summary>
    public const int ContextFilter = 8;

#pragma warning disable CA2255 // A resolver has to be there before the first call, which may come from any class.
    /// <summary>Loads the Embree that the native library was built with: two versions in one process could not share scenes.</summary>
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(Embree).Assembly, (name, assembly, search) =>
        name == Library ? NativeLibrary.Load(Marshal.PtrToStringUTF8((nint)TraceShim.Library())!)
            : NativeLibraries.Resolve(name, assembly, search));
#pragma warning restore CA2255

    public enum GeometryType { Triangle = 0, RoundBSplineCurve = 32, OrientedDisc = 52, Instance = 121 }
    public enum BufferType { Index = 0, Vertex = 1, Normal = 3, Flags = 32 }
    public enum Format { UInt = 0x5001, UInt3 = 0x5003, Float3 = 0x9003, Float4 = 0x9004, Float3x4ColumnMajor = 0x9234 }
    public enum BuildQuality { Low = 0, Medium = 1, High = 2 }

    [DllImport(Library)] public static extern IntPtr rtcNewDevice([MarshalAs(UnmanagedType.LPUTF8Str)] string? config);
    [DllImport(Library)] public static extern void rtcReleaseDevice(IntPtr device);
    [DllImport(Library)] public static extern int rtcGetDeviceError(IntPtr device);
    [DllImport(Library)] public static extern IntPtr rtcNewScene(IntPtr device);
    [DllImport(Library)] public static extern void rtcReleaseScene(IntPtr scene);
    [DllImport(Library)] public static extern void rtcSetSceneFlags(IntPtr scene, int flags);
    [DllImport(Library)] public static extern void rtcSetSceneBuildQuality(IntPtr scene, BuildQuality quality);
    [DllImport(Library)] public static extern void rtcCommitScene(IntPtr scene);
    [DllImport(Library)] public static extern void rtcGetSceneBounds(IntPtr scene, float* bounds);
    [DllImport(Library)] public static extern IntPtr rtcNewGeometry(IntPtr device, GeometryType type);
    [DllImport(Library)] public static extern void rtcReleaseGeometry(IntPtr geometry);
    [DllImport(Library)] public static extern void rtcCommitGeometry(IntPtr geometry);
    [DllImport(Library)] public static extern void rtcSetGeometryTimeStepCount(IntPtr geometry, uint count);
    [DllImport(Library)] public static extern void rtcSetGeometryBuildQuality(IntPtr geometry, BuildQuality quality);
    [DllImport(Library)] public static extern void rtcAttachGeometryByID(IntPtr scene, IntPtr geometry, uint id);
    [DllImport(Library)] public static extern void rtcSetGeometryInstancedScene(IntPtr geometry, IntPtr scene);
    [DllImport(Library)] public static extern void rtcSetGeometryTransform(IntPtr geometry, uint timeStep, Format format, void* transform);
    [DllImport(Library)] public static extern void rtcSetGeometryIntersectFilterFunction(IntPtr geometry, IntPtr filter);
    [DllImport(Library)]
    public static extern void rtcSetSharedGeometryBuffer(IntPtr geometry, BufferType type, uint slot, Format format,
        void* data, nuint byteOffset, nuint byteStride, nuint itemCount);
}
