namespace Diorama.Assets.Packs;

/// <summary>Where packages are fetched from, each by its ordinary client: apt-get, npm and dotnet.</summary>
public enum PackRegistry { Debian, Npm, NuGet }

/// <summary>One version of a package in a registry, and which of its files a pack keeps.</summary>
public sealed record PackPackage {
    public required PackRegistry Registry { get; init; }
    public required string Name { get; init; }
    public required string Version { get; init; }
    /// <summary>Size of the download.</summary>
    public required long Bytes { get; init; }
    /// <summary>SHA-256 of the download, in hexadecimal.</summary>
    public required string Sha256 { get; init; }
    /// <summary>Rules for the package's files; the first that fits a file decides.</summary>
    public required IReadOnlyList<PackRule> Keep { get; init; }

    /// <summary>For people: "the Debian package darktable 4.2.1-4".</summary>
    public override string ToString() => $"the {(Registry == PackRegistry.Npm ? "npm" : Registry.ToString())} package {Name} {Version}";
}
