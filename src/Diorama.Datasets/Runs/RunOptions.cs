using Diorama.Datasets.Frames;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;
using Diorama.Datasets.Runs.Plans;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Runs;

/// <summary>A dataset to be made.</summary>
public sealed record RunOptions {
    public required string Folder { get; init; }
    /// <summary>For people and dataset.json.</summary>
    public required string RecipeName { get; init; }
    /// <summary>The recipe as it runs, overrides included: it is written beside the data.</summary>
    public required string RecipeText { get; init; }
    /// <summary>What decides every frame; the text without the number of frames. By default the text.</summary>
    public string? RecipeIdentity { get; init; }
    public required ClassTable Classes { get; init; }
    public required FrameSettings Settings { get; init; }
    /// <summary>Moments; each gives one image per camera.</summary>
    public required long Frames { get; init; }
    public int FramesPerScene { get; init; } = 1;
    /// <summary>Names of <see cref="Formats.DatasetFormats"/>.</summary>
    public IReadOnlyList<string> Formats { get; init; } = ["coco"];
    /// <summary>Threads in all; 0 uses every processor.</summary>
    public int Threads { get; init; }
    /// <summary>Frames that are committed together, rounded to whole scenes; 0 chooses: a few minutes of work.</summary>
    public int PartFrames { get; init; }
    /// <summary>The share of the run that is made.</summary>
    public Shard Shard { get; init; } = Shard.Whole;
    /// <summary>Names of the cameras, when they are known beforehand.</summary>
    public IReadOnlyList<string> Cameras { get; init; } = [];
    /// <summary>Assets that the recipe may use: SHA-256 by id. A run goes on with the same ones only.</summary>
    public IReadOnlyDictionary<string, string> Assets { get; init; } = new Dictionary<string, string>();
    /// <summary>Into what the dataset is divided.</summary>
    public SplitPlan Splits { get; init; } = SplitPlan.None;
    /// <summary>Frames that may fail before the run is ended.</summary>
    public int MaxFailures { get; init; } = DefaultMaxFailures;

    /// <summary>One scene after the other, so that it is known which frame a process died of; the bytes are the same.</summary>
    public bool OneByOne { get; init; }

    public const int DefaultMaxFailures = 10;
    private const int PartPictures = 16, PartLabels = 64;

    /// <summary>What is written down of it once, before anything is made.</summary>
    public RunPlan Plan() {
        bool radiance = Settings is { Radiance: true, Samples: > 0 };
        string[] labels = [.. LabelNames.Images(Settings.Labels),
            .. Settings.SensorDepth ? [LabelTable.SensorDepth.Name] : Array.Empty<string>(),
                .. radiance ? [LabelTable.Radiance.Name] : Array.Empty<string>()];
        string identity = string.Join('\n', RecipeIdentity ?? RecipeText, Settings.Seed, Settings.Samples, Settings.Bounces,
            Settings.Exposure?.ToString("R", null), FramesPerScene, Settings.Labels, Settings.SensorDepth, radiance);
        int partFrames = PartFrames > 0 ? PartFrames : Settings.Samples > 0 ? PartPictures : PartLabels;
        return new() {
            Instructions = BuildInfo.InstructionLimit, Recipe = RecipeName, Seed = Settings.Seed, Frames = Frames,
            FramesPerScene = FramesPerScene, ScenesPerPart = Math.Max(1, partFrames / FramesPerScene),
            Samples = Settings.Samples, Cameras = Cameras, Labels = labels, Formats = Formats, Identity = RunPlan.Sha256(identity),
            Classes = Classes.Classes,
            Splits = Splits, Assets = Assets, RecipeText = RecipeText,
        };
    }
}
