using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Diorama.Core;
using Diorama.Core.Json;
using Diorama.Core.Processors;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Datasets.Runs.Plans;

/// <summary>
/// Contents of plan.json: everything that determines a dataset, resolved once. Workers of the run read this file and no recipe. Only
/// <see cref="Frames"/> may grow later; frames are addressed by number and stored in parts of whole scenes, so growing moves nothing.
/// </summary>
public sealed record RunPlan : IJsonOnDeserialized {
    public const int CurrentVersion = 1;
    /// <summary>Largest number of frames of a run, so that image ids, which count cameras too, stay exact in every format.</summary>
    public const long MaxFrames = 1_000_000_000_000;

    /// <summary>Version of the file's layout.</summary>
    public int Version { get; init; } = CurrentVersion;
    /// <summary>Version of the program that made the plan; another major version renders other frames.</summary>
    public string Engine { get; init; } = BuildInfo.Version;
    /// <summary>
    /// Instruction set to which all workers of the run are limited (<see cref="InstructionSets.Variable"/>); null if each uses the widest
    /// that it has.
    /// </summary>
    public string? Instructions { get; init; }
    /// <summary>Name of the recipe.</summary>
    public required string Recipe { get; init; }
    public required ulong Seed { get; init; }
    /// <summary>Number of frames (moments); each gives one image per camera.</summary>
    public required long Frames { get; init; }
    public required int FramesPerScene { get; init; }
    /// <summary>Number of scenes per part, the unit in which work is committed.</summary>
    public required int ScenesPerPart { get; init; }
    /// <summary>Number of paths per pixel; 0 makes labels without pictures.</summary>
    public required int Samples { get; init; }
    /// <summary>Names of the cameras of the rig, "" for a single one; empty if they are not known beforehand.</summary>
    public required IReadOnlyList<string> Cameras { get; init; }
    /// <summary>Names of the label images of each frame.</summary>
    public required IReadOnlyList<string> Labels { get; init; }
    /// <summary>Names of the dataset formats to export besides Diorama's own layout.</summary>
    public required IReadOnlyList<string> Formats { get; init; }
    /// <summary>Splits of the dataset; no frame depends on them.</summary>
    public SplitPlan Splits { get; init; } = SplitPlan.None;
    /// <summary>Hash of the recipe, the seed and the requested outputs, but not of the number of frames.</summary>
    public required string Identity { get; init; }
    public required IReadOnlyList<DatasetClass> Classes { get; init; }
    /// <summary>SHA-256 of the files of each asset that the recipe may use, by asset id.</summary>
    public required IReadOnlyDictionary<string, string> Assets { get; init; }
    /// <summary>Text of the recipe as it runs, overrides included.</summary>
    public required string RecipeText { get; init; }

    void IJsonOnDeserialized.OnDeserialized() {
        RecordNames.Text("recipe", Recipe);
        foreach (string? camera in Cameras ?? []) RecordNames.FileOrEmpty("cameras", camera);
        RecordNames.Files("labels", Labels);
        RecordNames.Files("formats", Formats);
        RecordNames.Files("splits", Splits?.Shares?.Select(s => s.Name));
        foreach (DatasetClass? c in Classes ?? []) RecordNames.Text("classes", c?.Name);
    }

    /// <summary>Number of scenes, the last one possibly incomplete.</summary>
    [JsonIgnore]
    public long Scenes => (Frames + FramesPerScene - 1) / FramesPerScene;

    [JsonIgnore]
    public long Parts => (Scenes + ScenesPerPart - 1) / ScenesPerPart;

    /// <summary>Returns the part's first frame and the frame after its last.</summary>
    public (long First, long End) FramesOf(long part) {
        long perPart = (long)ScenesPerPart * FramesPerScene;
        return (part * perPart, Math.Min(Frames, (part + 1) * perPart));
    }

    /// <summary>Returns the part's first scene and the scene after its last.</summary>
    public (long First, long End) ScenesOf(long part) => (part * ScenesPerPart, Math.Min(Scenes, (part + 1) * ScenesPerPart));

    internal DatasetInfo Info() => new() {
        Recipe = Recipe, Seed = Seed, Identity = Identity, Labels = Labels, FramesPerScene = FramesPerScene, Classes = Classes,
        Splits = Splits.IsNone ? null : Splits,
    };

    internal byte[] Bytes() {
        using var stream = new MemoryStream();
        JsonSerializer.Serialize(stream, this, DatasetJson.Page);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <exception cref="BadInputException">The bytes are not a valid plan, or a plan of a later version.</exception>
    internal static RunPlan Parse(byte[] bytes, string path) {
        RunPlan plan = JsonRecord.Parse<RunPlan>(bytes, DatasetJson.Page, path);
        if (plan.Version > CurrentVersion)
            throw new BadInputException($"{path} is of version {plan.Version}; this program knows versions up to {CurrentVersion}.");
        if (plan.Frames is < 1 or > MaxFrames || plan.FramesPerScene < 1 || plan.ScenesPerPart < 1 || plan.Samples < 0) {
            throw new BadInputException($"{path} is damaged: frames (up to {MaxFrames}), frames_per_scene and scenes_per_part from 1 "
                + $"and samples from 0 were expected.");
        }
        if (plan.Cameras.Concat(plan.Labels).Concat(plan.Formats).Any(n => n is null))
            throw new BadInputException($"{path} is damaged: cameras, labels or formats holds a null.");
        ClassTable.Check(plan.Classes, path);
        plan.Splits.Check(path);
        return plan;
    }

    internal static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));
}
