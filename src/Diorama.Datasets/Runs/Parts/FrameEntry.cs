using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>Entry of a frame that is finished or given up: a line of frames.log, which is a checksum and this record as JSON.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="Images">Images of all cameras; empty if the frame failed.</param>
/// <param name="Assets">Assets of the frame's scene.</param>
/// <param name="Files">Checksums of the files, by path relative to the part's folder.</param>
/// <param name="Failure">Failure of the frame; null if it is finished.</param>
internal sealed record FrameEntry(
    long Frame, IReadOnlyList<FrameRecord> Images, IReadOnlyList<UsedAsset> Assets, SortedDictionary<string, FileChecksum> Files,
        FrameFailure? Failure = null) : IJsonOnDeserialized {
    private const int ChecksumLength = 16;

    void IJsonOnDeserialized.OnDeserialized() => RecordNames.Paths("files", Files?.Keys);

    /// <summary>Makes the entry of a frame whose files are written below <paramref name="folder"/>.</summary>
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

    /// <summary>Whether the frame's files exist as they were written.</summary>
    public bool HasItsFiles(string folder) {
        foreach (var (file, expected) in Files) {
            var found = new FileInfo(Path.Combine(folder, file));
            if (!found.Exists || found.Length != expected.Bytes || Checksum(found.FullName) != expected) return false;
        }
        return true;
    }

    /// <summary>Encodes the entry as a line, including the line end.</summary>
    public byte[] ToLine() {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(this, DatasetJson.Line);
        return [.. Encoding.ASCII.GetBytes(Short(json)), (byte)' ', .. json, (byte)'\n'];
    }

    /// <summary>Decodes a line; null if it differs from what was written.</summary>
    public static FrameEntry? FromLine(byte[] line) {
        if (line.Length <= ChecksumLength + 1) return null;
        ReadOnlySpan<byte> json = line.AsSpan(ChecksumLength + 1);
        return Encoding.ASCII.GetString(line, 0, ChecksumLength) == Short(json)
            ? JsonSerializer.Deserialize<FrameEntry>(json, DatasetJson.Line) : null;
    }

    private static string Short(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json))[..ChecksumLength];
}
