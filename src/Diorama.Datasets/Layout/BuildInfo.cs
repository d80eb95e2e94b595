using System.Reflection;
using Diorama.Core.Processors;

namespace Diorama.Datasets.Layout;

/// <summary>What makes the frames: the same version on the same instruction set makes the same bytes.</summary>
public static class BuildInfo {
    /// <summary>Of the program, without the revision of its source.</summary>
    public static string Version { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The day of that version, as 2026-11-22.</summary>
    public static string ReleaseDate { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ReleaseDate").Value!;

    /// <summary>
    /// The vector instructions that make the frames and the maker of the processor, as "avx2 AuthenticAMD": floats may differ in their last
    /// bits between two of these.
    /// </summary>
    public static string InstructionSet { get; } = $"{InstructionSets.NameOf(InstructionSets.Used)} {InstructionSets.Maker}";

    /// <summary>The limit on instructions that the process was started with, as a plan records it; null without one.</summary>
    public static string? InstructionLimit { get; } = InstructionSets.Limit is { } limit ? InstructionSets.NameOf(limit) : null;
}
