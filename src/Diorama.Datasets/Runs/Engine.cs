using System.Reflection;
using System.Runtime.Intrinsics.X86;

namespace Diorama.Datasets.Runs;

/// <summary>What makes the frames: the same version on the same instruction set makes the same bytes.</summary>
public static class Engine {
    /// <summary>Of the program, without the revision of its source.</summary>
    public static string Version { get; } =
        typeof(Engine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The day of that version, as 2026-11-22.</summary>
    public static string ReleaseDate { get; } = typeof(Engine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ReleaseDate").Value!;

    /// <summary>The widest instructions that this machine has; floats may differ in their last bits between two of them.</summary>
    public static string InstructionSet { get; } =
        Avx512F.IsSupported ? "avx512" : Avx2.IsSupported && Fma.IsSupported ? "avx2-fma" : Avx2.IsSupported ? "avx2" : Sse41.IsSupported ? "sse4.1" : "other";
}
