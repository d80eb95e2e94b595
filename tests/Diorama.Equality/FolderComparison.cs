using System.Text.Json.Nodes;
using System.Runtime.InteropServices;
using Diorama.Core.Images;

namespace Diorama.Equality;

/// <summary>
/// What differs between two folders of datasets: the pixels of images, the values of arrays, and the lines of records, each decoded, so
/// that an encoder may change its bytes. Values are compared bit by bit. Times and versions in other files do not count.
/// </summary>
public sealed class FolderComparison {
    private readonly List<string> differences = [];

    /// <summary>One line each, with the file's name.</summary>
    public IReadOnlyList<string> Differences => differences;
    public int Files { get; private set; }

    public static FolderComparison Of(string before, string after) {
        var comparison = new FolderComparison();
        string[] names = [.. Compared(before).Union(Compared(after)).Order(StringComparer.Ordinal)];
        foreach (string name in names) comparison.Compare(name, Path.Combine(before, name), Path.Combine(after, name));
        return comparison;
    }

    /// <summary>Files below folders named images and labels, and frames.jsonl.</summary>
    private static IEnumerable<string> Compared(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder, f)).Where(
        f => f.Split('/') is var parts && (parts.Contains("images") || parts.Contains("labels") || parts[^1] == "frames.jsonl"));

    private void Compare(string name, string before, string after) {
        Files++;
        if (!File.Exists(before) || !File.Exists(after)) {
            differences.Add($"{name}: only {(File.Exists(before) ? "before" : "after")}");
            return;
        }
        if (File.ReadAllBytes(before).AsSpan().SequenceEqual(File.ReadAllBytes(after))) return;
        string? difference = Path.GetExtension(name) switch {
            ".png" or ".exr" or ".jpg" => Images(before, after),
            ".npy" => Arrays(before, after),
            ".jsonl" => Lines(before, after),
            _ => "other bytes",
        };
        if (difference is not null) differences.Add($"{name}: {difference}");
    }

    private static string? Images(string before, string after) {
        using ImageReader a = ImageReader.Open(before), b = ImageReader.Open(after);
        string Shape(ImageReader r) => $"{r.Width}x{r.Height} {string.Join(',', r.ChannelNames.Zip(r.ChannelTypes, (n, t) => $"{n}:{t}"))}";
        if (Shape(a) != Shape(b)) return $"{Shape(a)} before, {Shape(b)} after";
        return a.PixelType == PixelType.UInt32 ? Values<uint>(a.ReadUInt32(), b.ReadUInt32())
            : Values<uint>(MemoryMarshal.Cast<float, uint>(a.ReadFloats()), MemoryMarshal.Cast<float, uint>(b.ReadFloats()));
    }

    /// <summary>Header and data of NumPy's format 1.0.</summary>
    private static string? Arrays(string before, string after) {
        (string Header, byte[] Data) a = Split(before), b = Split(after);
        return a.Header != b.Header ? $"{a.Header} before, {b.Header} after" : Values<byte>(a.Data, b.Data);

        static (string, byte[]) Split(string path) {
            byte[] file = File.ReadAllBytes(path);
            int length = 10 + BitConverter.ToUInt16(file, 8);
            return (System.Text.Encoding.ASCII.GetString(file, 10, length - 10).TrimEnd(), file[length..]);
        }
    }

    private static string? Values<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged, IEquatable<T> {
        if (a.Length != b.Length) return $"{a.Length} values before, {b.Length} after";
        int different = 0;
        for (int i = 0; i < a.Length; i++) if (!a[i].Equals(b[i])) different++;
        return different == 0 ? null : $"{different} of {a.Length} values differ";
    }

    /// <summary>Whether two lines are the same JSON; the order of an object's members means nothing.</summary>
    private static bool AreEqualObjects(string a, string b) =>
        a.StartsWith('{') && b.StartsWith('{') && JsonNode.DeepEquals(JsonNode.Parse(a), JsonNode.Parse(b));

    private static string? Lines(string before, string after) {
        string[] a = File.ReadAllLines(before), b = File.ReadAllLines(after);
        if (a.Length != b.Length) return $"{a.Length} lines before, {b.Length} after";
        for (int i = 0; i < a.Length; i++) {
            if (a[i] == b[i] || AreEqualObjects(a[i], b[i])) continue;
            int at = a[i].AsSpan().CommonPrefixLength(b[i]);
            return $"line {i + 1} differs from '{Around(a[i], at)}' to '{Around(b[i], at)}'";
        }
        return null;
    }

    private static string Around(string line, int at) => line[Math.Max(0, at - 30)..Math.Min(line.Length, at + 30)];
}
