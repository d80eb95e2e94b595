using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Diorama.Datasets.Layout;

/// <summary>Record of one image of one camera: a line of frames.jsonl. Its conventions are stated in dataset.json.</summary>
public sealed record FrameRecord : IJsonOnDeserialized {
    /// <summary>Number of the frame: scene · frames per scene + index.</summary>
    public required long Frame { get; init; }
    public required long Scene { get; init; }
    /// <summary>Index of the frame in its scene, from 0.</summary>
    public required int Index { get; init; }
    /// <summary>Number of the image, from 1, unique among all images of the dataset.</summary>
    public required long ImageId { get; init; }
    /// <summary>
    /// Split of the image's scene, if the dataset is split. Absent in the records of parts, as it is assigned when parts are merged.
    /// </summary>
    public string? Split { get; init; }
    /// <summary>
    /// Number of failed attempts at the scene or the frame, after which it was made with other random numbers; null if there were none.
    /// </summary>
    public int? Attempt { get; init; }
    /// <summary>Time from the scene's first frame, seconds.</summary>
    public required double Time { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    /// <summary>Paths relative to the dataset's folder, by name: "image" for the picture, and names of labels.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }
    /// <summary>Exposure in stops: the picture is radiance · 2^stops, sRGB-encoded.</summary>
    public double? ExposureStops { get; init; }
    public required CameraRecord Camera { get; init; }
    /// <summary>Objects with at least one visible or hidden pixel in the image.</summary>
    public required IReadOnlyList<ObjectRecord> Objects { get; init; }
    /// <summary>Names of the materials, in the order of their ids in the material label.</summary>
    public IReadOnlyList<string>? Materials { get; init; }
    /// <summary>Values that the recipe drew for this scene, by their path; on the first image of a scene only.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }
    /// <summary>Report of object placement; on the first image of a scene only.</summary>
    public PlacementRecord? Placement { get; init; }

    void IJsonOnDeserialized.OnDeserialized() {
        RecordNames.Files("files", Files?.Keys);
        RecordNames.Paths("files", Files?.Values);
        RecordNames.FileOrEmpty("split", Split ?? "");
        if (Camera is not null) RecordNames.FileOrEmpty("camera.name", Camera.Name);
    }
}

/// <summary>Record of the camera of an image.</summary>
public sealed record CameraRecord {
    /// <summary>Name of the camera, part of file names; empty for a single camera.</summary>
    public required string Name { get; init; }
    /// <summary>Index of the camera in the rig.</summary>
    public required int Index { get; init; }
    /// <summary>Number of cameras of the rig.</summary>
    public required int Of { get; init; }
    /// <summary>Intrinsic matrix K of 3×3 numbers, pixel centres at +0.5; null for lenses that have none.</summary>
    [JsonPropertyName("K")]
    public double[][]? K { get; init; }
    /// <summary>Model and parameters of the lens.</summary>
    public required JsonNode Lens { get; init; }
    /// <summary>Pose of the camera in the world as a 3×4 matrix, at the middle of the exposure.</summary>
    public required float[][] WorldFromCamera { get; init; }
    /// <summary>
    /// Where the origin of all positions of the record lies in the world of the scene's file, metres; null if it is the same. Only files
    /// far from their origin, such as those in UTM coordinates, have another.
    /// </summary>
    public double[]? WorldOrigin { get; init; }
    /// <summary>
    /// Readout time of a rolling shutter, seconds, from the first row's exposure to the last's; null if all rows are exposed at once.
    /// </summary>
    public float? ReadoutSeconds { get; init; }
}

/// <summary>Report of the objects that were placed in a scene, and of those that were not.</summary>
/// <param name="Attempts">Number of attempts at the scene, including the successful one.</param>
/// <param name="Asked">Number of requested objects per class.</param>
/// <param name="Placed">Number of placed objects per class.</param>
/// <param name="Failures">Number of objects that could not be placed, by reason.</param>
public sealed record PlacementRecord(int Attempts, IReadOnlyDictionary<string, int> Asked, IReadOnlyDictionary<string, int> Placed,
    IReadOnlyDictionary<string, int> Failures);
