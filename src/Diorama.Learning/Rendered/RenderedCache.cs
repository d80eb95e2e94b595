using System.Globalization;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Learning.Rendered;

/// <summary>A rendered set in the data folder.</summary>
/// <param name="Name">Name of its plan.</param>
/// <param name="Address">Address of its content.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Shards">Number of finished files.</param>
/// <param name="Bytes">Size of them.</param>
/// <param name="Used">When it was last opened, UTC.</param>
public sealed record CachedSet(string Name, string Address, string Path, int Shards, long Bytes, DateTime Used);

/// <summary>The rendered sets in the data folder: what there is, and how it is cleared.</summary>
public static class RenderedCache {
    private const string Used = "used", Shard = "*.safetensors", Variable = "DIORAMA_CACHE_GB";
    private const long Gigabyte = 1_000_000_000;

    /// <summary>Limit of all sets: $DIORAMA_CACHE_GB, or 20 GB.</summary>
    /// <exception cref="BadInputException">The variable is no number.</exception>
    public static long DefaultLimit => Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text ? 20 * Gigabyte
        : double.TryParse(text, CultureInfo.InvariantCulture, out double size) && size is >= 0 and < 1e9 ? (long)(size * Gigabyte)
            : throw new BadInputException($"${Variable} is '{text}'; a number of gigabytes was expected.");

    /// <summary>Returns the folder of rendered sets in a data folder.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "cache", "rendered");

    /// <summary>Returns the sets of a folder, the one that was used last first.</summary>
    public static IReadOnlyList<CachedSet> List(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.GetDirectories(folder).Where(p => File.Exists(Path.Combine(p, Used))).Select(Of)
            .OrderByDescending(s => s.Used).ThenBy(s => s.Path, StringComparer.Ordinal)];

    /// <summary>Removes sets that no process uses; returns those that were removed.</summary>
    /// <param name="folder">Folder of all sets.</param>
    /// <param name="name">Name or address of the sets to remove; null removes all.</param>
    public static IReadOnlyList<CachedSet> Clear(string folder, string? name = null) =>
        [.. List(folder).Where(s => name is null || s.Name == name || s.Address == name).Where(Remove)];

    /// <summary>Removes the sets that were not used for longest until the rest and what is to come are within the limit.</summary>
    internal static void MakeRoom(string folder, string keep, long toCome, long limit) {
        CachedSet[] sets = [.. List(folder)];
        long total = sets.Sum(s => s.Bytes) + toCome;
        foreach (CachedSet set in sets.Reverse()) {
            if (total <= limit) return;
            if (set.Path != keep && Remove(set)) total -= set.Bytes;
        }
    }

    /// <summary>Marks a set as used now, and holds it against removal until the result is disposed.</summary>
    internal static FileStream Hold(string path) {
        FileException.MakeFolder(path);
        string mark = Path.Combine(path, Used);
        try {
            // What is written makes the time of the file that of now.
            using (var written = new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.ReadWrite)) written.WriteByte(0);
            return new(mark, FileMode.Open, FileAccess.Read, FileShare.Read);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw FileException.Writing(mark, e);
        }
    }

    private static CachedSet Of(string path) {
        FileInfo[] shards = [.. new DirectoryInfo(path).GetFiles(Shard).Where(f => !f.Name.StartsWith('.'))];
        string folder = Path.GetFileName(path);
        int dash = folder.LastIndexOf('-');
        return new(dash > 0 ? folder[..dash] : folder, folder[(dash + 1)..], path, shards.Length, shards.Sum(f => f.Length),
            File.GetLastWriteTimeUtc(Path.Combine(path, Used)));
    }

    private static bool Remove(CachedSet set) {
        try {
            // Whoever reads or makes it holds the mark.
            using (new FileStream(Path.Combine(set.Path, Used), FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
            Directory.Delete(set.Path, recursive: true);
            return true;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return false;
        }
    }
}
