namespace Diorama.Assets.Packs;

/// <summary>A package registry; each has its own client: apt-get, npm and dotnet.</summary>
public enum PackRegistry { Debian, Npm, NuGet }

/// <summary>One version of a package in a registry, and the rules for the files that a pack keeps.</summary>
public sealed record PackPackage {
    public required PackRegistry Registry { get; init; }
    public required string Name { get; init; }
    public required string Version { get; init; }
    /// <summary>Size of the download, bytes.</summary>
    public required long Bytes { get; init; }
    /// <summary>SHA-256 checksum of the download, in hexadecimal.</summary>
    public required string Sha256 { get; init; }
    /// <summary>Rules for the package's files; the first rule that matches a file applies.</summary>
    public required IReadOnlyList<PackRule> Keep { get; init; }

    /// <summary>Returns a description for messages: "the Debian package darktable 4.2.1-4".</summary>
    public override string ToString() => $"the {(Registry == PackRegistry.Npm ? "npm" : Registry.ToString())} package {Name} {Version}";
}
