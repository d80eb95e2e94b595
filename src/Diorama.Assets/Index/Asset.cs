using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Diorama.Core.Names;

namespace Diorama.Assets.Index;

/// <summary>
/// One entry of a pack's index: what a thing is, how large, whose, and where its model lies. The asset frame is metres, +Z up, the
/// origin in the middle of the bottom of the bounding box, and the front (a sofa's seat side, a screen) faces −Y.
/// </summary>
public sealed record Asset : IJsonOnDeserialized {
    /// <summary>Class and number, "sofa-12": stable for a pack's version, unique among all packs.</summary>
    public required string Id { get; init; }
    /// <summary>As the pack's catalogue says, for people.</summary>
    public required string Name { get; init; }
    /// <summary>Name in the taxonomy; "object" when the catalogue's name is mapped to nothing.</summary>
    public required string Class { get; init; }
    public required string Pack { get; init; }
    /// <summary>The catalogue's own category.</summary>
    public string Category { get; init; } = "";
    /// <summary>Width (X), depth (Y) and height (Z) of the bounding box, metres. The model is scaled to it.</summary>
    public required Vector3 Size { get; init; }
    public required string Licence { get; init; }
    public required string Author { get; init; }
    /// <summary>Model file, relative to the pack's folder, with '/' between its parts.</summary>
    public required string Model { get; init; }
    /// <summary>
    /// Height above the floor at which the catalogue places the bottom: above 0 for things on walls, ceilings and tables. Metres.
    /// </summary>
    public float Elevation { get; init; }
    /// <summary>Height of the surface on which things may be put, metres above the bottom; null when there is none.</summary>
    public float? SupportHeight { get; init; }
    public AssetOpening? Opening { get; init; }
    public IReadOnlyList<AssetLight> Lights { get; init; } = [];
    /// <summary>Turns the file's axes before the size is taken, row-major 3×3; null is none.</summary>
    public IReadOnlyList<float>? Rotation { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Small picture of it, relative to the pack's folder; null when the pack has none.</summary>
    public string? Thumbnail { get; init; }
    /// <summary>Checksum of the model's files, SHA-256 in hexadecimal; empty for what is built in.</summary>
    public string Content { get; init; } = "";

    /// <summary>An index is a file too: ids become names of files, and models lie in the pack's folder.</summary>
    void IJsonOnDeserialized.OnDeserialized() {
        if (FileName.Problem(Id ?? "") is { } problem) throw new JsonException($"the id of an asset: {problem}");
        foreach (string? path in (string?[])[Model, Thumbnail]) {
            if (!string.IsNullOrEmpty(path) && PathBelow.Problem(path) is { } outside) throw new JsonException($"asset {Id}: {outside}");
        }
    }
}

/// <summary>A light source of an asset.</summary>
/// <param name="Position">In the asset frame, metres.</param>
/// <param name="Color">Linear Rec.709, the largest component is 1.</param>
/// <param name="Diameter">Of the emitting part, metres.</param>
public sealed record AssetLight(Vector3 Position, Vector3 Color, float Diameter);

/// <summary>How a door or window sits in a wall.</summary>
/// <param name="Kind">Door or window.</param>
/// <param name="WallThickness">Share of the asset's depth that is inside the wall, 0 to 1.</param>
/// <param name="WallDistance">Share of the asset's depth from its back to the wall, 0 to 1.</param>
/// <param name="CutOut">Outline of the hole as an SVG path in the unit square (y down); null is the whole rectangle.</param>
public sealed record AssetOpening(OpeningKind Kind, float WallThickness, float WallDistance, string? CutOut);

public enum OpeningKind { Door, Window }
