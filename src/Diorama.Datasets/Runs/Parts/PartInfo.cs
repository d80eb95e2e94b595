using System.Text.Json;
using System.Text.Json.Serialization;
using Diorama.Core;
using Diorama.Core.Json;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>A file as it was when it was written.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record FileChecksum(long Bytes, string Sha256);

/// <summary>
/// part.json: what a finished part holds. A part without it does not exist. It says nothing of who made the part, or when.
/// </summary>
public sealed record PartInfo : IJsonOnDeserialized {
    public const string FileName = "part.json";

    public required long Part { get; init; }
    public required string Engine { get; init; }
    /// <summary>Of the machine that made it.</summary>
    public required string InstructionSet { get; init; }
    public required ulong Seed { get; init; }
    public required long FirstFrame { get; init; }
    /// <summary>Frames of which something is known: those that are here and those that failed.</summary>
    public required long Frames { get; init; }
    public required IReadOnlyList<FrameFailure> Failed { get; init; }
    /// <summary>Every file but this one, by its path from the part's folder.</summary>
    public SortedDictionary<string, FileChecksum>? Files { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => RecordNames.Paths("files", Files?.Keys);

    /// <summary>The part that the folder holds; null when it holds none.</summary>
    /// <exception cref="BadInputException">The file is damaged.</exception>
    public static PartInfo? Read(string folder) {
        string path = Path.Combine(folder, FileName);
        if (JsonRecord.ReadIfThere<PartInfo>(path, DatasetJson.Page) is not { } info) return null;
        bool sound = info is { Part: >= 0, FirstFrame: >= 0, Frames: >= 0 } && info.Failed.All(f => f is not null)
            && info.Files?.Values.All(f => f is { Bytes: >= 0 }) != false;
        return sound ? info : throw new BadInputException($"{path} is damaged: a number is below 0, or a null stands in a list.");
    }

    /// <summary>Only for a folder that nobody takes for a part yet.</summary>
    public void Write(string folder) {
        using FileStream stream = File.Create(Path.Combine(folder, FileName));
        JsonSerializer.Serialize(stream, this, DatasetJson.Page);
        stream.WriteByte((byte)'\n');
    }
}
