using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;

namespace Diorama.Cli.Commands.Models;

/// <summary>A picture to which noise is added.</summary>
/// <param name="Source">Path of the clean picture.</param>
/// <param name="Target">Path of the noisy picture.</param>
/// <param name="Name">Path relative to the folder that was given, with slashes; the random key of the noise depends on it.</param>
internal sealed record NoisePicture(string Source, string Target, string Name);

/// <summary>Finds pictures in files and folders, with the paths of their results, and writes them.</summary>
internal static class NoisePictureFiles {
    private const int Quality = 95;
    private static readonly string[] png = [".png"], jpeg = [".jpg", ".jpeg"];

    /// <summary>
    /// Finds picture files in an order that does not depend on the file system. Folders are searched recursively, without hidden files and
    /// without the output folder.
    /// </summary>
    /// <param name="sources">Files and folders to search.</param>
    /// <param name="output">Path of a file if the only source is a file and the name has a picture's extension; otherwise a folder.</param>
    /// <param name="force">True if existing files may be overwritten.</param>
    /// <exception cref="BadInputException">
    /// There is no picture, two results would have the same path, or a result exists already. Nothing was written.
    /// </exception>
    public static List<NoisePicture> Find(IReadOnlyList<string> sources, string output, bool force) {
        var found = new List<NoisePicture>();
        foreach (string source in sources) {
            if (Directory.Exists(source)) {
                string own = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output)) + Path.DirectorySeparatorChar;
                var files = new DirectoryInfo(source).EnumerateFiles("*",
                    new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
                    .Where(f => IsPicture(f.Name) && !f.FullName.StartsWith(own, StringComparison.Ordinal))
                    .Select(f => Path.GetRelativePath(source, f.FullName)).Order(StringComparer.Ordinal).ToArray();
                if (files.Length == 0) throw new BadInputException($"{source} holds no picture; files ending in .png, .jpg or .jpeg were "
                    + $"expected in it or below.");
                found.AddRange(files.Select(f => new NoisePicture(Path.Combine(source, f), Path.Combine(output, f),
                    f.Replace(Path.DirectorySeparatorChar, '/'))));
            } else {
                if (!File.Exists(source))
                    throw new BadInputException($"{source} does not exist; a PNG or JPEG, or a folder of them, was expected.");
                string name = Path.GetFileName(source);
                bool single = sources.Count == 1 && IsPicture(output) && !Directory.Exists(output);
                found.Add(new(source, single ? output : Path.Combine(output, IsPicture(name) ? name : name + ".png"), name));
            }
        }
        foreach (var same in found.GroupBy(p => Path.GetFullPath(p.Target), StringComparer.Ordinal).Where(g => g.Count() > 1)) {
            throw new BadInputException($"{same.First().Source} and {same.ElementAt(1).Source} would both become {same.Key}; files with "
                + $"different names were expected.");
        }
        if (!force && found.FirstOrDefault(p => File.Exists(p.Target)) is { } there)
            throw new BadInputException($"{there.Target} exists; --force overwrites it.");
        return found;
    }

    private static bool IsPicture(string path) => EndsIn(path, png) || EndsIn(path, jpeg);

    private static bool EndsIn(string path, string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Writes a picture as PNG or JPEG according to its extension, with a JPEG quality that hardly changes the noise; creates the folder.
    /// </summary>
    /// <param name="path">Path of the file to write.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="source">
    /// File whose metadata are copied if it is of the same format: a photograph without its orientation would appear rotated. Null for
    /// none.
    /// </param>
    public static void Write(string path, Image<Rgb8> picture, string? source = null) {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) FileException.MakeFolder(folder);
        // The source is read first, as both may be the same file.
        byte[]? from = source is null ? null : File.ReadAllBytes(RegularFile.At(source));
        byte[] file;
        if (EndsIn(path, jpeg)) {
            file = Jpeg.Encode(picture, Quality, ChromaSampling.Full);
        } else {
            ImageFile.WritePng(path, picture);
            if (from is null) return;
            file = File.ReadAllBytes(RegularFile.At(path));
        }
        if (from is not null) file = PictureMetadata.Carry(from, file);
        AtomicFile.Write(path, temporary => File.WriteAllBytes(temporary, file));
    }
}
