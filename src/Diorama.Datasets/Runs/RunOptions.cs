using Diorama.Datasets.Frames;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;
using Diorama.Datasets.Runs.Plans;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Runs;

/// <summary>Options of a run that makes a dataset.</summary>
public sealed record RunOptions {
    public required string Folder { get; init; }
    /// <summary>Name of the recipe, for display and dataset.json.</summary>
    public required string RecipeName { get; init; }
    /// <summary>Text of the recipe as it runs, overrides included; it is written beside the data.</summary>
    public required string RecipeText { get; init; }
    /// <summary>Text that determines every frame: the recipe without the number of frames. By default the recipe's text.</summary>
    public string? RecipeIdentity { get; init; }
    public required ClassTable Classes { get; init; }
    public required FrameSettings Settings { get; init; }
    /// <summary>Number of frames (moments); each gives one image per camera.</summary>
    public required long Frames { get; init; }
    public int FramesPerScene { get; init; } = 1;
    /// <summary>Names of the <see cref="Formats.DatasetFormats"/> to export after the run.</summary>
    public IReadOnlyList<string> Formats { get; init; } = ["coco"];
    /// <summary>Total number of threads; 0 uses every processor.</summary>
    public int Threads { get; init; }
    /// <summary>
    /// Number of frames that are committed together, rounded to whole scenes; 0 chooses 16 with pictures and 64 for labels alone.
    /// </summary>
    public int PartFrames { get; init; }
    /// <summary>Shard of the run that is made.</summary>
    public Shard Shard { get; init; } = Shard.Whole;
    /// <summary>Names of the cameras, if they are known beforehand.</summary>
    public IReadOnlyList<string> Cameras { get; init; } = [];
    /// <summary>SHA-256 of the assets that the recipe may use, by id. A run continues only with the same assets.</summary>
    public IReadOnlyDictionary<string, string> Assets { get; init; } = new Dictionary<string, string>();
    /// <summary>Splits of the dataset.</summary>
    public SplitPlan Splits { get; init; } = SplitPlan.None;
    /// <summary>Largest number of failed frames; one more ends the run.</summary>
    public int MaxFailures { get; init; } = DefaultMaxFailures;

    /// <summary>
    /// True to make one scene after the other, so that it is known which frame was being made when a process died; the bytes are the same.
    /// </summary>
    public bool OneByOne { get; init; }

    public const int DefaultMaxFailures = 10;
    private const int PartPictures = 16, PartLabels = 64;

    /// <summary>Makes the plan of the run, which is written once before any frame is made.</summary>
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
