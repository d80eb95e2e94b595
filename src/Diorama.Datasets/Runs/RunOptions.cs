using System.Security.Cryptography;
using System.Text;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs;

/// <summary>A dataset to be made.</summary>
public sealed class RunOptions {
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

    internal DatasetInfo Info() {
        string[] labels = [.. LabelNames.Images(Settings.Labels), .. Settings.SensorDepth ? [LabelNames.SensorDepth] : Array.Empty<string>()];
        string identity = string.Join('\n', RecipeIdentity ?? RecipeText, Settings.Seed, Settings.Samples, Settings.Bounces, Settings.Exposure?.ToString("R", null), FramesPerScene, (int)Settings.Labels);
        return new() {
            Recipe = RecipeName, Seed = Settings.Seed, Labels = labels, FramesPerScene = FramesPerScene, Classes = Classes.Classes,
            Identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))),
        };
    }
}
