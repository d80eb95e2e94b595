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
/// plan.json: everything that decides a dataset, resolved once. Whoever works on the run reads this and no recipe. Only
/// <see cref="Frames"/> may grow later; frames are addressed by number and lie in parts of whole scenes, so growing moves nothing.
/// </summary>
public sealed record RunPlan : IJsonOnDeserialized {
    public const int CurrentVersion = 1;
    /// <summary>Of a run: ids of images, which count cameras too, stay exact in every format.</summary>
    public const long MostFrames = 1_000_000_000_000;

    /// <summary>Of this file.</summary>
    public int Version { get; init; } = CurrentVersion;
    /// <summary>Version of the program that planned; another major version makes other frames.</summary>
    public string Engine { get; init; } = BuildInfo.Version;
    /// <summary>
    /// The instructions to which whoever works on the run is held (<see cref="InstructionSets.Variable"/>); null where each uses the widest
    /// that it has.
    /// </summary>
    public string? Instructions { get; init; }
    /// <summary>Name of the recipe.</summary>
    public required string Recipe { get; init; }
    public required ulong Seed { get; init; }
    /// <summary>Moments; each gives one image per camera.</summary>
    public required long Frames { get; init; }
    public required int FramesPerScene { get; init; }
    /// <summary>Scenes of a part, the unit in which work is committed.</summary>
    public required int ScenesPerPart { get; init; }
    /// <summary>Paths per pixel; 0 is labels alone.</summary>
    public required int Samples { get; init; }
    /// <summary>Names of the cameras of the rig, "" for a single one; empty where the builder of the scenes decides.</summary>
    public required IReadOnlyList<string> Cameras { get; init; }
    /// <summary>Label images of each frame.</summary>
    public required IReadOnlyList<string> Labels { get; init; }
    /// <summary>Dataset formats to be made beside Diorama's own layout.</summary>
    public required IReadOnlyList<string> Formats { get; init; }
    /// <summary>Into what the dataset is divided; no frame depends on it.</summary>
    public SplitPlan Splits { get; init; } = SplitPlan.None;
    /// <summary>Hash of the recipe, the seed and what was asked to be written, but not of how much.</summary>
    public required string Identity { get; init; }
    public required IReadOnlyList<DatasetClass> Classes { get; init; }
    /// <summary>The assets that the recipe may use: SHA-256 of each one's files by id.</summary>
    public required IReadOnlyDictionary<string, string> Assets { get; init; }
    /// <summary>The recipe as it runs, overrides included.</summary>
    public required string RecipeText { get; init; }

    void IJsonOnDeserialized.OnDeserialized() {
        RecordNames.Text("recipe", Recipe);
        foreach (string? camera in Cameras ?? []) RecordNames.FileOrEmpty("cameras", camera);
        RecordNames.Files("labels", Labels);
        RecordNames.Files("formats", Formats);
        RecordNames.Files("splits", Splits?.Shares?.Select(s => s.Name));
        foreach (DatasetClass? c in Classes ?? []) RecordNames.Text("classes", c?.Name);
    }

    /// <summary>Scenes begun.</summary>
    [JsonIgnore]
    public long Scenes => (Frames + FramesPerScene - 1) / FramesPerScene;

    [JsonIgnore]
    public long Parts => (Scenes + ScenesPerPart - 1) / ScenesPerPart;

    /// <summary>The part's first frame and the one after its last.</summary>
    public (long First, long End) FramesOf(long part) {
        long perPart = (long)ScenesPerPart * FramesPerScene;
        return (part * perPart, Math.Min(Frames, (part + 1) * perPart));
    }

    /// <summary>The part's first scene and the one after its last.</summary>
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

    /// <exception cref="BadInputException">The bytes are no plan, or one of a later version.</exception>
    internal static RunPlan Parse(byte[] bytes, string path) {
        RunPlan plan = JsonRecord.Parse<RunPlan>(bytes, DatasetJson.Page, path);
        if (plan.Version > CurrentVersion)
            throw new BadInputException($"{path} is of version {plan.Version}; this program knows versions up to {CurrentVersion}.");
        if (plan.Frames is < 1 or > MostFrames || plan.FramesPerScene < 1 || plan.ScenesPerPart < 1 || plan.Samples < 0) {
            throw new BadInputException($"{path} is damaged: frames (up to {MostFrames}), frames_per_scene and scenes_per_part from 1 "
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
