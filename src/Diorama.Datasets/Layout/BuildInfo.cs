using System.Reflection;
using Diorama.Core.Processors;

namespace Diorama.Datasets.Layout;

/// <summary>
/// Version and instruction set of the running program: the same version on the same instruction set gives the same bytes.
/// </summary>
public static class BuildInfo {
    /// <summary>Version of the program, without the revision of its source.</summary>
    public static string Version { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Release date of that version, such as 2026-11-22.</summary>
    public static string ReleaseDate { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ReleaseDate").Value!;

    /// <summary>
    /// Vector instruction set in use and vendor of the processor, such as "avx2 AuthenticAMD": floats may differ in their last bits between
    /// two of these.
    /// </summary>
    public static string InstructionSet { get; } = $"{InstructionSets.NameOf(InstructionSets.Used)} {InstructionSets.Maker}";

    /// <summary>Limit on the instruction set with which the process was started, as a plan records it; null if there is none.</summary>
    public static string? InstructionLimit { get; } = InstructionSets.Limit is { } limit ? InstructionSets.NameOf(limit) : null;
}
