using System.Text.Json;
using System.Text.Json.Serialization;
using Diorama.Core;
using Diorama.Core.Json;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>Size and checksum of a file when it was written.</summary>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256 in hexadecimal.</param>
public sealed record FileChecksum(long Bytes, string Sha256);

/// <summary>
/// Contents of part.json, which describes a finished part. A part without this file does not count. It does not tell who made the part, or
/// when.
/// </summary>
public sealed record PartInfo : IJsonOnDeserialized {
    public const string FileName = "part.json";

    public required long Part { get; init; }
    public required string Engine { get; init; }
    /// <summary>Instruction set of the machine that made the part.</summary>
    public required string InstructionSet { get; init; }
    public required ulong Seed { get; init; }
    public required long FirstFrame { get; init; }
    /// <summary>Number of frames that are finished or failed.</summary>
    public required long Frames { get; init; }
    public required IReadOnlyList<FrameFailure> Failed { get; init; }
    /// <summary>Checksums of all files except this one, by path relative to the part's folder.</summary>
    public SortedDictionary<string, FileChecksum>? Files { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => RecordNames.Paths("files", Files?.Keys);

    /// <summary>Reads the description of the part in a folder; null if it holds none.</summary>
    /// <exception cref="BadInputException">The file is damaged.</exception>
    public static PartInfo? Read(string folder) {
        string path = Path.Combine(folder, FileName);
        if (JsonRecord.ReadIfThere<PartInfo>(path, DatasetJson.Page) is not { } info) return null;
        bool sound = info is { Part: >= 0, FirstFrame: >= 0, Frames: >= 0 } && info.Failed.All(f => f is not null)
            && info.Files?.Values.All(f => f is { Bytes: >= 0 }) != false;
        return sound ? info : throw new BadInputException($"{path} is damaged: a number is below 0, or a null stands in a list.");
    }

    /// <summary>Writes the file. Only for a folder that is not yet visible as a part.</summary>
    public void Write(string folder) {
        using FileStream stream = File.Create(Path.Combine(folder, FileName));
        JsonSerializer.Serialize(stream, this, DatasetJson.Page);
        stream.WriteByte((byte)'\n');
    }
}
