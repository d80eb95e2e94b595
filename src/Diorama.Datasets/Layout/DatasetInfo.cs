using System.Text.Json;
using System.Text.Json.Serialization;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Json;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Datasets.Layout;

/// <summary>Contents of dataset.json: what a dataset holds and the conventions of its numbers.</summary>
public sealed record DatasetInfo : IJsonOnDeserialized {
    public const int CurrentVersion = 1;

    /// <summary>Version of the layout.</summary>
    public int Version { get; init; } = CurrentVersion;
    public string Software { get; init; } = "Diorama";
    /// <summary>Name of the recipe.</summary>
    public required string Recipe { get; init; }
    public required ulong Seed { get; init; }
    /// <summary>Hash of the recipe, the seed and the requested outputs: a run continues in a folder only if it agrees.</summary>
    public required string Identity { get; init; }
    public Conventions Conventions { get; init; } = Conventions.Ours;
    /// <summary>Label images that each frame has.</summary>
    public required IReadOnlyList<string> Labels { get; init; }
    public required int FramesPerScene { get; init; }
    public required IReadOnlyList<DatasetClass> Classes { get; init; }
    /// <summary>Splits of the dataset; null if it is not split.</summary>
    public SplitPlan? Splits { get; init; }
    public DatasetCounts? Counts { get; init; }
    /// <summary>Number of frames that could not be made, by reason; null if there are none.</summary>
    public IReadOnlyDictionary<string, long>? FailedFrames { get; init; }
    /// <summary>Number of frames that were left out because their part is missing; null if there are none.</summary>
    public long? MissingFrames { get; init; }

    void IJsonOnDeserialized.OnDeserialized() {
        RecordNames.Text("recipe", Recipe);
        RecordNames.Files("labels", Labels);
        RecordNames.Files("splits", Splits?.Shares?.Select(s => s.Name));
        foreach (DatasetClass? c in Classes ?? []) {
            RecordNames.Text("classes", c?.Name);
            RecordNames.Text("classes", c?.Group);
        }
    }

    public void Write(string path) => AtomicFile.WriteStream(path, stream => {
        JsonSerializer.Serialize(stream, this, DatasetJson.Page);
        stream.WriteByte((byte)'\n');
    });

    /// <exception cref="BadInputException">The file is damaged or of a later version.</exception>
    public static DatasetInfo Read(string path) {
        DatasetInfo info = JsonRecord.Read<DatasetInfo>(path, DatasetJson.Page);
        if (info.Version > CurrentVersion)
            throw new BadInputException($"{path} is of version {info.Version}; this program knows versions up to {CurrentVersion}.");
        if (info.Labels.Any(l => l is null)) throw new BadInputException($"{path} is damaged: labels holds a null.");
        if (info.FramesPerScene < 1)
            throw new BadInputException($"{path} is damaged: frames_per_scene is {info.FramesPerScene}; 1 or more was expected.");
        ClassTable.Check(info.Classes, path);
        info.Splits?.Check(path);
        return info;
    }
}

/// <summary>Sizes of a dataset.</summary>
/// <param name="Frames">Number of frames (moments); each has one image per camera.</param>
/// <param name="Images">Number of images of all cameras.</param>
/// <param name="Objects">Number of visible things, by class name.</param>
public sealed record DatasetCounts(long Frames, long Images, IReadOnlyDictionary<string, long> Objects);
