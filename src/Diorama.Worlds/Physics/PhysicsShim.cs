using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Diorama.Core.Native;

namespace Diorama.Worlds.Physics;

/// <summary>Declarations of the functions of native/physics.cpp, which native/physics.h documents.</summary>
internal static unsafe class PhysicsShim {
    private const string Library = "diorama";

#pragma warning disable CA2255 // A resolver has to be there before the first call, which may come from any class.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(PhysicsShim).Assembly, NativeLibraries.Resolve);
#pragma warning restore CA2255

    [StructLayout(LayoutKind.Sequential)]
    internal struct Body {
        public double Mass;
        public fixed double Centre[3];
        public fixed double Inertia[6];
        public double Friction, RollingFriction, Restitution;
        public fixed double Pose[7];
    }

    [DllImport(Library, EntryPoint = "diorama_hull")]
    internal static extern int Hull(float* points, int count, int* onHull, int* onHullCount, int* triangles, int* triangleCount);

    [DllImport(Library, EntryPoint = "diorama_physics_create")]
    internal static extern nint Create(double gravity);

    [DllImport(Library, EntryPoint = "diorama_physics_destroy")]
    internal static extern void Destroy(nint world);

    [DllImport(Library, EntryPoint = "diorama_physics_add")]
    internal static extern int Add(nint world, Body* body, float* points, int* partPoints, int partCount, double margin);

    [DllImport(Library, EntryPoint = "diorama_physics_remove")]
    internal static extern void Remove(nint world, int body);

    [DllImport(Library, EntryPoint = "diorama_physics_step")]
    internal static extern void Step(nint world, int steps, double secondsPerStep, double damping, double speedLimit, double turnLimit);

    [DllImport(Library, EntryPoint = "diorama_physics_read")]
    internal static extern void Read(nint world, double* poses, double* speeds);
}
