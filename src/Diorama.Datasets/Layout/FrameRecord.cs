using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Diorama.Datasets.Layout;

/// <summary>One image of one camera: a line of frames.jsonl. Conventions are those of dataset.json.</summary>
public sealed record FrameRecord : IJsonOnDeserialized {
    /// <summary>Number of the frame: scene · frames per scene + index.</summary>
    public required long Frame { get; init; }
    public required long Scene { get; init; }
    /// <summary>Place in the scene, from 0.</summary>
    public required int Index { get; init; }
    /// <summary>From 1, unique among all images of the dataset.</summary>
    public required long ImageId { get; init; }
    /// <summary>
    /// Where the dataset is divided: the part of it that the scene belongs to. Absent in the records of parts, which do not know.
    /// </summary>
    public string? Split { get; init; }
    /// <summary>1 when the frame failed once and was made under another key.</summary>
    public int? Attempt { get; init; }
    /// <summary>Seconds from the scene's first frame.</summary>
    public required double Time { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    /// <summary>Paths from the dataset's folder: "image" and the labels by name.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }
    /// <summary>The picture is radiance · 2^stops, sRGB-encoded.</summary>
    public double? ExposureStops { get; init; }
    public required CameraRecord Camera { get; init; }
    /// <summary>Those with a visible or hidden pixel in the image.</summary>
    public required IReadOnlyList<ObjectRecord> Objects { get; init; }
    /// <summary>Names of the ids of the material label.</summary>
    public IReadOnlyList<string>? Materials { get; init; }
    /// <summary>What the recipe drew for this scene.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }
    /// <summary>On the first image of a scene.</summary>
    public PlacementRecord? Placement { get; init; }

    void IJsonOnDeserialized.OnDeserialized() {
        RecordNames.Files("files", Files?.Keys);
        RecordNames.Paths("files", Files?.Values);
        RecordNames.FileOrEmpty("split", Split ?? "");
        if (Camera is not null) RecordNames.FileOrEmpty("camera.name", Camera.Name);
    }
}

/// <summary>The camera of an image.</summary>
public sealed record CameraRecord {
    /// <summary>Part of file names; empty for the only camera.</summary>
    public required string Name { get; init; }
    /// <summary>Place in the rig.</summary>
    public required int Index { get; init; }
    /// <summary>Cameras of the rig.</summary>
    public required int Of { get; init; }
    /// <summary>Of lenses that have one, pixel centres at +0.5.</summary>
    [JsonPropertyName("K")]
    public double[][]? K { get; init; }
    /// <summary>Model and parameters.</summary>
    public required JsonNode Lens { get; init; }
    /// <summary>3×4, at the middle of the exposure.</summary>
    public required float[][] WorldFromCamera { get; init; }
    /// <summary>Of a rolling shutter: from the first row's exposure to the last's; absent when all rows are exposed at once.</summary>
    public float? ReadoutSeconds { get; init; }
}

/// <summary>What was placed in a scene and what was not.</summary>
/// <param name="Attempts">At the scene, the successful one included.</param>
/// <param name="Asked">Objects per class.</param>
/// <param name="Placed">Objects per class.</param>
/// <param name="Failures">Those that could not be placed, by reason.</param>
public sealed record PlacementRecord(int Attempts, IReadOnlyDictionary<string, int> Asked, IReadOnlyDictionary<string, int> Placed,
    IReadOnlyDictionary<string, int> Failures);
