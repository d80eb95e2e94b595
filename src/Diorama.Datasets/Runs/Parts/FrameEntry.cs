using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>What is known of a frame that is done, or given up: a line of frames.log, which is a checksum and this as JSON.</summary>
/// <param name="Frame">Its number.</param>
/// <param name="Images">All cameras; none when it failed.</param>
/// <param name="Assets">Those of its scene.</param>
/// <param name="Files">By path from the part's folder.</param>
/// <param name="Failure">Null when the frame is done.</param>
internal sealed record FrameEntry(
    long Frame, IReadOnlyList<FrameRecord> Images, IReadOnlyList<UsedAsset> Assets, SortedDictionary<string, FileChecksum> Files,
        FrameFailure? Failure = null) : IJsonOnDeserialized {
    private const int ChecksumLength = 16;

    void IJsonOnDeserialized.OnDeserialized() => RecordNames.Paths("files", Files?.Keys);

    /// <summary>A frame whose files are written below <paramref name="folder"/>.</summary>
    public static FrameEntry Of(long frame, IReadOnlyList<FrameRecord> images, IReadOnlyList<UsedAsset> assets, string folder) {
        var files = new SortedDictionary<string, FileChecksum>(StringComparer.Ordinal);
        foreach (FrameRecord image in images) {
            foreach (string file in image.Files.Values) files[file] = Checksum(Path.Combine(folder, file));
        }
        return new(frame, images, assets, files);
    }

    public static FileChecksum Checksum(string path) {
        using var stream = new FileStream(RegularFile.At(path), FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        return new(stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>Whether its files are those that were written.</summary>
    public bool HasItsFiles(string folder) {
        foreach (var (file, expected) in Files) {
            var found = new FileInfo(Path.Combine(folder, file));
            if (!found.Exists || found.Length != expected.Bytes || Checksum(found.FullName) != expected) return false;
        }
        return true;
    }

    /// <summary>With the line's end.</summary>
    public byte[] ToLine() {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(this, DatasetJson.Line);
        return [.. Encoding.ASCII.GetBytes(Short(json)), (byte)' ', .. json, (byte)'\n'];
    }

    /// <summary>Null for a line that is not as it was written.</summary>
    public static FrameEntry? FromLine(byte[] line) {
        if (line.Length <= ChecksumLength + 1) return null;
        ReadOnlySpan<byte> json = line.AsSpan(ChecksumLength + 1);
        return Encoding.ASCII.GetString(line, 0, ChecksumLength) == Short(json)
            ? JsonSerializer.Deserialize<FrameEntry>(json, DatasetJson.Line) : null;
    }

    private static string Short(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json))[..ChecksumLength];
}
